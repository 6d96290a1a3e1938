// The claims of a build beside the committed baseline.
import BuildGraph
import Foundation
import Manuscript

/// The baseline of a paper, read once.
struct ClaimsComparison {
    let workspace: Workspace
    let baseline: Baseline
    let digest: Digest

    private var path: String { workspace.effects.projectPath(workspace.session.paper.baseline.path) }

    /// A paper that has no baseline yet is compared with an empty one.
    init(workspace: Workspace) throws {
        self.workspace = workspace
        let path = workspace.session.paper.baseline.path
        let files = workspace.effects.files, full = workspace.effects.projectPath(path)
        let bytes = try files.status(full) == nil ? [] : try files.read(full)
        digest = Digest(of: bytes)
        baseline = bytes.isEmpty ? Baseline() : try Baseline(json: bytes, path: path)
    }

    /// The verdicts of the findings that a build has, also when some claims have none.
    func table(_ outcome: BuildOutcome) -> VerdictTable {
        let findings = workspace.assembled.claims.compactMap { claim in
            (try? outcome.bytes(of: claim.input.node)).flatMap { try? decodeValue(Finding.self, from: $0) }
        }
        return VerdictTable(findings: findings, level: workspace.assembled.verdicts.level)
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

    /// Writes what is better or new into the baseline's file; the result is the comparison with it.
    func accepting(_ check: ClaimsCheck) throws -> ClaimsComparison {
        try workspace.effects.files.replace(path, with: try check.accepting(into: baseline).json(), durable: true)
        return try ClaimsComparison(workspace: workspace)
    }
}
