// The networks whose spectra are estimated, and what the claims about them observe. A share of a spectrum is known between bounds; a
// difference of two shares is too, and a claim is decided by the end of that range that is worse for the verdict.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// Plain, residual and hyper-residual networks of P3's own width.
public struct WideNetworks: Encodable, Sendable {
    let setting: TrainingSetting
    let samples: Int
    let probes: Int
    let steps: Int
    let inputs: Int
    let kinds: [NetworkKind]
    /// K, hidden layers: the claims are about the first.
    let depths: [Int]
    /// Indexed by depth, kind and network.
    let trainings: [[[Input<TrainingRecord>]]]
    let curvatures: [[[Input<[EstimatedPoint]>]]]

    init(_ scale: WideScale, on images: TrainingImages, inputs: Int, seeds: [Int]) {
        (setting, samples, probes, steps, self.inputs) = (scale.setting, scale.samples, scale.probes, scale.steps, inputs)
        let kinds: [NetworkKind] = [.plain, .residual, .hyperResidual]
        (self.kinds, depths) = (kinds, scale.depths)
        let trainings = scale.depths.map { depth in
            kinds.map { kind in
                seeds.map { Input(Training(plan: scale.plan(kind, depth: depth), rate: scale.setting.rate, seed: $0, images: images)) }
            }
        }
        self.trainings = trainings
        curvatures = scale.depths.indices.map { d in
            kinds.indices.map { k in
                zip(seeds, trainings[d][k]).map { seed, training in
                    let width = scale.setting.width, hidden = (scale.depths[d] - 1) * width * (width + 1)
                    return Input(EstimatedCurvature(
                        plan: scale.plan(kinds[k], depth: scale.depths[d]), seed: seed, images: images, training: training,
                        samples: scale.samples, probes: scale.probes, steps: scale.steps, snapshots: scale.setting.snapshots.count,
                        parameters: (inputs + 1) * width + hidden + 10 * (width + 1)))
                }
            }
        }
    }
}

/// A share of a spectrum that lies near zero, by a definition.
package enum EstimatedMeasure: String, Codable, Sendable {
    case absolute, relative

    /// Between bounds that hold for the probes' mean.
    func share(_ point: EstimatedPoint) throws -> SpectralEstimate.Share {
        switch self {
        case .absolute: try point.estimate.degenerateShare(within: DegeneracyCount.absoluteThreshold)
        case .relative: try point.estimate.degenerateShare(within: DegeneracyCount.relativeThreshold * point.estimate.largest())
        }
    }
}

extension SpectralEstimate {
    /// The share of eigenvalues with |λ| < threshold.
    func degenerateShare(within threshold: Double) throws -> Share { try share(between: -threshold, and: threshold) }

    /// The least size below which the bounds place a share of the eigenvalues, to a tenth; so many are not larger, perhaps far smaller.
    func size(ofAtLeast share: Double) throws -> Double {
        var (low, high) = (-12.0, 12.0)
        while high - low > 0.04 {
            let middle = 0.5 * (low + high)
            if try degenerateShare(within: pow(10, middle)).low >= share { high = middle } else { low = middle }
        }
        return pow(10, high)
    }
}

/// The records of those networks, at one depth.
package struct WideRecords {
    /// One kind of network: for each network the mean share after its first step, between bounds.
    package struct Kind {
        package var name: String
        package var low: [Double]
        package var high: [Double]

        package init(_ name: String, low: [Double], high: [Double]) { (self.name, self.low, self.high) = (name, low, high) }
    }

    /// Plain, residual, hyper-residual.
    package var kinds: [Kind]

    package init(_ kinds: [Kind]) { self.kinds = kinds }

    /// How much more degenerate the networks before the step are than those after it, network by network.
    package func observation(of step: ArchitectureStep) -> Observation {
        let (before, after) = (kinds[step.before], kinds[step.after]), count = min(before.low.count, after.low.count)
        let least = (0..<count).map { before.low[$0] - after.high[$0] }, most = (0..<count).map { before.high[$0] - after.low[$0] }
        // Each verdict is tested on the end that is worse for it.
        if Moments.mean(least) > 0 { return .sample(least) }
        if Moments.mean(most) < 0 { return .sample(most) }
        return Observation.sample(zip(least, most).map { 0.5 * ($0 + $1) })
            .doubted(because: "the bounds of Chebyshev, Markov and Stieltjes are further apart than the networks")
    }
}

extension Inputs {
    /// The records at the first depth, by a definition.
    func records(of networks: WideNetworks, _ measure: EstimatedMeasure) throws -> WideRecords {
        WideRecords(try networks.kinds.indices.map { kind in
            let shares = try self[networks.curvatures[0][kind]].map { points in try points.filter { $0.step > 0 }.map(measure.share) }
            return WideRecords.Kind(
                networks.kinds[kind].name, low: shares.map { Moments.mean($0.map(\.low)) }, high: shares.map { Moments.mean($0.map(\.high)) })
        })
    }
}
