// What a claim about trainings observes: a form, what it was seen on, and why nothing may be decided by it. Made from records
// alone, so that it can be tried on records that are known.
import Manuscript

/// An observation before it is said on which images it was made.
package struct LearningObservation: Equatable {
    package var form: Observation.Form
    /// Added to what is said of the data.
    package var note: String?
    package var doubt: String?

    package init(_ form: Observation.Form, note: String? = nil, doubt: String? = nil) {
        (self.form, self.note, self.doubt) = (form, note, doubt)
    }
}
