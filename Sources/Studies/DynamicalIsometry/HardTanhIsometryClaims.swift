// P1-9: orthogonal hard-tanh networks can be isometries, as long as fewer neurons are saturated in all layers together than
// one layer has.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation

/// With 1 - p = 1/L the largest singular value is bounded.
struct HardTanhCanBeIsometric: Claim {
    let depths = [4, 8, 32, 128, 512, 1024]
    var id: String { "P1-9a" }
    var statement: String {
        "With $1 - p(q^*) = 1/L$ the largest singular value of an orthogonal hard-tanh network lies between $\\sqrt e$ and 2 at any depth."
    }
    var source: String { "derived" }
    var criterion: Criterion {
        .within(M_E.squareRoot()...2, because: "s_max = (1 − 1/L)^{−L/2} there, which falls from 2 at L = 2 towards √e")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let qStar = Nonlinearity.hardTanhVariance(saturatedFraction: 1 / Double(depth))
            return .init("L = \(depth)", .exact(try largestSingularValue(qStar: qStar, depth: depth), error: 1e-7))
        }, data: "s_max at the q* with 1 − p = 1/L, from the minimum of M⁻¹(x) over x > 0, found numerically")
    }
}

/// With a hundredth of that share the network is an isometry: all singular values except the zeros are at most 1.01.
struct FewerSaturatedUnitsGiveIsometry: Claim {
    let depths = [4, 8, 32, 128, 512, 1024]
    var id: String { "P1-9e" }
    var statement: String { "With $1 - p(q^*) = 0.01/L$ the largest singular value of an orthogonal hard-tanh network is below 1.01 at any depth." }
    var source: String { "derived" }
    var criterion: Criterion {
        .less(than: 1.01, because: "s_max = p^{−L/2} = (1 − 0.01/L)^{−L/2} ≈ e^{0.005} = 1.005; twice its distance from 1")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let qStar = Nonlinearity.hardTanhVariance(saturatedFraction: 0.01 / Double(depth))
            return .init("L = \(depth)", .exact(try largestSingularValue(qStar: qStar, depth: depth), error: 1e-7))
        }, data: "s_max at the q* with 1 − p = 0.01/L, from the minimum of M⁻¹(x) over x > 0, found numerically")
    }
}

/// The atom of finite networks has the mass of the theory, and is gone beyond the threshold L = 1/(1-p).
struct AtomLastsToTheThreshold: Claim {
    let network = Initialisation.hardTanhOrthogonal
    let width = 200
    /// On both sides of the threshold, 22.
    let depths = [4, 12, 16, 20, 32, 48]
    /// Replicates, each with one spectrum per depth, by the full product: deflation would assume the atom.
    let simulation: Input<[[JacobianSpectrum]]>
    let judging: Judging?

    init(networks: Int, judging: Judging) {
        self.judging = judging
        let (network, width, depths) = (network, width, depths)
        simulation = Input(Replicates(judging.count(networks)) { SimulatedSpectra(network, width: width, depths: depths, seed: judging.seed($0)) })
    }

    var id: String { "P1-9b" }
    var statement: String {
        """
        At fixed $q^*$ the largest singular value of an orthogonal hard-tanh network is an atom, of mass $1 - L(1-p)$, \
        as long as $L(1-p) < 1$, and not beyond.
        """
    }
    var source: String { "derived; simulated. P1's caption of figure 3 is recalled as L > p/(1 − p), one layer less" }
    var criterion: Criterion {
        .within(
            -1...1, unit: "√(Lp(1−p)/N)",
            because:
                "the share of dead units of all layers of one network, L(1 − p) on average, has this standard deviation: the mean mass is to be nearer than one network's")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let point = try CriticalPoint(network.nonlinearity, qStar: try network.qStar)
        let dead = network.nonlinearity.saturatedFraction(variance: try network.qStar)
        let replicates = try inputs[simulation]
        return .list(depths.enumerated().map { k, depth in
            let (L, atom) = (Double(depth), pow(point.sigmaW, Double(depth)))
            let unit = (L * dead * (1 - dead) / Double(width)).squareRoot()
            let deviations = replicates.map { replicate in
                let count = replicate[k].singularValues.count { abs($0 / atom - 1) < 1e-9 }
                return (Double(count) / Double(width) - max(0, 1 - L * dead)) / unit
            }
            // Beyond the threshold nearly every network is without an atom, which leaves no spread to test with. So every
            // network has to satisfy the criterion, which is stricter than a test of their mean.
            return .init("L = \(depth)", L * dead < 1 ? .sample(deviations) : .exact(deviations.max() ?? .nan))
        }, data: """
            share of singular values within 1e-9 of σ_w^L, minus max(0, 1 − L(1 − p)); beyond L = 22 the largest of all \
            networks; q* = \(Fraction.text(try network.qStar)), width \(width), \(replicates.count) networks, multiplied out
            """)
    }
}

