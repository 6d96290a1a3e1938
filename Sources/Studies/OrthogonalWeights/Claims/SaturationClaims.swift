// P4-3: the tensors of the tangent kernel and its descendants saturate for orthogonal weights and grow for Gaussian ones.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

extension Array where Element == FiniteWidthStatistics {
    /// max |value| over the layers from 20 to 100, over |value| at layer 20.
    fileprivate func growth(_ correlator: Correlator) -> Double {
        let values = self[19...99].map { abs($0.ratio(correlator)) }
        return (values.max() ?? .nan) / (values.first ?? .nan)
    }
}

/// Nothing grows by more than a quarter from layer 20 to layer 100.
struct OrthogonalTensorsSaturate: Claim {
    let settings = [TangentSetting.main(.orthogonal), .silentBiases(.orthogonal)]
    let theory: [Input<[FiniteWidthStatistics]>]

    init() { theory = settings.map { Input(TensorTheory(setting: $0, depth: 100)) } }

    var id: String { "P4-3a" }
    var statement: String {
        """
        With orthogonal weights every tensor of the preactivations, of the tangent kernel and of its descendants saturates near layer \
        20: between layers 20 and 100 none exceeds its value at layer 20 by more than a quarter, whether biases learn or not.
        """
    }
    var source: String { "P4, abstract and figures (20 layers); derived" }
    var criterion: Criterion {
        .less(than: 1.25, because: "corrections to the limits fall as 1/l to (ln l)/l, so that saturation is a crossover; growth in proportion to l would give 5")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            try zip(settings, theory).flatMap { setting, theory in
                let statistics = try inputs[theory]
                return Correlator.allCases.map { Observation.Item("\($0.rawValue), \(setting.words[2])", .exact(statistics.growth($0))) }
            }, data: "max over layers 20 to 100 of |value in its unit| over |value at 20|, by the recursions")
    }
}

/// With Gaussian weights most of them at least double.
struct GaussianTensorsGrow: Claim {
    let theory = Input(TensorTheory(setting: .main(.gaussian), depth: 100))
    /// All but U, which decays in both ensembles.
    let growing: [Correlator] = [.V, .G1, .A, .B, .D, .F, .P, .Q, .R, .S, .T]
    var id: String { "P4-3b" }
    var statement: String {
        "With Gaussian weights every tensor but $U$ at least doubles between layers 20 and 100, where biases learn at the rate $\\lambda/l$."
    }
    var source: String { "P4, figures; derived" }
    var criterion: Criterion { .greater(than: 2, because: "growth in proportion to l gives 5, and saturation about 1") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let statistics = try inputs[theory]
        return .list(
            growing.map { .init($0.rawValue, .exact(statistics.growth($0))) }, data: "max over layers 20 to 100 of |value in its unit| over |value at 20|, by the recursions")
    }
}

/// The same comparison in real networks, at the depth of the original's figure.
struct NetworksOfBothEnsemblesDiffer: Claim {
    let gaussian, orthogonal: TensorEvidence
    let judging: Judging?
    let layer = 10
    let compared: [Correlator] = [.B, .F, .P, .Q, .R, .S]
    var id: String { "P4-3c" }
    var statement: String {
        "In networks of width 50 the tensors $B$, $F$, $P$, $Q$, $R$ and $S$ are more than twice as large for Gaussian as for orthogonal weights at layer 10."
    }
    var source: String { "P4, figure of width 50; simulated" }
    var criterion: Criterion { .greater(than: 0, unit: "of the theory's value", because: "|Gaussian| minus twice |orthogonal|, group by group") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (first, second) = (try inputs.records(gaussian), try inputs.records(orthogonal))
        return .list(
            compared.map { correlator in
                let expected = first.theory[layer - 1].ratio(correlator), sign: Double = expected < 0 ? -1 : 1
                let other: Double = second.theory[layer - 1].ratio(correlator) < 0 ? -1 : 1
                return .init(correlator.rawValue, .sample(zip(
                    first.values(correlator, layer: layer, width: 0), second.values(correlator, layer: layer, width: 0)
                ).map { (sign * $0 - 2 * other * $1) / abs(expected) }))
            }, data: gaussian.dataDescription(groups: first.groupCount))
    }
}
