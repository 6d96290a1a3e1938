// Decides, for one target at a time, whether a stored value may be used, and says why not if not. Knows nothing of
// order or threads: see `Resolution` and `Scheduler`.

/// Makes keys and looks them up.
struct Rebuilder: Sendable {
    /// Changes whenever the meaning of a key or of a stored value changes.
    static let formatVersion = "paper-key-2"

    let store: Store
    let code: CodeFingerprints
    /// What the keys of all targets of a type begin with, for the types of the graph.
    private let beginnings: [ObjectIdentifier: Result<DigestBuilder, any Error>]

    init(graph: Graph, store: Store, code: CodeFingerprints) {
        self.store = store
        self.code = code
        beginnings = Dictionary(
            graph.types.map { type in (ObjectIdentifier(type), Result { try Self.beginning(type, code: code) }) }, uniquingKeysWith: { $1 })
    }

    enum Decision {
        /// A value for exactly this state is stored.
        case reuse(output: Digest, key: Digest, files: [FileContent])
        case run(key: Digest, files: [FileContent])
    }

    private static func beginning(_ type: TargetType, code: CodeFingerprints) throws -> DigestBuilder {
        var builder = DigestBuilder()
        builder.add(field: formatVersion)
        builder.add(field: type.name)
        builder.add(try code.fingerprint(ofType: type.name))
        return builder
    }

    /// The key: format, type, code, parameters, the contents of the inputs in their order, and of the files.
    func key(of node: Node, inputs: [Digest], files: [FileContent]) throws -> Digest {
        var builder = try beginnings[ObjectIdentifier(node.type)]?.get() ?? Self.beginning(node.type, code: code)
        builder.add(field: node.parameters)
        for input in inputs { builder.add(input) }
        for file in files {
            builder.add(field: file.path)
            builder.add(file.content)
        }
        return builder.finish()
    }

    /// The contents of a target's files. Throws when one is missing.
    func fileContents(_ node: Node) throws -> [FileContent] {
        if node.files.isEmpty { return [] }
        return try node.files.map { file in
            guard let digest = try store.fileDigests.digest(of: file.path) else {
                throw BuildError.missingFile(path: file.path, target: node.title)
            }
            return FileContent(path: file.path, content: digest)
        }
    }

    func decide(_ node: Node, inputs: [Digest]) throws -> Decision {
        let files = try fileContents(node)
        let key = try key(of: node, inputs: inputs, files: files)
        guard let output = store.output(for: key) else { return .run(key: key, files: files) }
        return .reuse(output: output, key: key, files: files)
    }

    /// Why a target whose key leads to no value must run. The rules are tried in this order.
    func reason(_ node: Node, key: Digest, inputs: [Digest]) -> Reason {
        if store.lastFailure(ofIdentity: node.identity)?.key == key { return .failedBefore }
        if store.isDistrusted(key) { return .notTrusted }
        if let entry = store.entry(for: key) { return store.wasDamaged(entry.output) ? .valueDamaged : .valueMissing }
        let last = store.lastEntry(ofIdentity: node.identity).flatMap(store.trace) ?? store.lastTrace(named: node.name)
        guard let last else { return .neverBuilt }
        if last.details.parameters != node.parameters || last.identity != node.identity {
            let changes = ParameterChanges.between(last.details.parameters, node.parameters)
            if !changes.isEmpty { return .parametersChanged(changes) }
        }
        let files = (try? fileContents(node)) ?? []
        let changedFiles = files.filter { !last.details.files.contains($0) }.map(\.path)
        if !changedFiles.isEmpty { return .filesChanged(changedFiles) }
        let known = Set(last.details.inputs)
        let changed = zip(node.dependencies, inputs).filter { !known.contains($1) }.map(\.0.name)
        // Other parameters without another number or text: the same inputs are held in another arrangement.
        if !changed.isEmpty || last.details.inputs != inputs || last.details.parameters != node.parameters {
            return .inputsChanged(changed.isEmpty ? node.dependencies.prefix(3).map(\.name) : changed)
        }
        if last.details.code == (try? code.fingerprint(ofType: node.typeName)) { return .valueMissing }
        return .codeChanged(code.changes(ofType: node.typeName, since: last.details, in: store))
    }
}

/// What differs between two sets of canonical parameters.
enum ParameterChanges {
    /// Each as "path: old → new"; empty when one of them cannot be read.
    static func between(_ old: [UInt8], _ new: [UInt8]) -> [String] {
        guard let old = try? Datum(decoding: old), let new = try? Datum(decoding: new) else { return [] }
        let before = Dictionary(old.leafValues, uniquingKeysWith: { $1 })
        let after = Dictionary(new.leafValues, uniquingKeysWith: { $1 })
        return Set(before.keys).union(after.keys).sorted().compactMap { path in
            let (was, isNow) = (before[path], after[path])
            if was == isNow { return nil }
            let texts = (was?.brief ?? "none", isNow?.brief ?? "none")
            // Long texts and arrays may differ where their short forms do not.
            return texts.0 == texts.1 ? "\(path): another \(texts.0)" : "\(path): \(texts.0) → \(texts.1)"
        }
    }
}
