// The code that targets run, as part of their keys: one fingerprint per type, made while the program is compiled and compiled
// into it. docs/fingerprints.md says what is in one.
//
// Threading: safe from any thread. A fingerprint is looked up for every target of a build, so answers are remembered.
import Synchronization

/// The fingerprint of the code of each target type.
public struct CodeFingerprints: Sendable {
    private enum Source: Sendable {
        case everything(Digest)
        case compiled(CompiledCode)
    }

    private let source: Source

    /// One digest for all code, whatever the type: any edit runs everything again. For programs without the plugin.
    public init(everything: Digest) { source = .everything(everything) }

    /// Takes the two texts that `CodeFingerprintPlugin` generates.
    public init(fingerprints: String, declarations: String) {
        source = .compiled(CompiledCode(fingerprints: fingerprints, declarations: declarations))
    }

    /// Changes with any code of the program: for what the program makes outside of targets.
    public var wholeProgram: Digest {
        switch source {
        case .everything(let digest): digest
        case .compiled(let code): code.wholeProgram
        }
    }

    /// The fingerprint of what a target of this type runs. Throws for a type whose code is not known.
    func fingerprint(ofType typeName: String) throws -> Digest {
        switch source {
        case .everything(let digest): digest
        case .compiled(let code): try code.fingerprint(ofType: typeName)
        }
    }

    /// Puts the table of declarations into a store, once, so that later builds can say what changed; nil when there is none.
    func stageSnapshot(in store: Store) throws -> Digest? {
        guard case .compiled(let code) = source else { return nil }
        let (bytes, digest) = code.snapshot
        if !code.isKnownStored(in: store) {
            if !store.contains(digest) { _ = try store.stage(bytes) }
            code.wasStored(in: store)
        }
        return digest
    }

    /// The declarations that targets reach and somebody may mean by a name: with or without its module, and the labels of a function.
    public func declarations(named name: String) -> [CompiledDeclaration] {
        guard case .compiled(let code) = source else { return [] }
        return code.declarations(named: name)
    }

    /// Reads the program's declarations now, for a thread that has time: otherwise they are read when they are first asked for.
    public func readDeclarations() {
        if case .compiled(let code) = source { _ = code.declarations(named: "") }
    }

    /// The names of all declarations that targets reach.
    public var declarationNames: [String] {
        guard case .compiled(let code) = source else { return [] }
        return code.declarationNames
    }

    /// What changed in a type's code, in a few words each; empty when that is no longer known.
    func changes(ofType typeName: String, since last: Trace.Details, in store: Store) -> [String] {
        guard case .compiled(let code) = source, let snapshot = last.codeSnapshot else { return [] }
        return code.changes(ofType: typeName, since: last.typeName, snapshot: snapshot) {
            try? String(decoding: store.load(snapshot, target: "the list of declarations"), as: UTF8.self)
        }
    }
}

/// The texts of the plugin, read when they are needed.
private final class CompiledCode: Sendable {
    private struct Fingerprints: Sendable {
        /// Hexadecimal digits by "Module.Type".
        var digits: [Substring: Substring] = [:]
        /// The folder of each, from the program's package; "" where it is not known.
        var modules: [Substring: Substring] = [:]

        init(_ text: String) {
            for line in text.split(separator: "\n") {
                if line.utf8.first == UInt8(ascii: "=") {
                    let space = line.utf8.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
                    modules[line[..<space].dropFirst()] = line[space...].dropFirst()
                } else if let space = line.utf8.lastIndex(of: UInt8(ascii: " ")) {
                    digits[line[..<space]] = line[line.index(after: space)...]
                }
            }
        }
    }

    private struct Memory {
        var fingerprints: Fingerprints?
        var answers: [String: Digest] = [:]
        var snapshot: (bytes: [UInt8], digest: Digest)?
        /// Where the snapshot was put last.
        var place: Place?
        var table: CodeTable?
        /// With older programs, by their snapshots; nil for a snapshot that cannot be read.
        var comparisons: [Digest: CodeChanges?] = [:]
        var changes: [Question: [String]] = [:]

        /// The table of this program.
        mutating func ownTable(_ declarations: String) -> CodeTable {
            let known = table ?? CodeTable(parsing: declarations)
            table = known
            return known
        }

