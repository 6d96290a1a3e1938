// The claims of a build beside the committed baseline.
import BuildGraph
import Foundation
import Manuscript

/// The baseline of a paper, read once.
struct ClaimsComparison {
    let workspace: Workspace
    let baseline: Baseline
    let digest: Digest

    init(workspace: Workspace) throws {
        self.workspace = workspace
        let committed = try workspace.committed.baseline()
        // A variant is another paper: what is known of the paper's claims is not known of its claims.
        (baseline, digest) = (workspace.settings.isEmpty ? committed.baseline : Baseline(), committed.digest)
    }

    /// The verdicts of the findings that a build has, also when some claims have none.
    func table(_ outcome: BuildOutcome) -> VerdictTable {
        let findings = workspace.assembled.claims.compactMap { claim in
            (try? outcome.bytes(of: claim.input.node)).flatMap { try? decodeValue(Finding.self, from: $0) }
        }
        return VerdictTable(
            findings: findings, prefixes: workspace.assembled.verdicts.prefixes, level: workspace.assembled.verdicts.level)
    }

    /// Compares. Claims that have no finding carry the error that kept them from it.
    func check(_ table: VerdictTable, outcome: BuildOutcome, isStrict: Bool = false) -> ClaimsCheck {
        var problems: [String: String] = [:]
        for claim in workspace.assembled.claims {
            switch outcome.item(for: claim.input.node)?.outcome {
            case .failed(let report): problems[claim.id] = report.summary
            case .skipped(let reason): problems[claim.id] = reason.description
            default: break
            }
        }
        return ClaimsCheck(
            profile: workspace.profile.name, claims: workspace.assembled.claims.map(\.id), verdicts: table, problems: problems,
            baseline: baseline, isStrict: isStrict)
    }
}
