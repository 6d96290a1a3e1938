// P4-7: at infinite width the tangent kernel does not depend on the ensemble.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The mean tangent kernel of networks tends to the same Theta.
struct TangentKernelHasOneLimit: Claim {
    let evidence: [TensorEvidence]
    let judging: Judging?
    var id: String { "P4-7a" }
    var statement: String {
        "The mean tangent kernel of tanh networks at one input tends to the $\\Theta$ of the recursion as the width grows, for Gaussian and for orthogonal weights."
    }
    var source: String { "Huang, Du and Xu; derived; simulated" }
    var criterion: Criterion {
        .within(-0.01...0.01, because: "a per cent (our choice): less than a tenth of the kernel's correction at the narrower width, 1/n times a number of order l")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let records = try evidence.map { try inputs.records($0) }
        return .list(
            zip(evidence, records).flatMap { evidence, records in
                records.testedPoints.map { point in
                    Observation.Item(
                        "\(evidence.setting.ensemble.displayName), layer \(point.layer), n = \(records.widths[point.pair]) and \(records.widths[point.pair + 1])",
                        .sample(records.kernelDeviations(layer: point.layer, from: point.pair)))
                }
            }, data: "mean of H_aa over Θ, extrapolated in 1/n, minus 1; \(evidence.first?.dataDescription(groups: records.first?.groupCount ?? 0) ?? "")")
    }
}

extension TensorRecords {
    /// Of each group the mean diagonal element of the kernel over Theta, extrapolated from widths k and k + 1, minus 1.
    func kernelDeviations(layer: Int, from k: Int) -> [Double] {
        let weight = Double(widths[k + 1]) / Double(widths[k + 1] - widths[k]), limit = theory[layer - 1].tangentKernel
        return zip(groups[k], groups[k + 1]).map { narrow, wide in
            ((1 - weight) * narrow.layers[layer - 1][.diagonal] + weight * wide.layers[layer - 1][.diagonal]) / limit - 1
        }
    }
}

/// The mean tangent kernel of pairs of inputs tends to the same Theta.
struct SeveralInputsHaveOneLimit: Claim {
    let evidence: [SeveralInputs]
    let judging: Judging?
    var id: String { "P4-7b" }
    var statement: String {
        "The mean tangent kernel of tanh networks at pairs of different inputs tends to the $\\Theta_{ab}$ of the recursion as the width grows, for Gaussian and for orthogonal weights."
    }
    var source: String { "Huang, Du and Xu; derived; simulated" }
    var criterion: Criterion { .within(-0.02...0.02, because: "two per cent (our choice): the elements differ from each other by tens of per cent") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            try evidence.flatMap { evidence in
                try evidence.deviations(inputs).enumerated().map { Observation.Item("\(evidence.ensemble.displayName), \(SeveralInputs.pairNames[$0])", .sample($1)) }
            }, data: evidence.first.map { "mean element over Θ, extrapolated in 1/n, minus 1; \($0.depth) hidden layers, widths \($0.widths.map(String.init).joined(separator: ", ")), \($0.groups) groups of \(evidence.map { String($0.networks) }.joined(separator: " and ")) networks" } ?? "")
    }
}
