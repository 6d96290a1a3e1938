// The last step of a build, which is never cached: puts values where people look for them. A file that is there and
// was made from the same value is left alone, so that a build with nothing to do writes nothing; a file that was
// deleted or changed is put back without computing anything.
import BuildGraph
import Foundation
import Manuscript

/// Writes the outputs of a build: build/paper.html, build/paper.md, build/figures/…, build/claims.json, ….
struct Publication {
    let workspace: Workspace
    /// How many cores builds may use, to estimate what one from nothing would take.
    var jobs: Int { BuildOptions(jobs: nil, machine: workspace.effects.machine).jobs }

    /// Everything that is ever written into the folder of a profile.
    static let outputNames = ["paper.html", "paper.md", "claims.json", "claims.xml", "provenance.json", "figures", "tables", "pictures", "trace.json", "paper.pdf", ".outputs", TimingFile.name]
        + comparedNames + [Workspace.variantsName, ProgramMemory.name]

    /// What an output file was made from, and how the file looked afterwards.
    private struct Output: Codable, Equatable {
        var source: Digest
        /// Nil for a file that the value does not have: a PNG, where gnuplot draws none.
        var status: FileStatus?
    }

    /// Under this name it is noted which build was remembered last; no file has it.
    private static let rememberedName = "."

    private var files: any FileSystem { workspace.effects.files }
    private var folder: String { workspace.outputFolder }

    /// Writes what changed; the result is the paths of all outputs of this build's targets.
    ///
    /// - Parameter read: gives the sources, where some were read before; asked once, if anything is made from them.
    func publish(_ outcome: BuildOutcome, sources read: () -> PublicationSources? = { nil }) throws -> [String] {
        // What a file was made from, and how it looks, are noted together: nobody replaces it in between.
        let lock = try workspace.lockOutputs(in: folder)
        defer { lock?.unlock() }
        let memory = folder + "/.outputs"
        let before = (try? files.read(memory)).flatMap { try? decodeValue([String: Output].self, from: $0) } ?? [:]
        var outputs = before
        var published: [String] = []

        /// Puts files made from one value in place; `make` is only asked for when one of them is not there any more.
        func put(_ names: [String], from source: Digest, make: () throws -> [(name: String, bytes: [UInt8])]) throws {
            let paths = names.map { "\(folder)/\($0)" }
            published += paths
            let isCurrent = try zip(names, paths).allSatisfy { name, path in
                guard let output = outputs[name], output.source == source else { return false }
                return try files.status(path) == output.status
            }
            if isCurrent { return }
            let made = try make()
            for name in names where !made.contains(where: { $0.name == name }) {
                outputs[name] = Output(source: source, status: nil)
                try files.removeAll("\(folder)/\(name)")
            }
            for (name, bytes) in made {
                let path = "\(folder)/\(name)"
                try files.makeFolder(path.parentFolder)
                try files.replace(path, with: bytes, durable: false)
                outputs[name] = Output(source: source, status: try files.status(path))
            }
        }

        let assembled = workspace.assembled
        for figure in assembled.figures {
            guard let output = outcome.item(for: figure.input.node)?.output else { continue }
            let names = ["svg", "png", "csv", "npz", "gp"].map { "figures/\(figure.name).\($0)" }
            try put(names, from: output) {
                let value = try decodeValue(FigureFiles.self, from: outcome.bytes(of: figure.input.node))
                return (value.files + value.arrays).map { ("figures/\($0.name)", $0.bytes) }
            }
        }
        if outcome.item(for: AnyInput(assembled.verdicts).node) != nil {
            let comparison = try ClaimsComparison(workspace: workspace)
            // Written from the findings there are: a claim that could not be evaluated must not look as it did before.
            try put(["claims.json", "claims.xml"], from: comparison.source(outcome)) {
                let table = comparison.table(outcome), check = comparison.check(table, outcome: outcome)
                return [
                    ("claims.json", try ClaimsJSON.render(table, profile: workspace.profile.name)),
                    ("claims.xml", Array(ClaimsJUnit.render(check).utf8)),
                ]
            }
        }
        let text = assembled.wovenPage.node
        if !assembled.tables.isEmpty, let output = outcome.item(for: text)?.output {
            try put(assembled.tables.map { "tables/\($0).csv" }, from: output) {
                try decodeValue(WovenText.Value.self, from: outcome.bytes(of: text)).tables.map { ("tables/\($0.name).csv", Array($0.csv.utf8)) }
            }
        }
        let markdown = assembled.report.text.node
        if !assembled.pictures.isEmpty, let output = outcome.item(for: markdown)?.output {
            try put(assembled.pictures.map { Picture.publishedName($0.path) }, from: output) {
                try decodeValue(WovenText.Value.self, from: outcome.bytes(of: markdown)).pictures.map { (Picture.publishedName($0.path), $0.bytes) }
            }
        }
        let report = AnyInput(assembled.report).node
        if let output = outcome.item(for: report)?.output {
            try put(["paper.md"], from: output) {
                [("paper.md", Array(workspace.settings.marked(try decodeValue(String.self, from: outcome.bytes(of: report)), .report).utf8))]
            }
        }
        let compared = comparedSource(outcome)
        var lineage: [UInt8]?
        lazy var sources = read() ?? PublicationSources(workspace)
        let page = AnyInput(assembled.page).node
        if let output = outcome.item(for: page)?.output {
            let provenance = ProvenanceRecords(workspace: workspace, outcome: outcome)
            try put(["paper.html", "provenance.json"], from: provenance.digest(with: output)) {
                // Both read the records of all runs, the costs first: where two threads read them at once, they wait for each other.
                let known = sources, runs = OutcomeRuns(outcome: outcome, read: known.runs), needsLineage = outputs[Lineage.fileName]?.source != compared
                let records = BuildRecords(workspace: workspace, runs: runs)
                let files = Aside { (provenance: Array(try provenance.json(runs).utf8), lineage: needsLineage ? try self.lineage(runs, known) : nil) }
                let text = try decodeValue(String.self, from: outcome.bytes(of: page))
                let entries = try provenance.entries(records, known.places, jobs: jobs)
                let filled = fillProvenance(text, entries: entries, footer: entries[""] ?? "")
                let made = try files.value()
                lineage = made.lineage
                return [("paper.html", Array(workspace.settings.marked(filled, .page).utf8)), ("provenance.json", made.provenance)]
            }
        }
        if let source = quotedSource(outcome) { try put([QuotedRecord.fileName], from: source) { try quotedJSON(outcome).map { [(QuotedRecord.fileName, $0)] } ?? [] } }
        try put([Lineage.fileName], from: compared) { [(Lineage.fileName, try lineage ?? self.lineage(OutcomeRuns(outcome: outcome, read: sources.runs), sources))] }
        try put([Lineage.codeFileName], from: workspace.session.code.wholeProgram) { declarations.map { [(Lineage.codeFileName, $0)] } ?? [] }
        // Whether the files are those of a commit is asked of git only when a commit or anything of the build is another one.
        var committed = DigestBuilder()
        committed.add(compared)
        committed.add(field: workspace.revisionMark)
        let remembered = Output(source: committed.finish(), status: nil)
        if outputs[Self.rememberedName] != remembered {
            try remember(outcome)
            outputs[Self.rememberedName] = remembered
        }
        let figures = Set(assembled.figures.map(\.name)), tables = Set(assembled.tables)
        for name in outputs.keys.sorted() {
            let stem = String(name.split(separator: "/").last ?? "").split(separator: ".").dropLast().joined(separator: ".")
            guard name.hasPrefix("figures/") && !figures.contains(stem) || name.hasPrefix("tables/") && !tables.contains(stem) else { continue }
            try files.removeAll("\(folder)/\(name)")
            outputs[name] = nil
        }
        try markEarlierDocuments(outcome)
        if outputs != before { try files.replace(memory, with: try encodeValue(outputs), durable: false) }
        return published
    }

