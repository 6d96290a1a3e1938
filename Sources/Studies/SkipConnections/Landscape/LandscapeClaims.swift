// P3-10: skips take local minima away. Counts of version 1 of P3, whose problem, targets and skips are not all known; problems here are random,
// and what is compared with its numbers are means of logarithms over problems.
import BuildGraph
import Experiments
import Foundation
import Manuscript

private let place = "P3, version 1, binary weights"

/// A claim about the enumerated landscapes.
struct LandscapeClaim: StatedClaim {
    /// What is observed.
    enum Question: Codable, Sendable {
        /// ln of the ratio of a number between neighbouring kinds of networks, the one with more skips below.
        case fewer, longer, betterNeighbours, successes
        /// ln of the number of local minima over the one printed.
        case printed(BinarySkip, Double)
    }

    let stated: ClaimStatement
    let question: Question
    let landscapes: BinaryLandscapes
    var judging: Judging? { landscapes.judging }

    func observe(_ inputs: Inputs) throws -> Observation {
        let found = try landscapes.landscapes.map { try inputs[$0] }
        switch question {
        case .fewer: return order(found) { -log(Double($0.localMinima)) }
        case .longer: return order(found) { log($0.meanWalkLength) }
        case .betterNeighbours: return order(found) { log($0.meanBetterNeighbours) }
        case .successes: return order(found) { log($0.successShare) }
        case .printed(let skip, let number):
            let kind = BinarySkip.allCases.firstIndex(of: skip) ?? 0
            let observation = Observation.sample(
                found[kind].map { log(Double($0.localMinima) / number) }, data: "ln of local minima over those printed; \(landscapes.data)")
            return landscapes.isWhole ? observation : observation.standingIn(because: "these networks have fewer layers than the paper's")
        }
    }

    /// Differences between neighbouring kinds, problem by problem.
    private func order(_ found: [[LandscapeStatistics]], _ value: (LandscapeStatistics) -> Double) -> Observation {
        let kinds = BinarySkip.allCases
        return .list((1..<kinds.count).map { k in
            Observation.Item("\(kinds[k].name) against \(kinds[k - 1].name)", .sample(zip(found[k], found[k - 1]).map { value($0) - value($1) }))
        }, data: landscapes.data)
    }

    private static let aRatio = "the logarithm of a ratio, paired by problem"
    private static func printed(_ letter: String, _ skip: BinarySkip, _ number: Double, _ text: String) -> (Question, ClaimStatement) {
        (.printed(skip, number), .init(
            "P3-10\(letter)", .first, "A \(skip.name) binary network has about \(text) local minima among its $2^{23}$ configurations.", source: place,
            .within(-log(2)...log(2), because: "a factor of two either way: the paper's problem is not known, and its number is that of one problem")))
    }

    static let statements: [(Question, ClaimStatement)] = [
        (.fewer, .init(
            "P3-10a", .first, "A deep network with binary weights has most local minima if it is plain, fewer if it is path-residual, fewer still if it is residual, and fewest if it is hyper-residual.",
            source: place, .greater(than: 0, because: aRatio))),
        printed("b", .plain, 3.2e6, "3.2 million"), printed("c", .path, 505e3, "505,000"),
        printed("d", .residual, 140e3, "140,000"), printed("e", .hyperResidual, 54, "54"),
        (.betterNeighbours, .init(
            "P3-10f", .first, "In the same order, configurations have more better neighbours.", source: place, .greater(than: 0, because: aRatio))),
        (.longer, .init("P3-10g", .first, "In the same order, walks downhill are longer.", source: place, .greater(than: 0, because: aRatio))),
        (.successes, .init(
            "P3-10h", .first, "In the same order, more of them end at a global minimum.", source: "our question", .greater(than: 0, because: aRatio))),
    ]
}
