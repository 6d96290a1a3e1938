// The results in an archive of a store. An archive has values and the records of their runs, and no names of figures: those are asked of the paper of
// now, by what its targets are, or by what they are called where the archive has one profile only.
import BuildGraph
import Foundation
import Manuscript

/// An archive, opened into a store of its own that lasts as long as the comparison.
struct ArchivedBuild {
    let workspace: Workspace
    /// As it was named.
    let name: String
    private let store: Store
    private let profiles: [String]

    /// - Parameter folder: where the store goes: empty, and removed by the caller.
    /// - Throws: `UsageError` for an archive of another paper, or without the profile; `ArchiveError` for what is no archive, or not whole.
    init(_ name: String, path: String, workspace: Workspace, folder: String) throws {
        (self.workspace, self.name) = (workspace, name)
        let files = workspace.effects.files, title = workspace.session.paper.title
        if let head = ArchiveHead(try files.read(path, from: 0, count: 1 << 20)) {
            guard head.title == title else {
                throw UsageError(
                    what: "\(name) is an archive of another paper.", why: "It is of “\(head.title)”, and this is “\(title)”.",
                    next: "Compare it in the project of its paper.")
            }
            guard head.profiles.contains(workspace.profile.name) else {
                throw UsageError(
                    what: "\(name) has no results of profile \(workspace.profile.name).", why: "It has \(head.profiles.joined(separator: ", ")).",
                    next: "Name the profile: paper diff --profile \(head.profiles.first ?? "NAME").")
            }
        }
        store = try Store(folder: folder, effects: workspace.effects)
        var source = FileSource(path: path, files: files)
        profiles = try store.importArchive(from: &source, name: name).manifest.profiles
    }

    /// The record of the last run of a target of this paper.
    private func trace(of node: Node) -> Trace? {
        store.lastTrace(of: node) ?? (profiles.count == 1 ? node.label.flatMap { store.recordOfLastRun(called: $0) } : nil)
    }

    private func datum(_ trace: Trace) -> Datum? { (try? store.load(trace.output, target: trace.name)).flatMap { try? Datum(decoding: $0) } }

    func snapshot(reading chapters: [Chapter]) -> BuildSnapshot {
        let assembled = workspace.assembled
        var snapshot = BuildSnapshot(name: name, title: workspace.session.paper.title, profile: workspace.profile.name)
        var missing: [String] = []
        func value<Value: Decodable>(_ type: Value.Type, _ node: Node) -> Value? {
            let value = trace(of: node).flatMap(datum).flatMap { try? decodeValue(type, from: $0) }
            if value == nil { missing.append(node.name) }
            return value
        }
        snapshot.figures = assembled.figures.compactMap { figure in
            value(FigureFiles.self, figure.input.node).map { drawn in DataState(name: figure.name, csv: drawn.csv) { drawn.svg } }
        }
        let findings = assembled.claims.compactMap { value(Finding.self, $0.input.node) }
        let table = VerdictTable(findings: findings, prefixes: assembled.verdicts.prefixes, level: assembled.verdicts.level)
        snapshot.claims = table.findings.map { ClaimState($0) }
        let text = trace(of: assembled.wovenPage.node).flatMap(datum).flatMap { try? decodeValue(WovenText.Value.self, from: $0) }
        snapshot.tables = (text?.tables ?? []).map { table in DataState(name: table.name, csv: table.csv) { nil } }
        let labelled = Dictionary(workspace.graph.nodes.compactMap { node in node.label.map { ($0, node) } }, uniquingKeysWith: { first, _ in first })
        snapshot.values = QuotedRecords(profile: workspace.profile.name, chapters: chapters) { name in
            if let finding = table[name] { return (try? encodeValue(finding)).flatMap { try? Datum(decoding: $0) } }
            return labelled[name].flatMap(trace).flatMap(datum)
        }.values
        let (lineage, code) = lineage(of: labelled.keys.sorted().compactMap { labelled[$0] })
        snapshot.lineage = lineage
        snapshot.code = { code.flatMap { try? store.load($0, target: "the list of declarations") }.map { String(decoding: $0, as: UTF8.self) } }
        if !missing.isEmpty {
            let shown = missing.count > 6 ? missing.prefix(5).joined(separator: ", ") + " and \(missing.count - 5) more" : missing.joined(separator: ", ")
            if profiles.count == 1 {
                snapshot.notes.append("\(name) does not have \(shown): they are shown as new.")
            } else {
                snapshot.unknown = Set(missing)
                snapshot.notes.append(
                    "\(name) has several profiles, and \(shown) is made from other parameters now, so that it cannot be told which of them is which: not compared. An archive of one profile has no such doubt: paper cache export --profile \(workspace.profile.name) FILE.")
            }
        }
        return snapshot
    }

    /// What the results were made from, by the names that each run gave its inputs.
    private func lineage(of results: [Node]) -> (Lineage, code: Digest?) {
        var nodes: [LineageNode] = [], positions: [String: Int] = [:], made: [Int: Trace] = [:], tables: [Digest: Int] = [:]
        // A trace does not say of which kind its target was.
        let kinds = Dictionary(workspace.graph.nodes.map { ($0.typeName, $0.kind.name) }, uniquingKeysWith: { first, _ in first })
        func add(_ trace: Trace, label: String?, kind: String) -> Int {
            if let known = positions[trace.name] { return known }
            let details = trace.details
            let inputs = details.inputNames.compactMap { name in store.recordOfLastRun(called: name).map { add($0, label: nil, kind: kinds[$0.details.typeName] ?? "") } }
            if let table = details.codeSnapshot { tables[table, default: 0] += 1 }
            positions[trace.name] = nodes.count
            made[nodes.count] = trace
            nodes.append(LineageNode(
                label: label, kind: kind, type: details.typeName, parameters: details.parameters, output: trace.output, code: details.code, files: details.contentByPath,
                inputs: inputs))
            return nodes.count - 1
        }
        for node in results {
            guard let trace = trace(of: node) else { continue }
            let position = add(trace, label: node.label, kind: node.kind.name)
            (nodes[position].label, nodes[position].kind) = (node.label, node.kind.name)
        }
        var builder = LineageBuilder(nodes)
        let lineage = builder.lineage(paper: workspace.session.paper.title, profile: workspace.profile.name, settings: [:]) {
            made[$0]?.details.provenance.machine.words ?? [:]
        }
        return (lineage, tables.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key)
    }
}

/// What the first file of an archive says of it: asked before everything is read. What cannot be understood is left to whoever reads the whole.
struct ArchiveHead: Decodable {
    let title: String
    let profiles: [String]

    /// - Parameter bytes: the beginning of a tar archive.
    init?(_ bytes: [UInt8]) {
        // A header of 512 bytes: the name in the first 100, the size in octal digits at 124.
        guard bytes.count > 512, bytes.starts(with: Array("manifest.json".utf8)),
            let size = Int(String(decoding: bytes[124..<136].prefix { $0 >= 0x30 && $0 < 0x38 }, as: UTF8.self), radix: 8), size < bytes.count - 512,
            let head = try? JSONDecoder().decode(Self.self, from: Data(bytes[512..<(512 + size)]))
        else { return nil }
        self = head
    }
}
