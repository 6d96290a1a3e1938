// P2-6, P2-7 and P2-9: the best rate and the time to learn of networks of many depths on MNIST.
import BuildGraph
import Datasets
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// A question about figure 6A.
package enum DepthQuestion: Codable, Hashable, Sendable {
    case orthogonalIgnoresDepth
    case pretrainedIgnoresDepth
    case randomGrowsWithDepth
    case shallowNetworksAreAlike
    case deepRandomNetworksAreSlower
    case orthogonalIgnoresDepthToTheEnd
}

/// A claim about figure 6A.
package struct DepthClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: DepthQuestion
    let evidence: DepthEvidence
    let origin: Input<ImageOrigin.Value>
    package var judging: Judging? { evidence.judging }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let sweep: DepthSweep =
            switch question {
            case .orthogonalIgnoresDepth: evidence.orthogonal
            case .pretrainedIgnoresDepth: evidence.pretrained
            case .orthogonalIgnoresDepthToTheEnd: evidence.strict
            default: evidence.random
            }
        let observation = Self.observation(question, try inputs.records(of: sweep), beside: try inputs.records(of: evidence.narrow))
        let depths = "N_l = \(sweep.layers.first ?? 0) … \(sweep.layers.last ?? 0), \(sweep.width) hidden units"
        return try inputs[origin].observation(observation, "\(depths), \(sweep.scans.first?.count ?? 0) networks per depth")
    }

    /// - Parameters:
    ///   - records: of the networks that the question is about.
    ///   - narrow: of orthogonal networks of the same width as the random ones.
    package static func observation(_ question: DepthQuestion, _ records: SweepRecords, beside narrow: SweepRecords) -> Observation {
        func delays(_ layers: Int) -> [Double] { zip(records.logSteps(layers: layers), narrow.logSteps(layers: layers)).map { $0 - $1 } }
        var observation: Observation =
            switch question {
            case .orthogonalIgnoresDepth, .pretrainedIgnoresDepth, .randomGrowsWithDepth, .orthogonalIgnoresDepthToTheEnd: .sample(records.slopes)
            case .shallowNetworksAreAlike: .sample(delays(shallow))
            case .deepRandomNetworksAreSlower: .sample(delays(records.layers.last ?? 0))
            }
        // A time that was cut off is too short. That makes random networks look faster, and their growth with depth smaller: claims that
        // they are slow may still hold, a claim that they are fast may still fail.
        let cut = records.incomplete, slowIsClaimed = question == .randomGrowsWithDepth || question == .deepRandomNetworksAreSlower
        if !cut.isEmpty, !slowIsClaimed {
            observation = observation.doubted(
                because: "the mark was not reached at N_l = \(cut.map(String.init).joined(separator: ", "))", failureStands: question == .shallowNetworksAreAlike)
        }
        let isBesideNarrow = question == .shallowNetworksAreAlike || question == .deepRandomNetworksAreSlower
        if isBesideNarrow, !narrow.incomplete.isEmpty { observation = observation.doubted(because: "orthogonal networks of that width did not reach the mark") }
        return observation
    }

    /// N_l near which P2's figure has a small gap: our nearest depth to 6.
    package static let shallow = 8

    package static let statements: [(DepthQuestion, ClaimStatement)] = [
        (
            .orthogonalIgnoresDepth,
            ClaimStatement(
                "P2-9a", .first, "With orthogonal starts the time to learn MNIST, at the best rate of each depth, does not depend on depth.", source: "P2, figure 6A",
                .within(-0.25...0.25, because: "the slope of ln steps over ln(N_l − 1), network by network: nearer to 0 than to the exponent 1/2 of a square root"))
        ),
        (
            .pretrainedIgnoresDepth,
            ClaimStatement(
                "P2-9b", .first, "With greedily pretrained starts it does not depend on depth either.", source: "P2, figure 6A",
                .within(-0.25...0.25, because: "the same slope and thresholds as for orthogonal starts"))
        ),
        (
            .randomGrowsWithDepth,
            ClaimStatement(
                "P2-9c", .first, "With scaled random starts it grows with depth.", source: "P2, figure 6A",
                .greater(than: 0.25, because: "the same slope: nearer to the exponent 1/2 of a square root than to 0, or beyond it"))
        ),
        (
            .shallowNetworksAreAlike,
            ClaimStatement(
                "P2-9d", .first, "For networks of few layers random starts are hardly slower than orthogonal ones.", source: "P2, figure 6A and section 3",
                .less(than: log(2), unit: "ln ratio", because: "less than twice the steps at N_l = 8 (our choice), both at the width of the random networks"))
        ),
        (
            .deepRandomNetworksAreSlower,
            ClaimStatement(
                "P2-9e", .first, "The deepest networks with random starts take at least twice as long as orthogonal ones of their width.", source: "P2, figure 6A",
                .greater(than: log(2), unit: "ln ratio", because: "the factor that the shallow networks stay below"))
        ),
        (
            .orthogonalIgnoresDepthToTheEnd,
            ClaimStatement(
                "P2-9f", .first, "With orthogonal starts the time to come within 1 % of the way to the best map does not depend on depth either.",
                source: "our question, after P2's figure 6A", .within(-0.25...0.25, because: "the same slope and thresholds as to P2's mark"))
        ),
    ]
}

/// The best rates of decoupled networks on MNIST are those of the theory.
struct DecoupledRatesFollowTheTheory: Claim {
    let sweep: Input<DecoupledSweep.Value>
    let layers: [Int]
    let origin: Input<ImageOrigin.Value>
    var id: String { "P2-6b" }
    var statement: String { "On MNIST the best rate of decoupled networks is of the order $1/((N_l - 1)\\, s^{2 - 2/(N_l - 1)})$ at every depth, $s$ the strongest mode." }
    var source: String { "P2, figure 4" }
    var criterion: Criterion {
        .within(-log(2)...log(2), unit: "ln ratio", because: "descent is stable up to twice that rate; the same factor below is our choice, and the grid's step is a factor of 1.44")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let value = try inputs[sweep]
        return try inputs[origin].observation(
            .list(zip(layers, zip(value.rates, value.theoreticalRates)).map { .init("N_l = \($0)", .exact(log(($1.0 ?? .nan) / $1.1))) }),
            "u_0 = 0.001; full-matrix descent, exactly reduced to one number per mode")
    }
}

/// Decoupled networks of any depth learn in a bounded number of steps.
struct DecoupledTimesAreBounded: Claim {
    let sweep: Input<DecoupledSweep.Value>
    let layers: [Int]
    let origin: Input<ImageOrigin.Value>
    var id: String { "P2-7b" }
    var statement: String { "On MNIST the steps of decoupled networks level off with depth." }
    var source: String { "P2, figure 4" }
    var criterion: Criterion {
        .less(than: 0.25, because: "the slope of ln steps over ln(N_l − 1) between N_l = 54 and 100: nearer to 0 than to the exponent 1/2 of a square root")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let value = try inputs[sweep]
        // From the middle depth to the last one.
        let pairs = zip(layers, value.steps).filter { $0.0 >= (layers.last ?? 0) / 2 }
        let slope = pairs.first.flatMap { first in
            pairs.last.flatMap { last in
                first.1.flatMap { a in last.1.map { b in log(Double(b) / Double(a)) / log(Double(last.0 - 1) / Double(first.0 - 1)) } }
            }
        }
        return try inputs[origin].observation(.exact(slope ?? .nan), "N_l = \(pairs.first?.0 ?? 0) to \(pairs.last?.0 ?? 0), u_0 = 0.001")
    }
}
