import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say why targets would run or not, and how they last ran.")

    /// So many are explained in words; JSON has all.
    private static let most = 12

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        if targets.selection.isEverything { throw ValidationError("Name a target: a figure, a claim, a type, or a pattern.") }
    }

    func run() throws {
        let workspace = try Workspace(common)
        let positions = try workspace.graph.targets(targets.selection)
        let plan = workspace.scheduler().plan(positions)
        let explanations = (json ? positions[...] : positions.prefix(Self.most)).map { Explanation(workspace.graph.nodes[$0], workspace, plan) }
        if json { return Terminal.output.print(try JSONText.of(explanations.map(\.record))) }
        for explanation in explanations { explanation.lines(on: .output).forEach(Terminal.output.print) }
        if positions.count > Self.most { Terminal.output.print("… and \(positions.count - Self.most) more.") }
    }
}
