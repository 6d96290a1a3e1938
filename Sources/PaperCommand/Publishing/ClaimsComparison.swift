// The claims of a build beside the committed baseline.
import BuildGraph
import Foundation
import Manuscript

/// The baseline of a paper, read once.
struct ClaimsComparison {
    let workspace: Workspace
    let baseline: Baseline
    private let digest: Digest

    /// - Parameter besidePaper: whether a variant is compared with what is known of the paper. It is judged by nothing: it is another paper.
    init(workspace: Workspace, besidePaper: Bool = false) throws {
        self.workspace = workspace
        let committed = try workspace.committed.baseline()
        (baseline, digest) = (workspace.settings.isEmpty || besidePaper ? committed.baseline : Baseline(), committed.digest)
    }

    /// The verdicts of the findings that a build has, also when some claims have none.
    func table(_ outcome: BuildOutcome) -> VerdictTable {
        let findings = workspace.assembled.claims.compactMap { claim in
            (try? outcome.bytes(of: claim.input.node)).flatMap { try? decodeValue(Finding.self, from: $0) }
        }
        return VerdictTable(
            findings: findings, prefixes: workspace.assembled.verdicts.prefixes, level: workspace.assembled.verdicts.level)
    }

    /// Changes with all that a comparison is made from; found without reading a finding.
    func source(_ outcome: BuildOutcome) -> Digest {
        let problems = problems(outcome)
        var builder = DigestBuilder()
        builder.add(workspace.session.code.wholeProgram)
        builder.add(digest)
        builder.add(AnyInput(workspace.assembled.verdicts).node.identity)
        for claim in workspace.assembled.claims {
            builder.add(field: problems[claim.id] ?? "")
            if let output = outcome.item(for: claim.input.node)?.output { builder.add(output) }
        }
        return builder.finish()
    }

    /// Compares. Claims that have no finding carry the error that kept them from it.
    func check(_ table: VerdictTable, outcome: BuildOutcome, isStrict: Bool = false) -> ClaimsCheck {
        ClaimsCheck(
            profile: workspace.profile.name, claims: workspace.assembled.claims.map(\.id), verdicts: table, problems: problems(outcome),
            baseline: baseline, isStrict: isStrict)
    }

    /// What kept claims from being evaluated.
    private func problems(_ outcome: BuildOutcome) -> [String: String] {
        var problems: [String: String] = [:]
        for claim in workspace.assembled.claims {
            switch outcome.item(for: claim.input.node)?.outcome {
            case .failed(let report): problems[claim.id] = report.summary
            case .skipped(let reason): problems[claim.id] = reason.description
            default: break
            }
        }
        return problems
    }
}