        mutating func comparison(with snapshot: Digest, declarations: String, load: () -> String?) -> CodeChanges? {
            if let known = comparisons[snapshot] { return known }
            let new = ownTable(declarations)
            let comparison = load().map { CodeChanges(from: CodeTable(parsing: $0), to: new) }
            comparisons[snapshot] = .some(comparison)
            return comparison
        }
    }

    /// A store, as long as nothing else takes its place.
    private struct Place: Equatable {
        private let writer: String
        private let generation: Int

        init(_ store: Store) { (writer, generation) = (store.writer, store.generation) }
    }

    /// What changed in a type's code since a snapshot, when the type had this name.
    private struct Question: Hashable {
        let type: String
        let oldType: String
        let snapshot: Digest
    }

    private let fingerprints: String
    private let declarations: String
    private let memory = Mutex(Memory())

    init(fingerprints: String, declarations: String) {
        self.fingerprints = fingerprints
        self.declarations = declarations
    }

    /// Told in the first line.
    var wholeProgram: Digest {
        let line = fingerprints.prefix { $0 != "\n" }
        return Digest(hexadecimal: line.dropFirst()) ?? Digest(of: fingerprints.utf8)
    }

    func fingerprint(ofType typeName: String) throws -> Digest {
        try memory.withLock { memory in
            if let known = memory.answers[typeName] { return known }
            let fingerprints = memory.fingerprints ?? Fingerprints(self.fingerprints)
            memory.fingerprints = fingerprints
            let digest = try Self.fingerprint(ofType: typeName, fingerprints)
            memory.answers[typeName] = digest
            return digest
        }
    }

    /// A generic type's fingerprint is that of all types in its name.
    private static func fingerprint(ofType typeName: String, _ known: Fingerprints) throws -> Digest {
        let parts = TypeName(typeName)
        guard let own = parts.types.first, !parts.isInForeignExtension, known.modules[own.module[...]] != nil else {
            throw BuildError.unknownCode(type: typeName, part: parts.types.first?.name ?? typeName)
        }
        let digests = try parts.types.filter { known.modules[$0.module[...]] != nil }.map { part in
            guard let digest = known.digits[part.name[...]].flatMap({ Digest(hexadecimal: $0) }) else {
                throw BuildError.unknownCode(type: typeName, part: part.name)
            }
            return digest
        }
        if digests.count == 1 { return digests[0] }
        var builder = DigestBuilder()
        for digest in Set(digests).sorted() { builder.add(digest) }
        return builder.finish()
    }

    var snapshot: (bytes: [UInt8], digest: Digest) {
        memory.withLock { memory in
            if let known = memory.snapshot { return known }
            let bytes = Array(declarations.utf8)
            let snapshot = (bytes, Digest(of: bytes))
            memory.snapshot = snapshot
            return snapshot
        }
    }

    func declarations(named name: String) -> [CompiledDeclaration] {
        memory.withLock { memory in
            let folders = memory.fingerprints ?? Fingerprints(fingerprints)
            memory.fingerprints = folders
            return memory.ownTable(declarations).declarations(named: name, folders: folders.modules)
        }
    }

    var declarationNames: [String] { memory.withLock { $0.ownTable(declarations).rows.map { String($0.name) } } }

    /// Whether the snapshot was found in this store or put there before. Asked at each run: looking for the file would take longer
    /// than many runs.
    func isKnownStored(in store: Store) -> Bool {
        let place = Place(store)
        return memory.withLock { $0.place == place }
    }

    func wasStored(in store: Store) {
        let place = Place(store)
        memory.withLock { $0.place = place }
    }

    func changes(ofType typeName: String, since oldName: String, snapshot: Digest, load: () -> String?) -> [String] {
        memory.withLock { memory in
            let question = Question(type: typeName, oldType: oldName, snapshot: snapshot)
            if let known = memory.changes[question] { return known }
            let names = memory.comparison(with: snapshot, declarations: declarations, load: load)?
                .names(ofTypes: TypeName(oldName).types.map(\.name), now: TypeName(typeName).types.map(\.name))
            let summary = CodeChanges.summary(names ?? [])
            memory.changes[question] = summary
            return summary
        }
    }
}
