// A piece of a source file: a declaration, or what could not be taken for one.

/// Consecutive tokens of a file that are taken or left together.
package struct Declaration {
    package enum Kind: Sendable {
        /// A struct, class, enum or actor.
        case type
        case `protocol`
        case `extension`
        case function, variable, `typealias`, macro, enumCase
        /// A function whose name is an operator.
        case operatorFunction
        /// An operator or a precedence group.
        case `operator`
        case `import`
        /// Runs when the program starts: everything in main.swift that is no type and no function.
        case statement
        /// What no rule knows. It is never left out.
        case unknown
    }

    package var kind: Kind
    /// The names that other code can use it by.
    var names: [Symbol] = []
    /// Its name as people say it: `density(at:)`.
    package var title: String
    /// Positions of its tokens, attributes and modifiers among them.
    package var tokens: Range<Int>
    /// What is between the braces of a type.
    var body: Range<Int>?
    /// The tokens of the `#if`, `#elseif` and `#else` that it stands under.
    package var conditions: [Range<Int>]
    /// Of types, protocols and extensions. What of the body is in none of them belongs to the declaration itself.
    package var members: [Declaration] = []
    /// The names of what is extended, outermost first; empty when it is written as `[Element]` or in another odd way.
    var extendedPath: [Symbol] = []
}
