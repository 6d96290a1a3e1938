// Why a target would run or not, and how it last ran: in words and for programs.
import BuildGraph
import Foundation
import Manuscript

struct Explanation {
    private let node: Node
    private let item: BuildPlan.Item?
    /// Why it cannot be planned.
    private let problem: ErrorReport?
    /// The record of the present value where the target is up to date, otherwise of the last run.
    private let trace: Trace?
    private let isPresent: Bool
    private let lastFailure: FailureRecord?
    private let verification: VerificationRecord?

    init(_ node: Node, _ workspace: Workspace, _ plan: BuildPlan) {
        self.node = node
        item = (plan.toRun + plan.upToDate + plan.skipped).first { $0.node.identity == node.identity }
        problem = plan.failures.first { $0.0.identity == node.identity }?.1
        let present = item.flatMap { $0.reason == .upToDate ? $0.key : nil }
        isPresent = present != nil
        trace = present.flatMap(workspace.store.trace) ?? workspace.store.lastTrace(of: node)
        lastFailure = present == nil ? workspace.store.lastFailure(ofIdentity: node.identity) : nil
        verification = item?.key.flatMap { workspace.store.verification(ofKey: $0) }
    }

    private var now: String? {
        if let problem { return "cannot run: \(problem.summary)" }
        return item.map { item in
            switch item.reason {
            case .upToDate: "up to date"
            case .inputFailed: "cannot run: \(node.reasonText(item.reason))"
            case .waitsForInputs: "runs \(node.reasonText(item.reason))"
            default: "runs: \(node.reasonText(item.reason))"
            }
        }
    }

    func lines(on terminal: Terminal) -> [String] {
        var rows: [[String]] = []
        func row(_ name: String, _ text: String?) { if let text, !text.isEmpty { rows.append([name, text]) } }
        row("now", now)
        row("key", item?.key?.hexadecimal)
        row("parameters", node.parametersText)
        row("files", node.files.map(\.path).joined(separator: ", "))
        row("inputs", inputs)
        if let trace {
            let run = trace.details.provenance
            row(isPresent ? "made" : "last run", "\(Self.date(run.started)), \(HumanUnits.duration(run.duration)) on \(run.machine.processor)")
            if let earlier = run.earlierSessions {
                let share = HumanUnits.duration(earlier.duration)
                row("resumed", "\(earlier.count == 1 ? "once" : "\(earlier.count) times"), after \(share), from a checkpoint")
            }
            row("commit", trace.details.revision.map { "\($0.commit)\($0.isClean ? "" : ", with changes that were not committed")" })
            row("because", node.reasonText(trace.details.reason))
            row("value", "\(HumanUnits.bytes(trace.size)), \(trace.output.short)")
            row("it said", run.log)
        }
        if let record = verification {
            let under = record.differing.isEmpty ? "" : ", under " + record.differing.joined(separator: ", ")
            row("verified", "\(Self.date(record.time)): \(record.verdict)\(under)\(record.difference.map { "; \($0.text)" } ?? "")")
        }
        row("last failure", lastFailure.map { "\(Self.date($0.time)): \($0.message)" })
        let name = node.label == nil ? "\(node.title)  \(node.name)" : node.name
        let head = "\(terminal.styled(name, .bold))  \(node.kind.name)\(node.label == nil ? "" : ", " + node.shortTypeName)"
        return [head] + TextTable.lines(rows, width: max(terminal.longestLine, 120)) + ErrorRenderer.lines(ofOutput: lastFailure?.output ?? "")
    }

    private var inputs: String {
        let titles = node.dependencies.prefix(6).map(\.title)
        // A title has commas of its own.
        let separator = titles.contains { $0.contains(", ") } ? "; " : ", "
        return titles.joined(separator: separator) + (node.dependencies.count > 6 ? " and \(node.dependencies.count - 6) more" : "")
    }

    private static func date(_ time: Double) -> String { Date(timeIntervalSince1970: time).formatted(.iso8601) }

    // MARK: For programs

    /// Times are seconds; dates are seconds since 1970.
    struct Record: Encodable {
        struct Run: Encodable {
            let started, seconds: Double
            let reason, processor, log: String
            let bytes: Int
        }

        struct Failure: Encodable {
            let time: Double
            let message, output: String
        }

        let name, title, kind, type: String
        let isUpToDate: Bool
        @OrNull var reason: String?
        @OrNull var problem: String?
        @OrNull var key: String?
        let parameters, files, inputs: [String]
        @OrNull var lastRun: Run?
        @OrNull var lastFailure: Failure?
    }

    var record: Record {
        Record(
            name: node.name, title: node.title, kind: node.kind.name, type: node.typeName, isUpToDate: isPresent,
            reason: item.map { node.reasonText($0.reason) }, problem: problem?.summary, key: item?.key?.hexadecimal,
            parameters: ParameterText.lines(node.parameters), files: node.files.map(\.path), inputs: node.dependencies.map(\.name),
            lastRun: trace.map { trace in
                let run = trace.details.provenance
                return Record.Run(
                    started: run.started, seconds: run.duration, reason: node.reasonText(trace.details.reason), processor: run.machine.processor,
                    log: run.log, bytes: trace.size)
            },
            lastFailure: lastFailure.map { Record.Failure(time: $0.time, message: $0.message, output: $0.output) })
    }
}

extension Node {
    /// The parameters in a line.
    var parametersText: String { ParameterText.lines(parameters).joined(separator: ", ") }
}
