// What came of looking again, in words and for programs.
import BuildGraph
import Manuscript

/// A claim that was looked at again, or could not be.
struct LookDecision {
    let claim: String
    /// Nil for a claim that no replicates judge.
    let judging: Judging?
    /// Nil when it could not be evaluated.
    let finding: Finding?
    /// Why it stays undecided; nil when it is decided, or cannot be evaluated.
    let obstacle: Obstacle?

    enum Obstacle: Equatable {
        /// It is decided by exact values, stands in, or is in a doubt that more replicates leave.
        case noSample
        case fixedReplicates
        case lastLook
        /// A claim without which no verdict is final.
        case missing(String)
        /// Seconds; `needed` is nil when nothing like it ever ran.
        case budget(needed: Double?, left: Double)
    }

    /// "P1-12 holds at look 3 of 4."
    var text: String {
        let place = judging.map { " at \($0.look)" } ?? ""
        guard let finding, finding.problem == nil else { return "\(claim) cannot be evaluated\(place)." }
        guard let obstacle else { return "\(claim) \(verb(finding.verdict))\(place)." }
        return "\(claim) stays undecided: \(Self.words(obstacle, finding))."
    }

    private func verb(_ verdict: Verdict) -> String { verdict == .undecided ? "is undecided" : verdict.rawValue }

    private static func words(_ obstacle: Obstacle, _ finding: Finding) -> String {
        let look = finding.spending?.look ?? Look(1, of: 1), next = Look(look.number + 1, of: look.limit)
        switch obstacle {
        case .noSample: return finding.doubt ?? "it has no replicates"
        case .fixedReplicates: return "its replicates are of a fixed number"
        case .lastLook: return "\(look) was the last"
        case .missing(let other): return "\(other) could not be evaluated, and all are judged together"
        case .budget(nil, _): return "how long \(next) would take is not known"
        case .budget(let needed?, let left):
            return "\(next) would take about \(HumanUnits.duration(needed)), and \(HumanUnits.duration(left)) of the budget are left"
        }
    }

    /// For programs.
    struct Record: Encodable {
        let id: String
        @OrNull var group: String?
        @OrNull var series: Int?
        @OrNull var look: Int?
        @OrNull var limit: Int?
        @OrNull var verdict: String?
        @OrNull var reason: String?
    }

    var record: Record {
        let reason: String? =
            switch obstacle {
            case nil: nil
            case .noSample: "noSample"
            case .fixedReplicates: "fixedReplicates"
            case .lastLook: "lastLook"
            case .missing: "missing"
            case .budget: "budget"
            }
        return Record(
            id: claim, group: judging?.group, series: judging?.series, look: judging?.look.number, limit: judging?.look.limit,
            verdict: finding.flatMap { $0.problem == nil ? $0.verdict.rawValue : nil }, reason: reason)
    }
}

extension LookSession {
    /// One line per claim.
    var text: String { decisions.isEmpty ? "No claim is undecided." : decisions.map(\.text).joined(separator: "\n") }

    /// For programs; times are seconds.
    struct Record: Encodable {
        let budget, spent: Double
        let claims: [LookDecision.Record]
    }

    var record: Record { Record(budget: budget, spent: spent, claims: decisions.map(\.record)) }
}
