// What the outputs were made from, for the panels of the page and for programs.
import BuildGraph
import Manuscript

/// The records of the runs behind the outputs, for the panels of the page and for programs.
struct ProvenanceRecords {
    let workspace: Workspace
    let outcome: BuildOutcome

    /// The traces of all labelled targets, in the order of the build.
    private var traces: [(node: Node, trace: Trace)] {
        outcome.items.map(\.node).filter { $0.label != nil }.compactMap { node in outcome.trace(of: node).map { (node, $0) } }
    }

    /// Changes with the page and with every run of what it shows.
    func digest(with page: Digest) -> Digest {
        var builder = DigestBuilder()
        builder.add(page)
        builder.add(workspace.session.code.wholeProgram)
        builder.add(field: "\(workspace.store.verificationMark)")
        for (_, trace) in traces {
            builder.add(trace.key)
            builder.add(field: "\(trace.details.provenance.started)")
        }
        return builder.finish()
    }

    /// The panel under each figure, by the figure's name.
    var panels: [String: String] {
        let figures = workspace.assembled.figures.compactMap { figure in
            outcome.trace(of: figure.input.node).map { trace in
                let reason = figure.input.node.text(of: trace.details.reason)
                let panel = ProvenancePanel(trace, inputs: inputs(of: figure), reason: reason, verification: verification(of: figure))
                return (figure.name, panel.html)
            }
        }
        return Dictionary(figures, uniquingKeysWith: { $1 })
    }

    private func inputs(of figure: AssembledPaper.AssembledFigure) -> [String] {
        workspace.graph.position(of: figure.input.node).map { workspace.graph.nodes[$0].dependencies.map(\.title) } ?? []
    }

    /// The last verification of a figure and of all it was made from.
    private func verification(of figure: AssembledPaper.AssembledFigure) -> FigureVerification {
        let option = workspace.profile == workspace.session.paper.defaultProfile ? "" : " --profile \(workspace.profile.name)"
        return FigureVerification(outcome.verification(of: figure.input.node), command: "paper verify \(figure.name) --inputs\(option)")
    }

    var footer: String {
        ProvenanceFooter.html(
            machine: workspace.effects.machineWithSoftware, time: workspace.effects.clock.now(), ran: outcome.ran.count,
            total: outcome.items.count, duration: outcome.duration)
    }

    /// The file provenance.json.
    var json: String {
        get throws {
            let targets = traces.map { TargetRecord($0.trace, of: $0.node, verification: workspace.store.verification(ofKey: $0.trace.key)) }
            return try JSONText.of(
                PaperRecord(paper: workspace.session.paper.title, profile: workspace.profile.name, targets: targets)) + "\n"
        }
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
        reason = node.text(of: details.reason)
        started = run.started
        sessions = 1 + (run.earlierSessions?.count ?? 0)
        seconds = run.duration
        processorSeconds = run.processorTime
        peakMemory = run.peakMemory
        host = run.machine.host
        processor = run.machine.processor
        system = run.machine.system
        software = run.machine.software
    }
}
