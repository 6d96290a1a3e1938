// What the cards of the board of claims say of the findings: set once for each table of verdicts, however the text changes.
import BuildGraph

/// Sets the evidence of all claims; the value is HTML by claim.
package struct BoardEvidence: Target {
    let verdicts: Input<VerdictTable>
    let criteria: [NamedCriterion]

    package static var kind: TargetKind { .document }
    package var words: [String] { ["all claims"] }

    package func make(_ inputs: Inputs) throws -> [String: String] { Self.html(try inputs[verdicts], criteria) }

    package static func html(_ verdicts: VerdictTable, _ criteria: [NamedCriterion]) -> [String: String] {
        let byClaim = Dictionary(criteria.map { ($0.claim, $0.criterion) }, uniquingKeysWith: { first, _ in first })
        let all = verdicts.findings.map { ($0.id, ClaimEvidence(finding: $0, criterion: byClaim[$0.id]).html) }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }
}

/// What is asked of a claim.
package struct NamedCriterion: Codable, Sendable, Equatable {
    package let claim: String
    package let criterion: Criterion

    package init(claim: String, criterion: Criterion) {
        self.claim = claim
        self.criterion = criterion
    }
}
