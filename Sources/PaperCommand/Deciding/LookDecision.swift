// What came of looking again, in words and for programs.
import BuildGraph
import Manuscript

/// A claim that was looked at again, or could not be.
struct LookDecision {
    let claim: String
    let look: Look
    /// Nil when it could not be evaluated.
    let finding: Finding?
    /// Why it stays undecided; nil when it is decided, or cannot be evaluated.
    let obstacle: Obstacle?

    enum Obstacle: Equatable {
        /// It is decided by exact values, or withheld.
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
        guard let finding, finding.problem == nil else { return "\(claim) cannot be evaluated at \(look)." }
        guard let obstacle else { return "\(claim) \(finding.verdict.rawValue) at \(look)." }
        return "\(claim) stays undecided: \(Self.words(obstacle, finding))."
    }

    private static func words(_ obstacle: Obstacle, _ finding: Finding) -> String {
        let next = Look(finding.look.number + 1, of: finding.look.limit)
        switch obstacle {
        case .noSample: return finding.doubt ?? "it has no replicates"
        case .fixedReplicates: return "its replicates are of a fixed number"
        case .lastLook: return "\(finding.look) was the last"
        case .missing(let other): return "\(other) could not be evaluated, and all are judged together"
        case .budget(nil, _): return "how long \(next) would take is not known"
        case .budget(let needed?, let left):
            return "\(next) would take about \(Quantity.duration(needed)), and \(Quantity.duration(left)) of the budget are left"
        }
    }

    var datum: Datum {
        let reason: String? =
            switch obstacle {
            case nil: nil
            case .noSample: "noSample"
            case .fixedReplicates: "fixedReplicates"
            case .lastLook: "lastLook"
            case .missing: "missing"
            case .budget: "budget"
            }
        return .object([
            .init("id", .string(claim)), .init("look", .integer(Int64(look.number))), .init("limit", .integer(Int64(look.limit))),
            .init("verdict", finding.flatMap { $0.problem == nil ? .string($0.verdict.rawValue) : nil } ?? .null),
            .init("reason", reason.map { .string($0) } ?? .null),
        ])
    }
}

extension LookSession {
    /// One line a claim.
    var text: String { decisions.isEmpty ? "No claim is undecided." : decisions.map(\.text).joined(separator: "\n") }

    var datum: Datum {
        .object([.init("budget", .double(budget)), .init("spent", .double(spent)), .init("claims", .list(decisions.map(\.datum)))])
    }
}
