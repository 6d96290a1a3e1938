// Validator: another look at a group changes the replicates that judge its claims, and those of no other statistical claim.
// Otherwise nothing would be learnt by it, or another claim would be judged again without paying for it; see `Spending`.
import BuildGraph
import Manuscript

/// What one more look at a group would change.
struct LookValidation {
    let before: JudgedClaims
    let after: Workspace

    /// Throws for a group that cannot be looked at again in this way.
    func check(_ group: String) throws {
        if !after.assembled.ledgerErrors.isEmpty { throw PaperError(after.assembled.ledgerErrors) }
        let old = inputs(before.workspace), new = inputs(after)
        // What is decided by exact values spends nothing, however often it is judged.
        let tested = before.workspace.assembled.claims.filter { before.table[$0.id]?.isTest == true }
        for claim in tested {
            let isSame = old[claim.id] == new[claim.id], isMember = claim.judging?.group == group
            if isMember && isSame { throw LookValidationError.addsNothing(group, claim: claim.id) }
            if !isMember && !isSame { throw LookValidationError.changesAnother(group, other: claim.id, of: claim.judging?.group ?? "") }
        }
    }

    /// What each claim is made from.
    private func inputs(_ workspace: Workspace) -> [String: [Digest]] {
        Dictionary(workspace.assembled.claims.map { ($0.id, $0.input.node.dependencies.map(\.identity)) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Why a group cannot be looked at again.
enum LookValidationError: Error, ReportableError {
    case addsNothing(String, claim: String)
    case changesAnother(String, other: String, of: String)

    var report: ErrorReport {
        switch self {
        case .addsNothing(let group, let claim):
            ErrorReport(
                what: "Another look at \(group) would judge claim \(claim) by the same replicates.",
                why: "Nothing that the claim is made from follows the group's look.",
                next: "Make it from `judging.count(…)` replicates, with `judging = setting.judging(\"\(group)\")`.")
        case .changesAnother(let group, let other, let its):
            ErrorReport(
                what: "Another look at \(group) would also be one at claim \(other), which does not pay for it.",
                why: "\(other) is judged by \(its), and made from replicates whose number follows \(group).",
                next: "Make \(other) from the replicates of `setting.judging(\"\(its)\")`, or let \(group) judge it.")
        }
    }
}
