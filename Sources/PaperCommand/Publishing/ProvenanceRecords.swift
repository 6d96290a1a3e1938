// What the outputs were made from, for the panels of the page and for programs.
import BuildGraph
import Manuscript

/// The records of the runs behind the outputs, for the panels of the page and for programs.
struct ProvenanceRecords {
    let workspace: Workspace
    let outcome: BuildOutcome

    /// Changes with the page and with every run of what it shows.
    func digest(with page: Digest) -> Digest {
        var builder = DigestBuilder()
        builder.add(page)
        builder.add(workspace.session.code.wholeProgram)
        builder.add(field: "\(workspace.store.verificationMark)")
        builder.add(field: workspace.revisionMark)
        for item in outcome.items where item.node.label != nil {
            guard let key = item.key, let run = outcome.cost(of: item.node) else { continue }
            builder.add(key)
            builder.add(field: "\(run.started)")
        }
        return builder.finish()
    }

    /// What is put into the places of the page: by figure, by claim, and for its front and end.
    func entries(_ records: BuildRecords, _ places: CodePlaces, jobs: Int) throws -> [String: String] {
        let revision = workspace.repository.revision
        let shown = try decodeValue(WovenText.Value.self, from: outcome.bytes(of: workspace.assembled.wovenPage.node)).figures
        var entries = ClaimRecords(workspace: workspace, records: records, places: places, shown: shown).entries
        for figure in workspace.assembled.figures {
            guard let trace = records.runs.trace(of: figure.input.node) else { continue }
            let node = figure.input.node
            var panel = ProvenancePanel(trace, inputs: Self.inputs(of: figure), reason: node.reasonText(trace.details.reason), verification: verification(of: figure))
            panel.state = records.isOfStandIn(node) ? .standIn : .fresh
            panel.whole = records.cost(of: node)
            panel.commits = records.commits(of: node)
            panel.ancestry = Ancestry(of: node)
            panel.code = ([node] + node.dependencies).map(\.typeName).uniqued().compactMap { places.place(ofType: $0) }
            panel.files = try dataFiles(of: figure.name)
            panel.chapters = workspace.assembled.text.chapters(naming: figure.name)
            panel.revision = revision
            entries[figure.name] = panel.html
        }
        var imprint = Imprint(
            title: workspace.session.paper.title, authors: workspace.session.paper.authors, licence: licence, revision: revision,
            time: workspace.effects.clock.now())
        imprint.dataSets = records.dataSets
        imprint.standIns = records.standIns
        imprint.leftOut = workspace.assembled.leftOut
        entries["@imprint"] = imprint.front
        entries[""] = imprint.closing + "\n" + records.report(jobs: jobs).html
        return entries
    }

    /// What the page offers of a figure: its data and its script, as they were published before the page.
    private func dataFiles(of figure: String) throws -> [EmbeddedFile] {
        try ["csv", "npz", "gp"].compactMap { type in
            let name = "\(figure).\(type)", path = "\(workspace.outputFolder)/figures/\(name)"
            guard let size = try workspace.effects.files.status(path)?.size, size > 0 else { return nil }
            return try EmbeddedFile(name: name, path: "figures/\(name)", size: size) { try workspace.effects.files.read(path) }
        }
    }

    /// The first line of the project's licence.
    private var licence: String? {
        let names = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING"]
        let bytes = names.lazy.compactMap { try? workspace.effects.files.read("\(workspace.root)/\($0)", atMost: FileLimit.text) }.first
        return bytes.flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n").first { $0.contains(where: \.isLetter) } }
            .map { String($0.drop { "# ".contains($0) }) }
    }

    /// Only of few: the titles of all targets of a type are made together, and take longer than the rest of a panel.
    static func inputs(of figure: AssembledPaper.AssembledFigure) -> [String] {
        let inputs = figure.input.node.dependencies
        return inputs.count <= ProvenancePanel.mostInputs ? inputs.map(\.title) : []
    }

    /// The last verification of a figure and of all it was made from.
    private func verification(of figure: AssembledPaper.AssembledFigure) -> FigureVerification {
        let option = workspace.profile == workspace.session.paper.defaultProfile ? "" : " --profile \(workspace.profile.name)"
        return FigureVerification(outcome.verification(of: figure.input.node), command: "paper verify \(figure.name) --inputs\(option)")
    }

    /// The file provenance.json: all labelled targets, in the order of the build.
    func json(_ runs: OutcomeRuns) throws -> String {
        let targets = outcome.items.map(\.node).filter { $0.label != nil }.compactMap { node in
            runs.trace(of: node).map { TargetRecord($0, of: node, verification: workspace.store.verification(ofKey: $0.key)) }
        }
        return try JSONText.of(PaperRecord(paper: workspace.session.paper.title, profile: workspace.profile.name, targets: targets)) + "\n"
    }
}

private struct PaperRecord: Encodable {
    let paper, profile: String
    let targets: [TargetRecord]
}

/// The last run of a target, for programs. Times are seconds.
private struct TargetRecord: Encodable {
    struct Input: Encodable {
        let name, content: String
    }

    struct File: Encodable {
        let path, content: String
    }

    let name, type, key, output, code: String
    let inputs: [Input]
    let files: [File]
    @OrNull var verification: VerifiedTarget?
    let reason: String
    /// Since 1970.
    let started: Double
    let sessions: Int
    let seconds, processorSeconds: Double
    /// Bytes.
    let peakMemory: Int
    let host, processor, system: String
    let software: [String: String]
    /// The state of the project's sources.
    @OrNull var commit: String?
    @OrNull var isClean: Bool?

    init(_ trace: Trace, of node: Node, verification: VerificationRecord?) {
        let details = trace.details, run = details.provenance
        name = trace.name
        type = details.typeName
        key = trace.key.hexadecimal
        output = trace.output.hexadecimal
        code = details.code.hexadecimal
        inputs = zip(details.inputNames, details.inputs).map { Input(name: $0, content: $1.hexadecimal) }
        files = details.files.map { File(path: $0.path, content: $0.content.hexadecimal) }
        _verification = OrNull(wrappedValue: verification.map(VerifiedTarget.init))
        reason = node.reasonText(details.reason)
        started = run.started
        sessions = 1 + (run.earlierSessions?.count ?? 0)
        seconds = run.duration
        processorSeconds = run.processorTime
        peakMemory = run.peakMemory
        host = run.machine.host
        processor = run.machine.processor
        system = run.machine.system
        software = run.machine.software
        _commit = OrNull(wrappedValue: details.revision?.commit)
        _isClean = OrNull(wrappedValue: details.revision?.isClean)
    }
}
