// Errors that can be found before anything runs are reported before anything runs.
import BuildGraph
import Manuscript

/// Validates the paper's text and the programs that a build is going to need.
struct Preflight {
    let workspace: Workspace
    let targets: [Int]
    let jobs: Int
    /// Takes a warning of the paper.
    let warn: (String) -> Void

    /// Bytes of address space without which a build does not begin: it would end in the middle of anything.
    private static let leastAddressSpace = 128_000_000

    /// Throws for the first kind of trouble; prints warnings. Returns what is going to run.
    func check() throws -> BuildPlan {
        let graph = workspace.graph
        let kinds = Set(graph.closure(of: targets).map { graph.nodes[$0].kind })
        if kinds.contains(.document) {
            if !workspace.assembled.errors.isEmpty { throw PaperError(workspace.assembled.errors) }
            for warning in workspace.assembled.warnings + UnusedFiles(workspace: workspace).warnings {
                warn(warning.text)
            }
        }
        if kinds.contains(.claim) && !workspace.assembled.ledgerErrors.isEmpty { throw PaperError(workspace.assembled.ledgerErrors) }
        let plan = workspace.scheduler().plan(targets), toRun = Set(plan.toRun.map(\.node.kind))
        if !toRun.isEmpty { try Self.checkConditions(workspace, jobs: jobs) }
        // What the shared cache has needs no programs; what then runs without them says which is missing.
        if workspace.store.sharedCache?.isAsked == true { return plan }
        if toRun.contains(.figure), let tools = workspace.tools {
            let gnuplot = try tools.gnuplot.get()
            _ = try tools.font.get()
            if gnuplot.hasSuffix(Gnuplot.withoutPNG) {
                warn("This gnuplot draws no PNGs; build/figures has the SVGs alone.")
            }
        }
        if toRun.contains(.document) { _ = try workspace.tools?.pandoc.get() }
        return plan
    }

    /// Throws for the first problem with what must be well before anything runs.
    static func checkConditions(_ workspace: Workspace, jobs: Int) throws {
        guard AddressSpace.hasRoom(for: leastAddressSpace) else {
            throw UsageError(
                what: "There is too little address space.",
                why: "Less than \(HumanUnits.bytes(leastAddressSpace)) are left\(AddressSpace.limit.map { " of \(HumanUnits.bytes($0))" } ?? "").",
                next: "Raise the limit: `ulimit -v unlimited`.")
        }
        let surroundings = HealthCheck.Surroundings(effects: workspace.effects, root: workspace.root, jobs: jobs)
        for check in workspace.session.checks where check.isPrecondition {
            guard let problem = try check.look(surroundings).first(where: { $0.state == .problem }) else { continue }
            throw UsageError(what: problem.detail, why: "Nothing was run.", next: problem.mend)
        }
    }
}
