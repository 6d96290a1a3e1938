// P1-7, P1-8 and P1-9: with orthogonal weights ReLU networks are no better than Gaussian linear ones, while hard-tanh
// networks can be isometries: as long as fewer neurons are saturated in all layers together than there are in one.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import Randomness
import SignalPropagation

private let place = "P1, section 2.4"

/// sigma² = m_1² L (1-p)/p.
struct OrthogonalVariance: Claim {
    let spectra = theoryDepths.flatMap { depth in
        [NamedSpectrum(.reluOrthogonal, depth: depth)]
            + [0.25, 1, 64].map { NamedSpectrum(CriticalNetwork(.hardTanh, .orthogonal, qStar: $0), depth: depth) }
    }
    var id: String { "P1-7a" }
    var statement: String { "Orthogonal weights, ReLU or hard-tanh: $\\sigma^2_{JJ^T} = m_1^2 L\\,(1-p)/p$." }
    var source: String { place }
    var criterion: Criterion { .equals(1, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let dead = spectrum.network.nonlinearity.saturatedFraction(variance: spectrum.network.qStar)
            let law = 1 + Double(spectrum.depth) * dead / (1 - dead)
            return .init(spectrum.name, .exact(try inputs[spectrum.density].normalisedSecondMoment / law))
        }, data: "m_2/m_1² over 1 + L(1 − p)/p, \(spectra.count) computed densities")
    }
}

/// lambda_max in closed form.
struct OrthogonalEdge: Claim {
    let depths = [8, 32, 128, 1024]
    let qStars = [1.0, 4, 64]
    var id: String { "P1-7b" }
    var statement: String {
        """
        With orthogonal weights and $L(1-p) > 1$, \
        $\\lambda_{max} = (\\sigma_w^2 p)^L\\,\\frac{1-p}{p}\\,\\frac{L^L}{(L-1)^{L-1}}$.
        """
    }
    var source: String { "P1, section 2.4; derived here" }
    var criterion: Criterion {
        .equals(0, within: 1e-11, because: "round-off: logarithms of terms up to L ln L = 7000, some ten of them, at 2e-16 each")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.flatMap { depth in
            try ([CriticalNetwork.reluOrthogonal] + qStars.map { CriticalNetwork(.hardTanh, .orthogonal, qStar: $0) }).map { network in
                let (L, dead) = (Double(depth), network.nonlinearity.saturatedFraction(variance: network.qStar))
                let formula = log(dead / (1 - dead)) + L * log(L) - (L - 1) * log(L - 1)
                let minimum = try network.spectrum(depth: depth).smallestInverseMoment()
                return Observation.Item("\(network.name), L = \(depth)", .exact(minimum - formula))
            }
        }, data: "ln of the minimum of M⁻¹(x) over x > 0, found numerically, minus ln of the formula")
    }
}

/// Orthogonal ReLU has Gaussian linear's variance.
struct RectifierVarianceEqualsLinearGaussian: Claim {
    let rectifier = theoryDepths.map { NamedSpectrum(.reluOrthogonal, depth: $0) }
    let linear = theoryDepths.map { NamedSpectrum(.linearGaussian, depth: $0) }
    var id: String { "P1-8a" }
    var statement: String { "Orthogonal weights do not help ReLU: $\\sigma^2_{JJ^T} = L$, as for a linear Gaussian network." }
    var source: String { place }
    var criterion: Criterion { .equals(1, within: 2 * secondMomentTolerance, because: "\(secondMomentReason), for either density") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try zip(rectifier, linear).map { a, b in
            .init("L = \(a.depth)", .exact(try inputs[a.density].normalisedSecondMoment / inputs[b.density].normalisedSecondMoment))
        }, data: "m_2/m_1² of orthogonal ReLU over that of linear Gaussian, computed densities")
    }
}

/// And, exactly, the edge of a linear Gaussian network one layer shallower.
struct RectifierEdgeEqualsLinearGaussian: Claim {
    let depths = [2, 8, 32, 128, 1024]
    var id: String { "P1-8b" }
    var statement: String { "The largest singular value of an orthogonal ReLU network of depth $L$ is exactly a linear Gaussian network's of depth $L - 1$." }
    var source: String { "derived" }
    var criterion: Criterion {
        .equals(0, within: 1e-11, because: "round-off: logarithms of terms up to L ln L = 7000, some ten of them, at 2e-16 each")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let rectifier = try CriticalNetwork.reluOrthogonal.spectrum(depth: depth).logLargestEigenvalue()
            let linear = try CriticalNetwork.linearGaussian.spectrum(depth: depth - 1).logLargestEigenvalue()
            return .init("L = \(depth)", .exact(rectifier - linear))
        }, data: "difference of ln λ_max")
    }
}

