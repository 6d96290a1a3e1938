// The networks of figures 7 and 8.
import BuildGraph
import Manuscript
import NetworkModels
import SignalPropagation

/// The scale of figures 7 and 8.
package struct NonlinearScale: Codable, Hashable, Sendable {
    /// N of the Jacobians, and networks per setting.
    var width: Int
    var networks: Int
    /// N of the networks whose variances are followed, and their number per gain.
    var variancesWidth: Int
    var variancesNetworks: Int

    static let smoke = NonlinearScale(width: 60, networks: 12, variancesWidth: 300, variancesNetworks: 12)
    static let laptop = NonlinearScale(width: 300, networks: 6, variancesWidth: 1000, variancesNetworks: 8)
    static let paper = NonlinearScale(width: 1000, networks: 6, variancesWidth: 1000, variancesNetworks: 8)
}

/// Jacobians over gains and first variances, and variances over gains.
public struct NonlinearEvidence: Encodable, Sendable {
    /// g; P2's text has values below 1, 1 and 1.1.
    let gains = [0.9, 0.95, 1, 1.05, 1.1]
    /// q^1; P2's go from 0.2 to 4.
    let firstVariances = [0.2, 1, 2, 4]
    let width: Int
    let layers = 100
    /// By gain, first variance and network.
    let jacobians: [[Input<[GainJacobian.Value]>]]

    /// Gains of figure 8, and those whose variances are shown layer by layer.
    let varianceGains = [0.6, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2]
    let shownGains = [0.8, 1, 1.1, 1.3, 1.6, 2]
    let varianceWidth: Int
    let varianceLayers = 30
    /// q^1 of figure 8 (our choice).
    let varianceStart = 1.0
    /// By gain and network.
    let variances: [Input<[[Double]]>]
    let judging: Judging

    package init(_ scale: NonlinearScale, judging: Judging) {
        self.judging = judging
        (width, varianceWidth) = (scale.width, scale.variancesWidth)
        let (layers, depth, start) = (layers, varianceLayers, varianceStart), firstVariances = firstVariances
        jacobians = gains.map { gain in
            firstVariances.map { variance in
                Input(Replicates(judging.count(scale.networks)) {
                    GainJacobian(gain: gain, firstVariance: variance, width: scale.width, layers: layers, seed: judging.seed($0))
                })
            }
        }
        variances = varianceGains.map { gain in
            Input(Replicates(judging.count(scale.variancesNetworks)) {
                GainVariances(gain: gain, firstVariance: start, width: scale.variancesWidth, layers: depth, seed: judging.seed($0))
            })
        }
    }

    /// The last layers over which P2's figure 8 averages.
    static let averaged = 5

    /// The theory of infinite width for a gain.
    static func map(gain: Double) -> VarianceMap { VarianceMap(nonlinearity: .tanh, weightVariance: gain * gain, biasVariance: 0) }

    /// q_∞(g).
    static func limit(gain: Double) -> Double {
        if case .stable(let q) = map(gain: gain).fixedPoint { return q }
        return .nan
    }
}

extension GainJacobian.Value {
    /// The share of singular values between a tenth and ten.
    package var shareOfOrderOne: Double { Double(singularValues.count { $0 >= 0.1 && $0 <= 10 }) / Double(max(1, singularValues.count)) }
}
