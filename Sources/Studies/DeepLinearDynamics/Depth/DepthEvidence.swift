// The trainings of figures 4 and 6A, for the figure and the claims about it.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import SignalPropagation

/// One kind of network over depths, each network at its best rate.
public struct DepthSweep: Encodable, Sendable {
    let start: DeepStart
    let width: Int
    let layers: [Int]
    /// By depth and network.
    let scans: [[Input<RateScan.Value>]]
    /// Steps after which a training ends.
    let longest: Int
    /// Whether they learn to the stricter mark.
    let isStrict: Bool

    init(_ start: DeepStart, width: Int, scale: DepthScale, setting: DepthSetting, images: Input<ImageCorrelations.Value>, isReal: Bool, judging: Judging) {
        (self.start, self.width, layers, longest, isStrict) = (start, width, setting.layers, setting.longest, setting.remaining != nil)
        scans = setting.layers.map { layers in
            (0..<judging.count(scale.networks)).map {
                Input(RateScan(start: start, layers: layers, width: width, setting: setting, images: images, isReal: isReal, seed: judging.seed($0)))
            }
        }
    }
}

/// All sweeps over depth.
public struct DepthEvidence: Encodable, Sendable {
    let setting: DepthSetting
    let images: Input<ImageCorrelations.Value>
    let isReal: Bool
    /// Orthogonal and pretrained networks of P2's width.
    let orthogonal, pretrained: DepthSweep
    /// Orthogonal networks that learn to the stricter mark.
    let strict: DepthSweep
    /// Networks with a random start, and orthogonal ones of the same width, depths and inputs.
    let random, narrow: DepthSweep
    let judging: Judging

    package init(_ scale: DepthScale, images: Input<ImageCorrelations.Value>, isReal: Bool, judging: Judging) {
        (self.setting, self.images, self.isReal, self.judging) = (scale.setting, images, isReal, judging)
        func sweep(_ start: DeepStart, _ width: Int, _ setting: DepthSetting) -> DepthSweep {
            DepthSweep(start, width: width, scale: scale, setting: setting, images: images, isReal: isReal, judging: judging)
        }
        orthogonal = sweep(.orthogonal, scale.width, scale.setting)
        pretrained = sweep(.pretrained, scale.width, scale.setting)
        strict = sweep(.orthogonal, scale.width, scale.strictSetting)
        random = sweep(.glorotUniform, scale.randomWidth, scale.randomSetting)
        narrow = sweep(.orthogonal, scale.randomWidth, scale.randomSetting)
    }
}

/// Steps of a sweep.
package struct SweepRecords {
    package let layers: [Int]
    /// By depth and network: steps to the mark, nil if it was not reached.
    package let steps: [[Double?]]
    /// Steps after which a training ended: a time that was cut off is at least this.
    package let longest: Int

    package init(layers: [Int], steps: [[Double?]], longest: Int) { (self.layers, self.steps, self.longest) = (layers, steps, longest) }

    /// The slope of ln steps over ln(N_l - 1), network by network; a time that was cut off counts as the steps that were done.
    package var slopes: [Double] {
        let x: [Double] = layers.map { log(Double($0 - 1)) }
        let mean = x.reduce(0.0, +) / Double(x.count)
        let offsets: [Double] = x.map { $0 - mean }
        let spread = offsets.reduce(0.0) { $0 + $1 * $1 }
        return (0..<(steps.first?.count ?? 0)).map { network in
            var sum = 0.0
            for (offset, networks) in zip(offsets, steps) { sum += offset * logSteps(networks[network]) }
            return sum / spread
        }
    }

    /// ln steps of all networks at a depth.
    package func logSteps(layers wanted: Int) -> [Double] {
        layers.firstIndex(of: wanted).map { steps[$0].map(logSteps) } ?? []
    }

    /// Depths at which some network did not reach the mark.
    package var incomplete: [Int] { zip(layers, steps).filter { $1.contains { $0 == nil } }.map(\.0) }

    private func logSteps(_ steps: Double?) -> Double { log(steps ?? Double(longest)) }
}

extension Inputs {
    func records(of sweep: DepthSweep) throws -> SweepRecords {
        SweepRecords(layers: sweep.layers, steps: try sweep.scans.map { try self[$0].map(\.steps) }, longest: sweep.longest)
    }
}

/// The decoupled networks of figure 4: no randomness, and therefore at every depth and rate.
struct DecoupledSweep: Target {
    struct Value: Codable, Sendable {
        /// By depth: the best of the rates, per summed error, and the steps at it; nil if no rate reached the mark.
        var rates: [Double?]
        var steps: [Int?]
        /// The singular values of the best map on whitened data.
        var strengths: [Double]
        /// 1/(N_l - 1) m^{-2 + 2/(N_l - 1)} for the strongest mode, per summed error.
        var theoreticalRates: [Double]
    }

    let setting: DepthSetting
    let images: Input<ImageCorrelations.Value>
    let isReal: Bool
    /// Steps after which a training ends; the recursion is cheap.
    var longest = 20_000

    func make(_ inputs: Inputs) throws -> Value {
        let task = try inputs[images].whitened(), mark = setting.mark(of: task, isReal: isReal)
        let strengths = try task.inputOutput.singularValues()
        var value = Value(rates: [], steps: [], strengths: strengths, theoreticalRates: [])
        for layers in setting.layers {
            var best: (rate: Double, steps: Int)?
            for rate in setting.rates {
                var network = DecoupledNetwork(strengths: strengths, depth: layers - 1, start: setting.start)
                let limit = min(longest, best?.steps ?? longest)
                if let steps = network.steps(to: mark, rate: rate * DepthSetting.images, outputPower: task.outputPower, longest: limit),
                    steps < best?.steps ?? .max
                {
                    best = (rate, steps)
                }
            }
            value.rates.append(best?.rate)
            value.steps.append(best?.steps)
            value.theoreticalRates.append(1 / (DepthSetting.images * DecoupledCurvature.whenLearnt(depth: layers - 1, strength: strengths.first ?? .nan)))
        }
        return value
    }
}
