// Means over networks along a training, as columns of a figure's data.
import Manuscript

extension Column {
    /// `step`, the mean over networks under a name, and its `standard_error`. Axes of steps are logarithmic and begin at one half, where step 0 is
    /// drawn.
    /// - Parameter course: the networks' values after each step.
    package static func meansAlongTraining(_ name: String, _ course: [(step: Int, values: [Double])]) -> [Column] {
        [
            Column("step", course.map { max(0.5, Double($0.step)) }), Column(name, course.map { Moments.mean($0.values) }),
            Column("standard_error", course.map { Moments.standardError($0.values) }),
        ]
    }
}
