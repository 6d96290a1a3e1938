// Validator: another look at a claim changes what this claim is judged by, and no other statistical claim. Otherwise
// nothing would be learnt by it, or another claim would be judged again without paying for it; see `Look`.
import BuildGraph
import Manuscript

/// What one more look at a claim would change.
struct LookValidation {
    let before: JudgedClaims
    let after: Workspace

    /// Throws for a claim that cannot be looked at again in this way.
    func check(_ claim: String) throws {
        if !after.assembled.lookErrors.isEmpty { throw PaperError(after.assembled.lookErrors) }
        let old = nodes(before.workspace), new = nodes(after)
        func inputs(_ node: Node?) -> [Digest] { node?.dependencies.map(\.identity) ?? [] }
        if inputs(old[claim]) == inputs(new[claim]) { throw LookValidationError.addsNothing(claim) }
        // What is decided by exact values spends nothing, however often it is judged.
        let tested = before.table.findings.filter { !$0.isAnalytic }.map(\.id)
        if let other = tested.first(where: { $0 != claim && old[$0]?.identity != new[$0]?.identity }) {
            throw LookValidationError.changesAnother(claim, other: other)
        }
    }

    private func nodes(_ workspace: Workspace) -> [String: Node] {
        Dictionary(workspace.assembled.claims.map { ($0.id, $0.input.node) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Why a claim cannot be looked at again.
enum LookValidationError: Error, ReportableError {
    case addsNothing(String)
    case changesAnother(String, other: String)

    var report: ErrorReport {
        switch self {
        case .addsNothing(let claim):
            ErrorReport(
                what: "Another look at claim \(claim) would see the same replicates.",
                why: "The claim has a look, and nothing that it is made from follows it.",
                next: "Make it from `setting.look(at: \"\(claim)\").factor` times as many replicates.")
        case .changesAnother(let claim, let other):
            ErrorReport(
                what: "Another look at claim \(claim) would also be one at claim \(other), which does not pay for it.",
                why: "\(other) is made from replicates whose number follows the look at \(claim).",
                next: "Make \(other) from `setting.look(at: \"\(other)\").factor` times its replicates; what both need is made once.")
        }
    }
}
