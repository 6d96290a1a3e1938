// The networks whose errors are followed, and how many.
//
// Networks needed for a power of 90 % at the level of a sentence that is judged for the first time, 0.025/m/2 with m = 40 tests, 3e-4:
// the mean of 24 networks must lie 5.4 standard errors from its threshold. By the theory of the ratio (its kurtosis is at most that of a
// chi-square with as many degrees of freedom as there are large eigenvalues, here about four) the variance over 2,000 errors of one
// network has a relative error below 0.06, that of 24 networks 0.012, and its distance from a threshold of a tenth is 8 of them. The mean over
// 160 errors of classifiers, of which 9 in 10 are independent, has a relative error of 0.06 in one network: also 8. That left out that the mean
// logarithm in Gaussian linear networks, -L/N, varies by √(2L)/N over networks: P1-21c would need 130 networks at L = 8.
import BuildGraph
import Manuscript
import NetworkModels

/// Networks of several kinds, with their errors.
package struct ErrorNetworks: Encodable, Sendable {
    /// One kind: a value per network.
    struct Kind: Encodable, Sendable {
        let network: Initialisation
        let networks: [Input<[BackpropagatedErrors.Point]>]
    }

    let kinds: [Kind]
    let width: Int
    let depths: [Int]
    let errors: Int
    let readouts: Int
    let judging: Judging

    init(_ setting: PaperSetting) {
        let planned: Int
        switch setting.profile {
        case .smoke: (width, depths, errors, readouts, planned) = (32, [2, 8], 500, 4, 12)
        case .laptop: (width, depths, errors, readouts, planned) = (128, [2, 8, 32], 2000, 16, 24)
        case .overnight: (width, depths, errors, readouts, planned) = (400, [2, 8, 32, 128], 2000, 16, 48)
        case .paper: (width, depths, errors, readouts, planned) = (400, [2, 8, 32, 128], 4000, 32, 48)
        }
        let judging = setting.judging("backpropagated-errors", looks: 1), (width, depths, errors, readouts) = (width, depths, errors, readouts)
        self.judging = judging
        kinds = [
            Initialisation.linearGaussian, .reluOrthogonal, Initialisation(.tanh, .orthogonal, qStar: 1), .tanhOrthogonal,
        ].map { network in
            Kind(network: network, networks: (0..<judging.count(planned)).map {
                Input(BackpropagatedErrors(
                    network: network, width: width, depths: depths, seed: judging.seed($0), errors: errors, readouts: readouts))
            })
        }
    }

    /// A sample of each kind and depth: a value per network.
    func samples(_ inputs: Inputs, _ value: (BackpropagatedErrors.Point) -> Double) throws -> [Observation.Item] {
        try kinds.flatMap { kind -> [Observation.Item] in
            let points = try inputs[kind.networks]
            return depths.indices.map { k in .init("\(kind.network.name), L = \(depths[k])", .sample(points.map { value($0[k]) })) }
        }
    }
}

/// The settings, for the text: `errors.width`.
struct ErrorSettings: Target {
    struct Value: Codable, Sendable, Equatable { var width, networks, errors, readouts: Int }

    let value: Value
    var label: String? { "errors" }

    init(_ networks: ErrorNetworks) {
        value = Value(
            width: networks.width, networks: networks.kinds.first?.networks.count ?? 0, errors: networks.errors, readouts: networks.readouts)
    }

    func make(_ inputs: Inputs) throws -> Value { value }
}
