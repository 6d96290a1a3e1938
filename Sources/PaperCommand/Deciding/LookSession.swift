// `paper check --decide`: looks again at groups with undecided claims, by more replicates, until all are decided, have had
// their last look, or cost more than what is left of the budget.
//
// A look is recorded before its replicates are made: once somebody may have seen a verdict the look is spent, also when the
// program is killed right afterwards; and worker processes assemble the paper from the recorded looks.
import BuildGraph
import Manuscript

/// The search for verdicts within a time.
struct LookSession {
    let jobs: Int?
    /// Seconds in all.
    let budget: Double
    /// The verdicts after the last look.
    private(set) var judged: JudgedClaims
    /// Groups that were looked at again, in the order of their first time.
    private(set) var lookedAt: [String] = []
    /// Files that were written.
    private(set) var written: Set<String> = []
    /// Seconds of wall time that it took.
    private(set) var spent = 0.0
    /// What another look at a group would have taken, at the end.
    private(set) var refused: [String: LookPrice] = [:]

    init(_ judged: JudgedClaims, budget: Double, jobs: Int?) {
        self.judged = judged
        self.budget = budget
        self.jobs = jobs
    }

    private var left: Double { max(0, budget - spent) }

    /// Looks again until nothing is left to look at.
    mutating func run() throws {
        let clock = judged.workspace.effects.clock, start = clock.monotonic()
        // Verdicts that were reached without some of the claims are no reason to look at others, or to stop.
        if judged.missing.isEmpty { try record(judged.records) }
        while judged.missing.isEmpty {
            spent = clock.monotonic() - start
            let choice = try LookChoice(from: judged, within: left, jobs: jobs)
            refused = choice.refused
            if choice.chosen.isEmpty { break }
            announce(choice)
            try record(choice.workspace.ledgers)
            lookedAt += choice.chosen.filter { !lookedAt.contains($0) }
            judged = try JudgedClaims(choice.workspace, jobs: jobs)
            if judged.missing.isEmpty { try record(judged.records) }
        }
        spent = clock.monotonic() - start
    }

    private mutating func record(_ ledgers: Ledgers) throws {
        written.formUnion(try judged.workspace.committed.record(ledgers))
    }

    private func announce(_ choice: LookChoice) {
        let looks = choice.chosen.map { group in
            let members = choice.workspace.members(of: group)
            let undecided = members.map(\.id).filter { judged.table[$0]?.canBeExtended == true }
            return "\(group) (\(members.first?.judging?.look.description ?? ""), for \(undecided.joined(separator: ", ")))"
        }.joined(separator: ", ")
        let price = choice.price.seconds.map { ", about \(HumanUnits.duration($0))" } ?? ""
        Terminal.errors.print(
            "Looking again at \(looks): \(choice.price.targets) targets\(price); "
                + "\(HumanUnits.duration(left)) of \(HumanUnits.duration(budget)) are left.")
    }

    /// What came of each claim that was looked at again, or is undecided.
    var decisions: [LookDecision] {
        judged.workspace.assembled.claims.compactMap { claim in
            let finding = judged.table[claim.id]
            guard claim.judging.map({ lookedAt.contains($0.group) }) == true || finding.map({ $0.verdict == .undecided && $0.problem == nil }) == true else { return nil }
            return LookDecision(claim: claim.id, judging: claim.judging, finding: finding, obstacle: finding.flatMap(obstacle))
        }
    }

    /// Why an undecided claim was not looked at once more.
    private func obstacle(_ finding: Finding) -> LookDecision.Obstacle? {
        guard finding.verdict == .undecided, finding.problem == nil else { return nil }
        guard finding.isTest, !finding.isHopeless, let spending = finding.spending else { return .noSample }
        if spending.look.isOnly { return .fixedReplicates }
        if !spending.look.canBeFollowed { return .lastLook }
        if let missing = judged.missing.first { return .missing(missing) }
        return .budget(needed: refused[spending.group]?.seconds, left: left)
    }
}
