// The verdicts of the paper: the findings of all claims, judged together at one level. See `Holm`.
import BuildGraph

/// Judges all claims of a paper together.
public struct Verdicts: Target {
    public static let name = "claims"

    public let claims: [Input<Finding>]
    /// The largest chance that any statistical verdict of the paper is false.
    public let level: Double

    /// 5 % over the whole paper.
    public init(_ claims: [Input<Finding>], level: Double = 0.05) {
        self.claims = claims
        self.level = level
    }

    public static var kind: TargetKind { .table }
    public var label: String? { Self.name }

    public func make(_ inputs: Inputs) throws -> VerdictTable { VerdictTable(findings: try inputs[claims], level: level) }
}

/// All findings with their final verdicts.
public struct VerdictTable: Codable, Sendable, Equatable {
    public var level: Double
    /// In the order of the claims; `verdict` is final.
    public var findings: [Finding]

    /// Judges findings together: exact ones keep their verdict, statistical ones share the level.
    public init(findings: [Finding], level: Double = 0.05) {
        self.level = level
        self.findings = findings
        // A statistical claim without evidence keeps its place among the tests: leaving it out after having looked
        // would make the others' thresholds depend on the data.
        let tested = findings.indices.filter { !findings[$0].isAnalytic }
        let forIt = tested.map { findings[$0].pHolds ?? 1 }
        let against = tested.map { findings[$0].pFails ?? 1 }
        let half = level >= 0 && level < 1 ? level / 2 : 0
        let holds = Holm.rejects(forIt, level: half), fails = Holm.rejects(against, level: half)
        for (k, index) in tested.enumerated() {
            // A claim that asks for more confidence than the paper's level keeps its own, too.
            let shared = Judgement.verdict(holds: holds[k], fails: fails[k])
            let own = findings[index].verdict
            self.findings[index].verdict = shared == own ? own : .undecided
            if self.findings[index].verdict == .undecided && findings[index].doubt == nil && findings[index].problem == nil {
                self.findings[index].doubt =
                    own == .undecided
                    ? "the replicates do not decide it" : "not decided at the level of the whole paper"
            }
        }
    }

    public subscript(id: String) -> Finding? { findings.first { $0.id == id } }

    public func count(_ verdict: Verdict) -> Int { findings.lazy.filter { $0.verdict == verdict }.count }
}
