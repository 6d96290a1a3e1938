// P4-3, continued: the published points of width 50 beside our networks, and what they say about the rates of biases.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// chi² per point of our networks of width 50 and the published points.
struct PublishedPointsAgree: Claim {
    let file = PublishedCorrelators.file
    let evidence: TensorEvidence
    let judging: Judging?
    var id: String { evidence.setting.ensemble == .gaussian ? "P4-3g" : "P4-3h" }
    var statement: String {
        "The published tensors of \(evidence.setting.ensemble.displayName) networks of width 50 are those of our networks of that width, to within their errors."
    }
    var source: String { "P4, figure of width 50 (digitised); simulated" }
    var criterion: Criterion {
        .less(
            than: 2, unit: "χ² per point",
            because: """
                1 is expected, from the errors of reading, the noise that the published points show by their third differences, and the \
                scatter of our groups; errors of reading are known to a factor of √2 at best
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let published = try PublishedCorrelators(inputs.text(of: file)), records = try inputs.records(evidence)
        let values = records.chiSquares(published, evidence.setting.ensemble)
        return .sample(values.perGroup, data: "\(values.points) published points; \(evidence.dataDescription(groups: records.groupCount))")
    }
}

/// Of three readings of the biases' rates the points exclude two.
struct BiasesLearnAtFallingRates: Claim {
    /// How biases learn.
    private struct Reading: Encodable {
        let name: String
        let theory: Input<[FiniteWidthStatistics]>

        init(_ name: String, _ rate: TangentSetting.BiasRate) {
            self.name = name
            theory = Input(TensorTheory(setting: .published(.orthogonal, biasRate: rate), depth: PublishedCorrelators.depth))
        }
    }

    let file = PublishedCorrelators.file
    private let falling = Reading("1/l", .overLayer(1))
    private let others = [Reading("constant", .constant(1)), Reading("none", .constant(0))]
    var id: String { "P4-3i" }
    var statement: String {
        """
        In the published networks biases learn at the rate $\\lambda/l$: the recursion with that rate is nearer to the published orthogonal points \
        than the recursions with a constant rate or none.
        """
    }
    var source: String { "P4, figure of width 50 (digitised); derived" }
    var criterion: Criterion {
        .greater(than: 4, because: "χ² four times as large: deviations twice as large, more than the errors of the points can be wrong by")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let published = try PublishedCorrelators(inputs.text(of: file))
        let least = try published.chiSquare(inputs[falling.theory])
        return .list(
            try others.map { Observation.Item("\($0.name) over 1/l", .exact(try published.chiSquare(inputs[$0.theory]) / least)) },
            data: "ratios of χ² between the published orthogonal points of width 50 and the recursions, K¹ = 0.25")
    }
}

extension TensorRecords {
    /// Of each group chi² per published point, and the number of points.
    /// - Parameter inMeasuredUnits: whether our tensors are in units of our networks' own mean kernels.
    func chiSquares(
        _ published: PublishedCorrelators, _ ensemble: WeightEnsemble, inMeasuredUnits: Bool = false
    ) -> (perGroup: [Double], points: Int) {
        var sums = [Double](repeating: 0, count: groupCount), count = 0
        for correlator in Correlator.ofKernel {
            let error = published.standardError(ensemble, correlator)
            for point in published.series(ensemble, correlator) where point.layer > 1 {
                let values = inMeasuredUnits
                    ? valuesInMeasuredUnits(correlator, layer: point.layer, width: 0) : values(correlator, layer: point.layer, width: 0)
                let scatter = TensorEstimate(of: values).standardError
                let variance = error * error + scatter * scatter * Double(values.count)
                for (k, value) in values.enumerated() { sums[k] += (value - point.value) * (value - point.value) / variance }
                count += 1
            }
        }
        return (sums.map { $0 / Double(count) }, count)
    }
}

extension PublishedCorrelators {
    /// chi² per point of the orthogonal points and a recursion, which has no terms of higher order in 1/n.
    func chiSquare(_ theory: [FiniteWidthStatistics]) -> Double {
        let own = points.filter { $0.ensemble == .orthogonal && $0.layer > 1 }
        let sum = own.reduce(0.0) { sum, point in
            let error = standardError(.orthogonal, point.correlator), difference = point.value - theory[point.layer - 1].ratio(point.correlator)
            return sum + difference * difference / (error * error)
        }
        return sum / Double(own.count)
    }
}
