// The name that the run-time system gives a type, taken apart: `BuildGraph.Replicates<Study.Simulation>` is made of two.

/// The top-level types in a type's full name: its own first, then its generic arguments.
struct TypeName {
    struct Part: Equatable {
        var module: Substring
        /// With its module, and without types nested in it.
        var name: String
    }

    let types: [Part]
    /// A type that is declared in an extension of another module's type has no place of its own.
    let isInForeignExtension: Bool

    init(_ name: String) {
        isInForeignExtension = name.contains("(extension in ")
        types = name.split { "<>,()[]{}&: ".contains($0) }.compactMap { path in
            // What follows a bracket, as `.Inner` of `Outer<T>.Inner`, is nested.
            guard path.first != "." else { return nil }
            let names = path.split(separator: ".")
            return names.count < 2 ? nil : Part(module: names[0], name: "\(names[0]).\(names[1])")
        }
    }
}
