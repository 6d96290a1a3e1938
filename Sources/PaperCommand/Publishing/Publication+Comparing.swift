// The outputs by which builds are compared: what the text quotes, what everything was made from, and what a build of a commit came to.
import BuildGraph
import Foundation
import Manuscript

extension Publication {
    static let comparedNames = [QuotedRecord.fileName, Lineage.fileName, Lineage.codeFileName]

    /// Changes with every run of anything in the build; found without reading a record of a run.
    func comparedSource(_ outcome: BuildOutcome) -> Digest {
        var builder = DigestBuilder()
        builder.add(workspace.session.code.wholeProgram)
        for item in outcome.items { builder.add(item.key ?? item.node.identity) }
        for (path, text) in workspace.settings.texts.sorted(by: { $0.key < $1.key }) { builder.add(field: "\(path)=\(text)") }
        return builder.finish()
    }

    /// Changes with what the text quotes, and where; nil where this build did not make the text.
    func quotedSource(_ outcome: BuildOutcome) -> Digest? {
        guard let item = outcome.item(for: workspace.assembled.wovenPage.node), item.output != nil, let key = item.key else { return nil }
        var builder = DigestBuilder()
        builder.add(workspace.session.code.wholeProgram)
        builder.add(key)
        return builder.finish()
    }

    /// Stable bytes that show small differences.
    private func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [0x0a]
    }

    /// lineage.json. Of results that this build did not make, what the last one said stays.
    func lineage(_ runs: OutcomeRuns, _ sources: PublicationSources) throws -> [UInt8] {
        let earlier = sources.lastLineage(of: workspace)
        let lineage = Lineage(runs, of: workspace, after: earlier)
        return try json(earlier.map { lineage.keeping($0, called: Set(workspace.graph.nodes.compactMap(\.label))) } ?? lineage)
    }

    /// code.txt: the declarations of the program; nil where it has no table of them.
    var declarations: [UInt8]? { workspace.session.code.storedDeclarations(in: workspace.store).map { Array($0.text.utf8) } }

    /// values.json.
    func quotedJSON(_ outcome: BuildOutcome) throws -> [UInt8]? { try quoted(outcome).map { try json($0) } }

    /// What the text quotes; nil where this build did not make the text.
    private func quoted(_ outcome: BuildOutcome) throws -> QuotedRecords? {
        guard outcome.item(for: workspace.assembled.wovenPage.node)?.output != nil else { return nil }
        let labelled = Dictionary(workspace.graph.nodes.compactMap { node in node.label.map { ($0, node) } }, uniquingKeysWith: { first, _ in first })
        let verdicts = try? decodeValue(VerdictTable.self, from: outcome.bytes(of: AnyInput(workspace.assembled.verdicts).node))
        return QuotedRecords(profile: workspace.profile.name, chapters: workspace.assembled.text.scanned) { name in
            if let finding = verdicts?[name] { return (try? encodeValue(finding)).flatMap { try? Datum(decoding: $0) } }
            return labelled[name].flatMap { try? outcome.bytes(of: $0) }.flatMap { try? Datum(decoding: $0) }
        }
    }

    /// Remembers in the store what a whole build of clean files came to. Not of a variant: it is no state of the paper.
    func remember(_ outcome: BuildOutcome) throws {
        guard workspace.settings.isEmpty, outcome.succeeded, outcome.items.count == workspace.graph.nodes.count, let commit = workspace.repository.cleanCommit
        else { return }
        let files = workspace.effects.files, folder = workspace.outputFolder
        func text(_ name: String) -> String? { (try? files.read("\(folder)/\(name)")).flatMap { String(validating: $0, as: UTF8.self) } }
        var build = CommittedBuild(commit: commit, profile: workspace.profile.name, files: [:], figures: [:], code: nil)
        let tables = workspace.assembled.tables.map { "tables/\($0).csv" }
        for name in ["claims.json", QuotedRecord.fileName, Lineage.fileName] + tables { build.files[name] = text(name) }
        for figure in workspace.assembled.figures { build.figures[figure.name] = outcome.item(for: figure.input.node)?.output?.hexadecimal }
        build.code = workspace.session.code.storedDeclarations(in: workspace.store)?.object.hexadecimal
        try build.write(workspace.profile, to: workspace.store, files)
    }
}