    /// Whether the page and the report that are there are of an earlier build.
    func isOfAnEarlierBuild(_ outcome: BuildOutcome) -> Bool {
        guard let page = outcome.item(for: AnyInput(workspace.assembled.page).node) else {
            return outcome.failures.contains { $0.0.kind == .figure }
        }
        return page.output == nil
    }

    private func markEarlierDocuments(_ outcome: BuildOutcome) throws {
        guard isOfAnEarlierBuild(outcome) else { return }
        let failed = outcome.failures.map(\.0.name)
        let states = workspace.assembled.figures.reduce(into: [String: FigureState]()) { $0[$1.name] = Self.state(outcome.item(for: $1.input.node)) }
        for (name, dialect) in [("paper.html", Dialect.page), ("paper.md", .report)] {
            let path = "\(folder)/\(name)"
            guard let text = (try? files.read(path)).flatMap({ String(validating: $0, as: UTF8.self) }) else { continue }
            let marked = EarlierPage.marked(text, dialect, failed: failed, states: states)
            if marked != text { try files.replace(path, with: Array(marked.utf8), durable: false) }
        }
    }

    /// What a figure on an earlier page is beside the figure as it is now; nil for one that is the same, or was not looked at.
    private static func state(_ item: BuildOutcome.Item?) -> FigureState? {
        guard let item else { return nil }
        return switch item.outcome {
        case .failed(let report): .failed(report.summary)
        case .skipped(let reason): .stale(because: item.node.reasonText(reason))
        case .ran(let reason, _): .stale(because: "made again since: \(item.node.reasonText(reason))")
        case .upToDate: nil
        }
    }
}
