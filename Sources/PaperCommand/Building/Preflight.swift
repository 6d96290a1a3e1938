// Errors that can be found before anything runs are reported before anything runs.
import BuildGraph
import Manuscript

/// Validates the paper's text and the programs that a build is going to need.
struct Preflight {
    let workspace: Workspace
    let targets: [Int]

    /// Throws for the first kind of trouble; prints warnings.
    func check() throws {
        let graph = workspace.graph
        let kinds = Set(graph.closure(of: targets).map { graph.nodes[$0].kind })
        if kinds.contains(.document) {
            if !workspace.assembled.errors.isEmpty { throw PaperError(workspace.assembled.errors) }
            for warning in workspace.assembled.warnings + UnusedFiles(workspace: workspace).warnings {
                Terminal.errors.print("\(Terminal.errors.styled("!", .yellow)) \(warning.text)")
            }
        }
        if kinds.contains(.claim) && !workspace.assembled.ledgerErrors.isEmpty { throw PaperError(workspace.assembled.ledgerErrors) }
        guard kinds.contains(.figure) || kinds.contains(.document) else { return }
        let toRun = Set(workspace.scheduler().plan(targets).toRun.map(\.node.kind))
        if toRun.contains(.figure), let tools = workspace.tools {
            let gnuplot = try tools.gnuplot.get()
            _ = try tools.font.get()
            if gnuplot.hasSuffix(Gnuplot.withoutPNG) {
                Terminal.errors.print("\(Terminal.errors.styled("!", .yellow)) This gnuplot draws no PNGs; build/figures has the SVGs alone.")
            }
        }
        if toRun.contains(.document) { _ = try workspace.tools?.pandoc.get() }
    }
}