/// With 1 - p = 1/L the largest singular value is bounded.
struct HardTanhCanBeIsometric: Claim {
    let depths = [4, 8, 32, 128, 512, 1024]
    var id: String { "P1-9a" }
    var statement: String { "Orthogonal hard-tanh networks can be isometric: with $1 - p(q^*) = 1/L$ the largest singular value stays of order 1 at any depth." }
    var source: String { "P1, section 2.4 and figure 3" }
    var criterion: Criterion {
        .within(M_E.squareRoot()...2, because: "s_max = (1 − 1/L)^{−L/2} there, which falls from 2 at L = 2 towards √e")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let qStar = Nonlinearity.hardTanhVariance(saturatedFraction: 1 / Double(depth))
            return .init("L = \(depth)", .exact(try CriticalNetwork(.hardTanh, .orthogonal, qStar: qStar).spectrum(depth: depth).largestSingularValue()))
        }, data: "s_max at the q* with 1 − p = 1/L")
    }
}

/// For fixed q* the bulk overtakes the isometric atom at L = 1/(1-p), and not before.
struct GrowthBeginsAtTheThreshold: Claim {
    let qStars = [0.1, 0.25, 0.5, 1]
    var id: String { "P1-9b" }
    var statement: String {
        "At fixed $q^*$ most singular values of an orthogonal hard-tanh network stay equal, and $s_{max}$ with them, until $L > 1/(1-p)$."
    }
    var source: String { "P1, caption of figure 3 (recalled as L > p/(1 − p), one layer less); threshold derived" }
    var criterion: Criterion {
        .within(0...1, because: "the first whole depth beyond 1/(1 − p) is less than one layer above it; p/(1 − p) would give 1 to 2")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try qStars.map { qStar in
            let network = CriticalNetwork(.hardTanh, .orthogonal, qStar: qStar)
            let dead = Nonlinearity.hardTanh.saturatedFraction(variance: qStar)
            var depth = 1
            while try network.spectrum(depth: depth).atoms.contains(where: { $0.location != .zero }) { depth += 1 }
            return .init("q* = \(Fraction.text(qStar))", .exact(Double(depth) - 1 / dead))
        }, data: "smallest depth whose largest eigenvalue is not an atom, minus 1/(1 − p)")
    }
}

/// Beyond it, growth is that of a Gaussian network.
struct HardTanhGrowsBeyondTheThreshold: Claim {
    let depths = [128, 256, 512, 1024]
    let qStar = 1.0
    var id: String { "P1-9c" }
    var statement: String { "Far beyond the threshold $s_{max}$ grows as $\\sqrt L$, as with Gaussian weights." }
    var source: String { "P1, figure 3; exponent derived from P1-7b" }
    var criterion: Criterion {
        .slope(within: 0.5...0.5 + 1.0 / 256, because: "L^L/(L − 1)^{L−1} = e(L − 1/2 + …) has the local exponent L/(2L − 1), above 1/2 by less than 1/(2L) ≤ 1/256")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let network = CriticalNetwork(.hardTanh, .orthogonal, qStar: qStar)
        return .curve(try depths.map {
            .init(x: log(Double($0)), y: 0.5 * (try network.spectrum(depth: $0).logLargestEigenvalue()))
        }, data: "ln s_max over ln L, q* = \(Fraction.text(qStar)), L = 128 … 1024")
    }
}

/// Real networks below the threshold have the atom, to round-off.
struct ShallowHardTanhKeepsItsAtom: Claim {
    let panel: SpectraPanel
    /// Depths below 1/(1-p).
    private var shallow: [(index: Int, depth: Int)] {
        let dead = Nonlinearity.hardTanh.saturatedFraction(variance: panel.network.qStar)
        return panel.depths.enumerated().filter { Double($1) * dead < 1 }.map { ($0, $1) }
    }
    var id: String { "P1-9d" }
    var statement: String { "Below the threshold the largest singular value of a real network is $\\sigma_w^L$ exactly." }
    var source: String { "derived; simulated with the layers multiplied out" }
    var criterion: Criterion {
        .less(
            than: Double((shallow.last?.depth ?? 1) * panel.width) * .ulpOfOne,
            because: "round-off: each of at most \(shallow.last?.depth ?? 1) layers applies N = \(panel.width) reflectors, each exact to about ε")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let point = try CriticalPoint(.hardTanh, qStar: panel.network.qStar)
        let replicates = try inputs[panel.simulation]
        return .list(shallow.map { index, depth in
            let atom = pow(point.sigmaW, Double(depth))
            return .init("L = \(depth)", .exact(replicates.reduce(0) { max($0, abs($1[index].largest / atom - 1)) }))
        }, data: "largest |s_max/σ_w^L − 1| of \(replicates.count) networks, width \(panel.width), q* = \(Fraction.text(panel.network.qStar))")
    }
}

extension Nonlinearity {
    /// The q* at which hard-tanh has the given share of saturated neurons, by bisection in log q*.
    static func hardTanhVariance(saturatedFraction share: Double) -> Double {
        var (low, high) = (log(1e-3), log(100.0))
        for _ in 0..<100 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if Nonlinearity.hardTanh.saturatedFraction(variance: exp(middle)) < share { low = middle } else { high = middle }
        }
        return exp(low)
    }
}
