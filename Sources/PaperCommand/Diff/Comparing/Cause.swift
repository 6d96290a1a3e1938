// What made a result another one.

/// A change upstream of a result, or around it.
package struct Cause: Hashable {
    package enum Kind: String, Codable {
        case parameter, code, file
        /// Targets that it is made from, or no longer.
        case input
        /// Nothing of the paper changed: the machine, a library or the compiler is another one.
        case surroundings
        /// The evidence is the same, and what was spent of the level by others of its family is not.
        case level
        /// Nothing that is recorded.
        case unknown
    }

    package let kind: Kind
    /// Plain text with code between backticks: "Training.width: 64 → 128", "`Walk.step()` in Walk.swift".
    package let text: String

    package init(kind: Kind, text: String) { (self.kind, self.text) = (kind, text) }
}
