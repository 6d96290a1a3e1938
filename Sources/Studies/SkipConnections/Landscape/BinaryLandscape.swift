// The enumerated landscapes, as targets.
import BuildGraph
import Manuscript

/// One landscape: a kind of network with a random problem.
struct BinaryLandscape: Target {
    let skip: BinarySkip
    /// K.
    let hidden: Int
    let seed: Int

    var words: [String] { [skip.name, "seed \(seed)"] }
    /// Energies (twice), two bytes and two integers of 4 bytes for each configuration.
    var resources: Resources { .heavy(memory: 32 << (4 * hidden + 3) + 64 << 20) }
    var work: Double? { Double(1 << (4 * hidden + 3)) }

    func make(_ inputs: Inputs) throws -> LandscapeStatistics {
        let network = BinaryNetwork(hidden: hidden, skip: skip, seed: UInt64(seed))
        return LandscapeStatistics(network.energies(), weights: network.weightCount)
    }
}

/// The landscapes that figure and claims share: for each kind of network, the same problems' seeds.
struct BinaryLandscapes: Encodable, Sendable {
    let hidden: Int
    let judging: Judging
    /// Of each skip, in the order of `BinarySkip.allCases`, one landscape per problem.
    let landscapes: [[Input<LandscapeStatistics>]]

    init(hidden: Int, problems: Int, judging: Judging) {
        (self.hidden, self.judging) = (hidden, judging)
        landscapes = BinarySkip.allCases.map { skip in
            (0..<judging.count(problems)).map { Input(BinaryLandscape(skip: skip, hidden: hidden, seed: judging.seed($0))) }
        }
    }

    var weights: Int { 4 * hidden + 3 }
    /// Whether these are the networks of P3.
    var isWhole: Bool { hidden == Self.original }
    static let original = 5

    var data: String {
        "all 2^\(weights) configurations for each of \(landscapes.first?.count ?? 0) random problems of 8 samples; \(hidden) hidden layers"
    }
}
