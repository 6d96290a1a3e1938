// What a fingerprint is made of: the smallest things that it takes or leaves.

/// A piece of a program with the digest of its content.
struct Unit {
    enum Kind: Equatable {
        case declaration(Declaration.Kind)
        /// The imports of a file: taken with everything in it.
        case imports
        /// How a module is compiled, and a file of it that is not Swift: taken by whatever can see the module.
        case setting, file
        /// The version of a package, or a manifest: in every fingerprint.
        case package
    }

    /// A line of the table that `paper why` reads.
    struct Row: Equatable {
        var name: String
        /// Shortened.
        var digest: String
    }

    var kind: Kind
    /// Its module; nil for packages.
    var module: Int?
    /// The file's path in its module.
    var path: String
    var digest: Fingerprint
    /// Of declarations: the bytes of its file from the first token to the last.
    var place: Range<Int> = 0..<0
    /// The unit itself first, then its members.
    var rows: [Row]
    /// Names by which declarations are found.
    var names: [Symbol] = []
    var extendedPath: [Symbol] = []
    /// The names of an extension's members; nil when some of them are used without a name.
    var memberNames: [Symbol]?
    var references: References?
    /// The imports of its file.
    var imports: Int?

    var declaration: Declaration.Kind? {
        if case .declaration(let kind) = kind { kind } else { nil }
    }

    var title: String { rows.first?.name ?? "" }
}
