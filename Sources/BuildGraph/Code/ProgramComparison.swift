// The declarations of two programs, compared: for those who have the tables of both, and no run of a target to explain.

/// What differs between the code of two programs.
package struct ProgramComparison {
    private let changes: CodeChanges

    /// Takes the tables of declarations, as `storedDeclarations` gives them.
    package init(from old: String, to new: String) { changes = CodeChanges(from: CodeTable(parsing: old), to: CodeTable(parsing: new)) }

    /// What changed in the code that a type reaches, in a few words each: "`Walk.step()` in Walk.swift", "new: `Pace` in Pace.swift".
    ///
    /// - Parameter type: the type's full name.
    package func changedDeclarations(reachedBy type: String) -> [String] {
        let names = TypeName(type).types.map(\.name)
        return changes.names(ofTypes: names, now: names)
    }
}

extension CodeFingerprints {
    /// The table of this program's declarations, and the object that the store keeps it in; nil when the program has none. Whoever asks commits the store.
    package func storedDeclarations(in store: Store) -> (text: String, object: Digest)? {
        guard let object = try? stageSnapshot(in: store), let bytes = try? store.load(object, target: "the list of declarations") else { return nil }
        return (String(decoding: bytes, as: UTF8.self), object)
    }
}

extension Store {
    /// The last run of a target of this name, whatever its parameters.
    package func recordOfLastRun(called name: String) -> Trace? { lastTrace(named: name) }
}
