// The trainings of figure 5, for the figure and the claims about it.
import BuildGraph
import LinearAlgebra
import Manuscript
import NeuralNetworks

/// The scale of figure 5.
package struct PretrainingScale: Codable, Hashable, Sendable {
    var setting: PretrainingSetting
    var choosers: Int
    var networks: Int

    static let smoke = PretrainingScale(
        setting: PretrainingSetting(hidden: 20, autoencoderSteps: 40, steps: 400, rates: [16, 4, 1]), choosers: 1, networks: 3)
    static let laptop = PretrainingScale(
        setting: PretrainingSetting(hidden: 200, autoencoderSteps: 100, steps: 2000, rates: [64, 32, 16, 8, 4, 2, 1, 0.5]), choosers: 1, networks: 4)
    static let overnight = PretrainingScale(
        setting: PretrainingSetting(hidden: 200, autoencoderSteps: 500, steps: 10_000, rates: [64, 32, 16, 8, 4, 2, 1, 0.5]), choosers: 1,
        networks: 6)
    static let paper = PretrainingScale(
        setting: PretrainingSetting(hidden: 200, autoencoderSteps: 500, steps: 10_000, rates: [64, 32, 16, 8, 4, 2, 1, 0.5]), choosers: 2,
        networks: 10)
}

/// One kind of network at its rate.
public struct PretrainingCurve: Encodable, Sendable {
    let isPretrained: Bool
    let rate: Input<PretrainedRate.Value>
    let trainings: [Input<PretrainedTraining.Value>]
}

/// Random and pretrained networks with the same seeds.
public struct PretrainingEvidence: Encodable, Sendable {
    let setting: PretrainingSetting
    let images: Input<ImageCorrelations.Value>
    let random, pretrained: PretrainingCurve
    let judging: Judging

    package init(_ scale: PretrainingScale, images: Input<ImageCorrelations.Value>, judging: Judging) {
        (self.setting, self.images, self.judging) = (scale.setting, images, judging)
        func curve(_ isPretrained: Bool) -> PretrainingCurve {
            let trainings = scale.setting.rates.map { rate in
                (0..<scale.choosers).map { network in
                    Input(PretrainedTraining(
                        setting: scale.setting, isPretrained: isPretrained, images: images, rate: rate, seed: Judging.choosingSeed(network)))
                }
            }
            let rate = Input(PretrainedRate(rates: scale.setting.rates, trainings: trainings))
            return PretrainingCurve(isPretrained: isPretrained, rate: rate, trainings: (0..<judging.count(scale.networks)).map {
                Input(ChosenPretrainedTraining(setting: scale.setting, isPretrained: isPretrained, images: images, rate: rate, seed: judging.seed($0)))
            })
        }
        (random, pretrained) = (curve(false), curve(true))
    }
}

/// How nearly diagonal the images' second moments are in the modes of their classes.
package struct ModeCorrelations {
    /// Vᵀ Σ11 V, V the right singular vectors of Σ31.
    package let matrix: Matrix

    package init(_ images: ImageCorrelations.Value) throws {
        let v = try images.inputOutput.singularValueDecomposition().right
        let scaled = Matrix(rows: v.rows, columns: v.columns) { images.variances[$0] * v[$0, $1] }
        matrix = try v.transposedTimes(scaled)
    }
}

extension Matrix {
    /// The root mean square of K_ij/√(K_ii K_jj) over i ≠ j; entries without variance are left out.
    package var meanCorrelation: Double {
        let kept = (0..<rows).filter { self[$0, $0] > 0 }
        var (sum, count) = (0.0, 0.0)
        for i in kept {
            for j in kept where i != j {
                sum += self[i, j] * self[i, j] / (self[i, i] * self[j, j])
                count += 1
            }
        }
        return count > 0 ? (sum / count).squareRoot() : .nan
    }
}
