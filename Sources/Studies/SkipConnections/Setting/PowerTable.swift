// How many networks it would take to decide the claims about differences that these networks leave undecided, for the text:
// `skip-power.networks`.
import BuildGraph
import Experiments
import Foundation
import Manuscript

/// For each claim about a mean of differences the networks of each kind that would decide it with a power of 90 %, if its mean and spread
/// are those that were seen here.
struct PowerTable: Target {
    struct Value: Codable, Sendable, Equatable {
        /// By claim.
        var networks: Table
        /// The level of each test that this is for.
        var level: Double
    }

    let curvature: CurvatureNetworks
    let networks: ComparedNetworks
    /// Claims of the family, over which Holm's procedure shares the level at worst.
    let tests = CurvatureClaim.statements.count + NetworkClaim.statements.count + IsometryOfHessianClaim.statements.count
        + WideClaim.statements.count + LandscapeClaim.statements.count
    /// Of the level that is left to a second series, looked at once.
    let share = 0.25

    var label: String? { "skip-power" }

    func make(_ inputs: Inputs) throws -> Value {
        let level = 0.025 / Double(tests) * share
        let ofHessians = try inputs.records(of: curvature), ofAccuracies = try inputs.records(of: networks)
        let observed: [(String, Observation)] =
            CurvatureClaim.statements.map { ($1.id, ofHessians.observation(of: $0)) }
            + NetworkClaim.statements.map { ($1.id, ofAccuracies.observation(of: $0)) }
        let rows = observed.compactMap { id, observation -> Table.Row? in
            guard Self.claims.contains(id), let sample = Self.weakest(observation) else { return nil }
            let spread = Moments.standardError(sample) * Double(sample.count).squareRoot(), mean = Moments.mean(sample)
            let needed = Self.needed(effect: abs(mean), spread: spread, level: level)
            // Of pairs, each has two networks.
            return Table.Row(id, [.number(mean), .number(spread), needed.map { .number(Double(id == "P3-2" ? 2 * $0 : $0)) } ?? .above(Self.most)])
        }
        return Value(
            networks: Table(
                "claim",
                columns: [
                    .init("mean", heading: "mean difference", format: .fixed(4)), .init("spread", heading: "spread over networks", format: .fixed(4)),
                    .init("needed", heading: "networks needed of each kind", format: .fixed(0)),
                ], rows: rows),
            level: level)
    }

    /// Claims that a mean of differences exceeds zero.
    private static let claims = ["P3-1b", "P3-1d", "P3-1f", "P3-1g", "P3-2", "P3-3a", "P3-3b", "P3-3c", "P3-3d", "P3-4c", "P3-8c", "P3-8d"]
    private static let most = 1e6

    /// Of several samples that must all satisfy a claim, the one that is hardest to decide.
    private static func weakest(_ observation: Observation) -> [Double]? {
        func ratio(_ sample: [Double]) -> Double { abs(Moments.mean(sample)) / max(1e-300, Moments.standardError(sample)) }
        switch observation.form {
        case .value(.sample(let sample)): return sample
        case .list(let items):
            let samples = items.compactMap { item in if case .sample(let sample) = item.quantity { sample } else { nil } }
            return samples.min { ratio($0) < ratio($1) }
        default: return nil
        }
    }

    /// The least n with |mean| √n/spread above the quantiles of Student's t at the level and at a power of 90 %; nil above a million.
    package static func needed(effect: Double, spread: Double, level: Double) -> Int? {
        func suffices(_ n: Int) -> Bool {
            let t = StudentT(degreesOfFreedom: Double(n - 1))
            return effect * Double(n).squareRoot() >= spread * (t.quantile(exceededWith: level) + t.quantile(exceededWith: 0.1))
        }
        var (low, high) = (1, 2)
        while !suffices(high) {
            (low, high) = (high, 2 * high)
            if Double(high) > most { return nil }
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if suffices(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
