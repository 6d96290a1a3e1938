// The outputs by which builds are compared: what the text quotes, what everything was made from, and what a build of a commit came to.
import BuildGraph
import Foundation
import Manuscript

extension Publication {
    /// Their names. They are written together when anything is another one.
    static let comparedNames = [QuotedRecord.fileName, Lineage.fileName, Lineage.codeFileName]

    /// Changes with every run of anything in the build; found without reading a record of a run.
    func comparedSource(_ outcome: BuildOutcome) -> Digest {
        var builder = DigestBuilder()
        builder.add(workspace.session.code.wholeProgram)
        for item in outcome.items { builder.add(item.key ?? item.node.identity) }
        for (path, text) in workspace.settings.texts.sorted(by: { $0.key < $1.key }) { builder.add(field: "\(path)=\(text)") }
        return builder.finish()
    }

    /// The files by name. Of results that this build did not make, what the last one said stays.
    func compared(_ outcome: BuildOutcome) throws -> [(name: String, bytes: [UInt8])] {
        let files = workspace.effects.files, folder = workspace.outputFolder
        func earlier<Value: Decodable>(_ type: Value.Type, _ name: String) -> Value? {
            (try? files.read("\(folder)/\(name)")).flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
        }
        var lineage = Lineage(outcome, of: workspace)
        if let last = earlier(Lineage.self, Lineage.fileName), last.format == Lineage.format, last.settings == lineage.settings {
            lineage = lineage.keeping(last, called: Set(workspace.graph.nodes.compactMap(\.label)))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        var made = [(Lineage.fileName, Array(try encoder.encode(lineage)) + [0x0a])]
        if let values = try quoted(outcome) ?? earlier(QuotedRecords.self, QuotedRecord.fileName) {
            made.append((QuotedRecord.fileName, Array(try encoder.encode(values)) + [0x0a]))
        }
        if let table = workspace.session.code.storedDeclarations(in: workspace.store) { made.append((Lineage.codeFileName, Array(table.text.utf8))) }
        return made
    }

    /// What the text quotes; nil where this build did not make the text.
    private func quoted(_ outcome: BuildOutcome) throws -> QuotedRecords? {
        let paper = workspace.session.paper, files = workspace.effects.files
        guard outcome.item(for: workspace.assembled.page.text.node)?.output != nil else { return nil }
        let chapters = try ((paper.abstract.map { [$0] } ?? []) + paper.chapters).map { file in
            ChapterScanner.scan(try files.read(workspace.effects.projectPath(file.path), atMost: FileLimit.text), path: file.path)
        }
        let labelled = Dictionary(workspace.graph.nodes.compactMap { node in node.label.map { ($0, node) } }, uniquingKeysWith: { first, _ in first })
        let verdicts = try? decodeValue(VerdictTable.self, from: outcome.bytes(of: AnyInput(workspace.assembled.verdicts).node))
        return QuotedRecords(profile: workspace.profile.name, chapters: chapters) { name in
            if let finding = verdicts?[name] { return (try? encodeValue(finding)).flatMap { try? Datum(decoding: $0) } }
            return labelled[name].flatMap { try? outcome.bytes(of: $0) }.flatMap { try? Datum(decoding: $0) }
        }
    }

    /// Remembers in the store what a whole build of clean files came to. Not of a variant: it is no state of the paper.
    func remember(_ outcome: BuildOutcome) throws {
        guard workspace.settings.isEmpty, outcome.succeeded, outcome.items.count == workspace.graph.nodes.count, let revision = workspace.revision, revision.isClean
        else { return }
        let files = workspace.effects.files, folder = workspace.outputFolder
        func text(_ name: String) -> String? { (try? files.read("\(folder)/\(name)")).flatMap { String(validating: $0, as: UTF8.self) } }
        var build = CommittedBuild(commit: revision.commit, profile: workspace.profile.name, files: [:], figures: [:], code: nil)
        let tables = workspace.assembled.tables.map { "tables/\($0).csv" }
        for name in ["claims.json", QuotedRecord.fileName, Lineage.fileName] + tables { build.files[name] = text(name) }
        for figure in workspace.assembled.figures { build.figures[figure.name] = outcome.item(for: figure.input.node)?.output?.hexadecimal }
        build.code = workspace.session.code.storedDeclarations(in: workspace.store)?.object.hexadecimal
        try build.write(workspace.profile, to: workspace.store, files)
    }
}
