import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the value of a target, or export it.")

    @OptionGroup var target: TargetOptions
    @OptionGroup var common: CommonOptions
    @Option(help: "Write the value as .csv, .json, .npy or .npz.", completion: .file()) var export: String?
    @Flag(help: "Print the whole value as JSON.") var json = false

    func run() throws {
        let workspace = try Workspace(common)
        let node = workspace.graph.nodes[try workspace.target(target.selection)]
        let datum = try Datum(decoding: try bytes(of: node, workspace))
        if let export {
            let path = try OutputFile.path(export, in: workspace.effects.files)
            let content = try ValueExport.bytes(datum, for: export, target: node.name)
            try workspace.effects.files.replace(path, with: content, durable: false)
            return
        }
        if json { return Terminal.output.print(JSONText.text(datum)) }
        Terminal.output.print("\(Terminal.output.styled(node.title, .bold))  \(node.kind.name), \(node.shortTypeName)")
        let leaves = datum.leaves
        let rows = leaves.prefix(60).map { [$0.0.isEmpty ? "value" : $0.0, $0.1] }
        TextTable.lines(rows, width: Terminal.output.longestLine).forEach(Terminal.output.print)
        if leaves.count > 60 { Terminal.output.print("  … and \(leaves.count - 60) more; `--json` prints all.") }
    }

    /// The present value; nothing is built for it.
    private func bytes(of node: Node, _ workspace: Workspace) throws -> [UInt8] {
        let plan = workspace.scheduler().plan(try workspace.graph.targets(named: node.name))
        guard let item = plan.upToDate.first(where: { $0.node.identity == node.identity }), let key = item.key,
            let trace = workspace.store.trace(for: key)
        else {
            let reason = plan.toRun.first { $0.node.identity == node.identity }?.reason
            throw UsageError(
                what: "\(node.title) has no up-to-date value.", why: reason.map { "Reason: \(node.reasonText($0))." },
                next: "Build it first: paper build \(node.name)" + (common.profile.map { " --profile \($0)" } ?? ""))
        }
        return try workspace.store.load(trace.output, target: node.name)
    }
}
