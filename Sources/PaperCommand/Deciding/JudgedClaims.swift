// The claims of a paper, built and judged together.
import ArgumentParser
import BuildGraph
import Manuscript

/// The verdicts of a workspace's claims, and the build they come from.
struct JudgedClaims {
    let workspace: Workspace
    let outcome: BuildOutcome
    let comparison: ClaimsComparison
    let table: VerdictTable

    /// Builds what the claims need. Throws the exit status of an interrupted build.
    init(_ workspace: Workspace, jobs: Int?) throws {
        // The table of verdicts needs all findings: those that failed are looked for one by one.
        var session = try BuildSession(workspace, targets: workspace.claimTargets)
        session.jobs = jobs
        (outcome, _) = try session.build()
        if outcome.wasInterrupted { throw ExitCode(130) }
        self.workspace = workspace
        comparison = try ClaimsComparison(workspace: workspace)
        table = comparison.table(outcome)
    }

    /// Claims that have no finding. Without them the others share the level among too few, so that their verdicts are
    /// nothing to go by.
    var missing: [String] { workspace.assembled.claims.map(\.id).filter { table[$0] == nil } }

    /// Undecided claims that more replicates and another look may decide.
    var extendable: [String] { table.findings.filter(\.canBeExtended).map(\.id) }
}
