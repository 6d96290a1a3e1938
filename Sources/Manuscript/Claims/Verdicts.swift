// The verdicts of the paper: the findings of all claims. Those of a study are judged together at one level, by themselves:
// a study is a reproduction of its own, and another one beside it changes none of its verdicts. See `Holm`.
import BuildGraph

/// Judges all claims of a paper.
public struct Verdicts: Target {
    public static let name = "claims"

    public let claims: [Input<Finding>]
    /// How the ids of each study's claims begin: "P1" of "P1-14a".
    public let prefixes: [String]
    /// The largest chance that any statistical verdict of a study is false.
    public let level: Double

    /// 5 % for each study.
    public init(_ claims: [Input<Finding>], prefixes: [String] = [], level: Double = 0.05) {
        self.claims = claims
        self.prefixes = prefixes
        self.level = level
    }

    public static var kind: TargetKind { .table }
    public var label: String? { Self.name }

    public func make(_ inputs: Inputs) throws -> VerdictTable {
        VerdictTable(findings: try inputs[claims], prefixes: prefixes, level: level)
    }
}

/// All findings with their final verdicts.
public struct VerdictTable: Codable, Sendable, Equatable {
    /// Of each family.
    public var level: Double
    /// The largest chance that any verdict of any family is false: the sum of the levels of those that have tests.
    public var levelOfAll: Double
    public var families: [Family]
    /// In the order of the claims; `verdict` is final.
    public var findings: [Finding]
    /// How many claims hold, fail and are undecided: of all, and of each family by its prefix.
    public private(set) var total = Tally()
    public private(set) var tally: [String: Tally] = [:]

    /// Claims by their verdicts.
    public struct Tally: Codable, Sendable, Equatable {
        public var claims = 0, holds = 0, fails = 0, undecided = 0

        init() {}

        init(_ findings: some Collection<Finding>) {
            claims = findings.count
            holds = findings.count { $0.verdict == .holds }
            fails = findings.count { $0.verdict == .fails }
            undecided = findings.count { $0.verdict == .undecided }
        }
    }

    /// The claims of a study, whose tests share one level.
    public struct Family: Codable, Sendable, Equatable {
        /// How their ids begin; empty for those of no study.
        public var prefix: String
        public var level: Double
        public var claims: Int
        /// How many of them are tests: among so many the level is shared.
        public var tests: Int
    }

    /// "27 of 58 claims are tests, which share a level of 5 %." Of several studies, each, and what all together may err.
    package var levelText: String {
        func percent(_ level: Double) -> String { NumberText.text(level, .percent(0), in: .plain) ?? "" }
        let tested = families.filter { $0.tests > 0 }
        if tested.isEmpty { return "" }
        let parts = tested.map { "\($0.prefix.isEmpty ? "" : $0.prefix + ": ")\($0.tests) of \($0.claims) claims" }
        let share = "\(parts.joined(separator: "; ")) \(tested.count == 1 ? "are tests, which share" : "are tests; those of each study share")"
        let union = tested.count == 1 ? "" : " Any verdict of all studies is false with a chance of at most \(percent(levelOfAll)), by the series that the ledger counts."
        return "\(share) a level of \(percent(level)).\(union)"
    }

    /// Judges findings: exact ones keep their verdict, the tests of a family share its level.
    public init(findings: [Finding], prefixes: [String] = [], level: Double = 0.05) {
        self.level = level
        self.findings = findings
        let members = Dictionary(grouping: findings.indices) { StudyPrefix.of(findings[$0].id, among: prefixes) }
        let names = findings.map { StudyPrefix.of($0.id, among: prefixes) }.uniqued()
        families = names.map { name in
            let all = members[name] ?? []
            return Family(prefix: name, level: level, claims: all.count, tests: all.count { findings[$0].isTest })
        }
        levelOfAll = min(1, families.reduce(0) { $0 + ($1.tests > 0 ? $1.level : 0) })
        for name in names { judge(members[name] ?? [], singly: findings) }
        total = Tally(self.findings)
        tally = members.mapValues { indices in Tally(indices.map { self.findings[$0] }) }
    }

    private mutating func judge(_ family: [Int], singly findings: [Finding]) {
        // A test without evidence, or in doubt, keeps its place: leaving it out after having looked would make the others'
        // thresholds depend on the data.
        let tested = family.filter { findings[$0].isTest }
        let forIt = tested.map { findings[$0].pHolds ?? 1 }
        let against = tested.map { findings[$0].pFails ?? 1 }
        let half = level >= 0 && level < 1 ? level / 2 : 0
        let holds = Holm.rejects(forIt, level: half), fails = Holm.rejects(against, level: half)
        for (k, index) in tested.enumerated() {
            // A claim that asks for more confidence than the family's level keeps its own, too.
            let shared = Judgement.verdict(holds: holds[k], fails: fails[k])
            let own = findings[index].verdict
            self.findings[index].verdict = shared == own ? own : .undecided
            if self.findings[index].verdict == .undecided && findings[index].doubt == nil && findings[index].problem == nil {
                self.findings[index].doubt =
                    own == .undecided
                    ? "the replicates do not decide it" : "not decided at the level of all tests together"
            }
        }
    }

    public subscript(id: String) -> Finding? { findings.first { $0.id == id } }

    public func count(_ verdict: Verdict) -> Int { findings.lazy.filter { $0.verdict == verdict }.count }
}
