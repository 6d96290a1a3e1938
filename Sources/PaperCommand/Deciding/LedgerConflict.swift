// Validator: whoever changes the number of replicates judges again, by networks of which some have judged before.
import BuildGraph
import Manuscript

/// A claim that is made from another number of replicates than it was judged by.
struct LedgerConflict: Error, ReportableError {
    let claim: String
    let judging: Judging
    let recorded: Int
    let found: Int

    /// Throws for the first claim that is not judged as the ledger records it.
    static func check(_ table: VerdictTable, _ workspace: Workspace) throws {
        let ledger = workspace.ledgers[workspace.profile.name]
        for claim in workspace.assembled.claims {
            guard let judging = claim.judging, let finding = table[claim.id], finding.isTest, finding.problem == nil,
                let judged = ledger[judging.group]?.first(where: { $0.series == judging.series })?.claims[claim.id],
                judged.version == claim.version, judged.look == judging.look.number, let count = judged.count, count != finding.count
            else { continue }
            throw LedgerConflict(claim: claim.id, judging: judging, recorded: count, found: finding.count)
        }
    }

    var report: ErrorReport {
        ErrorReport(
            what: "Claim \(claim) was judged by \(recorded) replicates at \(judging.look) of series \(judging.series), and is made from \(found) now.",
            why: "Some of them have judged before, so that this would be another look that nobody pays for.",
            next: "Take as many as before, or raise the claim's version: new networks judge it then.")
    }
}
