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

    /// Builds what the claims need. Throws the exit status of an interrupted build, and `LedgerConflict` for claims that were
    /// judged by another number of replicates before.
    init(_ workspace: Workspace, jobs: Int?) throws {
        // The table of verdicts needs all findings: those that failed are looked for one by one.
        var session = try BuildSession(workspace, targets: TargetSelection(workspace.claimTargets))
        session.jobs = jobs
        (outcome, _) = try session.build()
        try outcome.endIfInterrupted()
        self.workspace = workspace
        comparison = try ClaimsComparison(workspace: workspace)
        table = comparison.table(outcome)
        try LedgerConflict.check(table, workspace)
    }

    /// Claims that have no finding. Without them the others share the level among too few, so that their verdicts are
    /// nothing to go by.
    var missing: [String] { workspace.assembled.claims.map(\.id).filter { table[$0] == nil } }

    /// Groups of which more replicates and another look may decide a claim.
    var extendable: [String] {
        workspace.groups.filter { group in workspace.members(of: group).contains { table[$0.id]?.canBeExtended == true } }
    }

    /// Groups whose claims were judged. Those whose data stand in for others were not.
    private var judgedGroups: [String] {
        workspace.groups.filter { group in workspace.members(of: group).contains { table[$0.id].map { !$0.isStandIn } ?? false } }
    }

    /// What there is to record of this judging.
    var records: Ledgers {
        var ledgers = Ledgers()
        for group in judgedGroups {
            guard let look = workspace.members(of: group).first?.judging?.look else { continue }
            workspace.record(group, at: look, in: &ledgers) { table[$0] }
        }
        return ledgers
    }

    /// Claims that were judged, and whose verdict at this judging the ledger does not have.
    var unrecorded: [String] {
        workspace.assembled.claims.filter { claim in
            guard let judging = claim.judging, let finding = table[claim.id], finding.isTest, finding.problem == nil else { return false }
            let series = workspace.ledgers[workspace.profile.name][judging.group]?.first { $0.series == judging.series }
            guard let recorded = series?.claims[claim.id] else { return true }
            return recorded.version != claim.version || recorded.look != judging.look.number || recorded.verdict == nil
        }.map(\.id)
    }
}