/// Beyond the threshold, growth is that of a Gaussian network.
struct HardTanhGrowsBeyondTheThreshold: Claim {
    let depths = [128, 256, 512, 1024]
    let qStar = 1.0
    var id: String { "P1-9c" }
    var statement: String { "Far beyond the threshold $L(1-p) = 1$ the largest singular value of an orthogonal hard-tanh network grows as $\\sqrt L$, as with Gaussian weights." }
    var source: String { "P1, figure 3 (recalled); exponent derived from P1-7b" }
    var criterion: Criterion {
        .slope(
            within: 0.5...0.5 + 1.0 / 506,
            because: """
                √(L^L/(L − 1)^{L−1}) has the local exponent (L/2) ln(L/(L − 1)), near 1/2 + 1/(4L − 2) and above 1/2 by \
                less than 1/(4L − 6) ≤ 1/506
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let network = Initialisation(.hardTanh, .orthogonal, qStar: qStar)
        return .curve(try depths.map {
            .init(x: log(Double($0)), y: 0.5 * (try network.spectrum(depth: $0).smallestInverseMoment()), error: RoundOff.edge.bound)
        }, data: "ln s_max over ln L, from the minimum of M⁻¹(x) found numerically, q* = \(Fraction.text(qStar)), L = 128 … 1024")
    }
}

/// Finite networks below the threshold have the atom, to round-off.
struct ShallowHardTanhKeepsItsAtom: Claim {
    let panel: SpectraPanel
    /// Depths below 1/(1-p).
    private var shallow: [(index: Int, depth: Int)] {
        guard case .qStar(let qStar) = panel.network.point else { return [] }
        let dead = Nonlinearity.hardTanh.saturatedFraction(variance: qStar)
        return panel.depths.enumerated().filter { Double($1) * dead < 1 }.map { ($0, $1) }
    }
    var id: String { "P1-9d" }
    var statement: String { "Below the threshold $L(1-p) = 1$ the largest singular value of a real orthogonal hard-tanh network is $\\sigma_w^L$ exactly." }
    var source: String { "derived; simulated with the layers multiplied out" }
    var criterion: Criterion {
        .less(
            than: Double((shallow.last?.depth ?? 1) * panel.width).squareRoot() * .ulpOfOne,
            because: """
                round-off: at most L = \(shallow.last?.depth ?? 1) layers of N = \(panel.width) reflectors, each exact to \
                about ε, and errors that add up as a random walk: √(LN) ε
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let point = try CriticalPoint(.hardTanh, qStar: try panel.network.qStar)
        let replicates = try inputs[panel.simulation]
        return .list(shallow.map { index, depth in
            let atom = pow(point.sigmaW, Double(depth))
            return .init("L = \(depth)", .exact(replicates.reduce(0) { max($0, abs($1[index].largest / atom - 1)) }))
        }, data: "largest |s_max/σ_w^L − 1| of \(replicates.count) networks, width \(panel.width), q* = \(Fraction.text(try panel.network.qStar))")
    }
}

/// s_max of orthogonal hard-tanh from the transform alone, which does not treat atoms separately; accurate to 1e-7.
private func largestSingularValue(qStar: Double, depth: Int) throws -> Double {
    exp(0.5 * (try Initialisation(.hardTanh, .orthogonal, qStar: qStar).spectrum(depth: depth).smallestInverseMoment()))
}
