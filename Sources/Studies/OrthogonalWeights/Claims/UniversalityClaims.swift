// P4-4: which nonlinearities share the limits, and that ReLU is of another class.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// tanh and erf have the same limits.
struct SigmoidsShareTheirLimits: Claim {
    let depth = 10_000
    let ensemble: WeightEnsemble
    /// Whether the biases' rates follow the kernel.
    let scaled: Bool

    var id: String { "P4-4" + (scaled ? (ensemble == .gaussian ? "f" : "g") : ensemble == .gaussian ? "a" : "b") }
    var statement: String {
        let what = ensemble == .gaussian ? "The growth per layer of every tensor of Gaussian networks" : "The limit of every tensor of orthogonal networks"
        return what + " at large depth is the same for tanh and erf, "
            + (scaled ? "if biases learn at rates in the same proportion to the kernel $K$." : "where biases learn at the rate $\\lambda/l$.")
    }
    var source: String { scaled ? "ours, after P4-4a and P4-4b" : "P4 (activations whose fixed point is zero); derived" }
    var criterion: Criterion {
        .equals(0, within: 0.01, because: "ten times (ln l)/l at layer 10,000, the size of corrections to the limits; the values are 0.01 to 2")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        func last(_ phi: Nonlinearity, biases rate: Double) throws -> FiniteWidthStatistics {
            // A layer at a time: all layers would be 10,000 values of thirteen numbers.
            let recursion = try TangentRecursion(TangentSetting(phi, ensemble, biasRate: .overLayer(rate)))
            var statistics = recursion.first
            while statistics.layer < depth { statistics = recursion.next(statistics) }
            return statistics
        }
        // K tends to 1/(|phi_3| l) where phi(z) = z + phi_3 z³/6 + …: phi_3 is -2 for tanh and -π/2 for erf(√π/2 z).
        let (tanh, erf) = (try last(.tanh, biases: 1), try last(.erf, biases: scaled ? 4 / .pi : 1))
        let unit = ensemble == .gaussian ? Double(depth) : 1
        return .list(
            Correlator.allCases.map { Observation.Item($0.rawValue, .exact((erf.ratio($0) - tanh.ratio($0)) / unit)) },
            data: "erf minus tanh at layer \(depth)\(ensemble == .gaussian ? ", over the layer" : ""), by the recursions, K¹ = 1")
    }
}

/// The recursions tend to limits in closed form.
struct LimitsAreThoseDerived: Claim {
    let depth = 10_000
    var id: String { "P4-4h" }
    var statement: String {
        "At large depth every tensor of critical tanh and erf networks tends to the limit, or to the growth per layer, that is derived for it from the biases' share of $\\Theta$."
    }
    var source: String { "derived" }
    var criterion: Criterion {
        .equals(0, within: 0.01, because: "ten times (ln l)/l at layer 10,000, the size of corrections to the limits; the values are 0.01 to 2")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            try [Nonlinearity.tanh, .erf].flatMap { phi in
                try WeightEnsemble.inOrder.flatMap { ensemble in
                    try [TangentSetting.BiasRate.overLayer(1), .constant(0)].map { rate in
                        let setting = TangentSetting(phi, ensemble, biasRate: rate), limits = try LargeDepthLimits(setting)
                        let recursion = try TangentRecursion(setting)
                        var statistics = recursion.first
                        while statistics.layer < depth { statistics = recursion.next(statistics) }
                        let unit = ensemble == .gaussian ? Double(depth) : 1
                        let errors = Correlator.allCases.map { statistics.ratio($0) / unit - limits[$0] }
                        return Observation.Item("\(setting.name), \(setting.words[2])", .exact(errors.max { abs($0) < abs($1) } ?? .nan))
                    }
                }
            }, data: "the largest error of twelve tensors at layer \(depth), by the recursions, K¹ = 1")
    }
}

/// ReLU's V in closed form.
struct RectifierFluctuationsAreExact: Claim {
    let depth = 100
    var id: String { "P4-4c" }
    var statement: String { "ReLU networks fluctuate more with depth in both ensembles: $V/K^2$ is $5(l-1)$ for Gaussian and $3(l-1) - 2$ for orthogonal weights." }
    var source: String { "derived" }
    var criterion: Criterion { .equals(0, within: 1e-9, because: "round-off of 100 layers and of a quadrature that is exact for polynomials") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            try WeightEnsemble.inOrder.map { ensemble in
                let statistics = try PreactivationRecursion(.rectifier(ensemble)).statistics(depth: depth)
                let errors = statistics.map { s in
                    let steps = Double(s.layer - 1)
                    return s.fourPoint / (s.kernel * s.kernel) - (ensemble == .gaussian ? 5 * steps : 3 * steps - 2)
                }
                return .init(ensemble.displayName, .exact(errors.max { abs($0) < abs($1) } ?? .nan))
            }, data: "the recursion minus the formula, layers 1 to \(depth)")
    }
}

/// V/K² of simulated ReLU networks.
struct RectifierNetworksFluctuate: Claim {
    let evidence: PreactivationEvidence
    let judging: Judging?
    var id: String { evidence.setting.ensemble == .gaussian ? "P4-4d" : "P4-4e" }
    var statement: String {
        "In simulated \(evidence.setting.ensemble.displayName) ReLU networks $V/K^2$ grows by \(evidence.setting.ensemble == .gaussian ? 5 : 3) per layer."
    }
    var source: String { "simulated" }
    var criterion: Criterion { .within(0.9...1.1, because: "as for tanh (P4-1b): a tenth, for terms of order (l/n)²") }

    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.slopes(inputs, from: 1)
    }
}
