import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "open", abstract: "Open the report, or a figure, in the browser.")

    @Argument(help: "A figure. Default: the report.", completion: .custom(Completion.targets)) var figure: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try Workspace(common)
        var name: String?
        if let figure {
            let node = workspace.graph.nodes[try workspace.target(TargetSelection([figure]))]
            guard node.kind == .figure else {
                throw UsageError(
                    what: "\(node.name) is a \(node.kind.name), not a figure.", next: "`paper show \(node.name)` prints its value; `paper list --figures` lists the figures.")
            }
            name = node.name
        }
        let path = workspace.outputFolder + (name.map { "/figures/\($0).svg" } ?? "/paper.html")
        guard try workspace.effects.files.status(path) != nil else {
            throw UsageError(
                what: "\(path) is not there yet.", next: "Run `paper build\(common.profile.map { " --profile \($0)" } ?? "")` first.")
        }
        Terminal.output.print(path)
        if let warning = try earlier(workspace, path) { Terminal.errors.warn(warning) }
        try DesktopOpener.open(path)
    }

    /// What there is to say of a page or a figure that the last build could not make again.
    private func earlier(_ workspace: Workspace, _ path: String) throws -> String? {
        guard let figure else {
            let page = String(decoding: try workspace.effects.files.read(path), as: UTF8.self)
            return EarlierPage.isMarked(page) ? "This page is of an earlier build: the last one could not make it again." : nil
        }
        let target = try workspace.target(TargetSelection([figure]))
        guard workspace.scheduler().plan([target]).toRun.contains(where: { $0.node.identity == workspace.graph.nodes[target].identity }),
            let failure = workspace.store.lastFailure(ofIdentity: workspace.graph.nodes[target].identity)
        else { return nil }
        return "This figure is of an earlier build: the last one failed. \(failure.message)"
    }
}
