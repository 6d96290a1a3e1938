import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say why a target would run or not, and how it last ran.")

    @Argument(completion: .custom(Completion.targets)) var target: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try Workspace(common)
        let positions = try workspace.graph.targets(named: target)
        let plan = workspace.scheduler().plan(positions)
        for position in positions.prefix(12) { explain(workspace.graph.nodes[position], workspace, plan) }
        if positions.count > 12 { Terminal.output.print("… and \(positions.count - 12) more of this type.") }
    }

    private static func now(_ reason: Reason) -> String {
        switch reason {
        case .upToDate: "up to date"
        case .inputFailed: "cannot run: \(reason)"
        case .waitsForInputs: "runs \(reason)"
        default: "runs: \(reason)"
        }
    }

    private func explain(_ node: Node, _ workspace: Workspace, _ plan: BuildPlan) {
        let terminal = Terminal.output
        let item = (plan.toRun + plan.upToDate + plan.skipped).first { $0.node.identity == node.identity }
        let failure = plan.failures.first { $0.0.identity == node.identity }?.1
        var rows: [[String]] = []
        terminal.print("\(terminal.styled(node.name, .bold))  \(node.kind.name), \(node.shortTypeName)")
        if let item {
            rows.append(["now", Self.now(item.reason)])
            if let key = item.key { rows.append(["key", key.hexadecimal]) }
        }
        if let failure { rows.append(["now", "cannot run: \(failure.summary)"]) }
        if !node.parametersText.isEmpty { rows.append(["parameters", node.parametersText]) }
        if !node.files.isEmpty { rows.append(["files", node.files.map(\.path).joined(separator: ", ")]) }
        if !node.dependencies.isEmpty {
            let names = node.dependencies.prefix(6).map(\.name).joined(separator: ", ")
            rows.append(["inputs", names + (node.dependencies.count > 6 ? " and \(node.dependencies.count - 6) more" : "")])
        }
        // The present value where the target is up to date, otherwise that of the last run.
        let present = item.flatMap { $0.reason == .upToDate ? $0.key : nil }
        if let trace = present.flatMap(workspace.store.trace) ?? workspace.store.lastTrace(of: node) {
            let run = trace.details.provenance
            let when = Date(timeIntervalSince1970: run.started).formatted(.iso8601)
            rows.append([present == nil ? "last run" : "made", "\(when), \(HumanUnits.duration(run.duration)) on \(run.machine.processor)"])
            if let earlier = run.earlierSessions {
                let share = HumanUnits.duration(earlier.duration)
                rows.append(["resumed", "\(earlier.count == 1 ? "once" : "\(earlier.count) times"), after \(share), from a checkpoint"])
            }
            rows.append(["because", trace.details.reason.description])
            rows.append(["value", "\(HumanUnits.bytes(trace.size)), \(trace.output.short)"])
            if !run.log.isEmpty { rows.append(["it said", run.log]) }
        }
        if let key = item?.key, let record = workspace.store.verification(ofKey: key) {
            let when = Date(timeIntervalSince1970: record.time).formatted(.iso8601)
            let under = record.differing.isEmpty ? "" : ", under " + record.differing.joined(separator: ", ")
            rows.append(["verified", "\(when): \(record.verdict)\(under)\(record.difference.map { "; \($0.text)" } ?? "")"])
        }
        let lastFailure = present == nil ? workspace.store.lastFailure(ofIdentity: node.identity) : nil
        if let failure = lastFailure {
            rows.append(["last failure", "\(Date(timeIntervalSince1970: failure.time).formatted(.iso8601)): \(failure.message)"])
        }
        for line in TextTable.lines(rows, width: max(terminal.longestLine, 120)) { terminal.print(line) }
        if let output = lastFailure?.output {
            ErrorRenderer.lines(ofOutput: output).forEach(terminal.print)
        }
    }
}

extension Node {
    /// The parameters in a line.
    var parametersText: String { ParameterText.lines(parameters).joined(separator: ", ") }
}
