// P1-6 and P1-10: with Gaussian weights no critical network is an isometry, for any nonlinearity and q*.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import Randomness
import SignalPropagation


/// sigma² = L/p.
struct GaussianVariance: Claim {
    let spectra = theoryDepths.flatMap { depth in
        [NamedSpectrum(Initialisation(.relu, .gaussian), depth: depth)]
            + [1.0 / 64, 1, 64].map { NamedSpectrum(Initialisation(.hardTanh, .gaussian, qStar: $0), depth: depth) }
    }
    var id: String { "P1-6a" }
    var statement: String {
        "Gaussian weights, ReLU or hard-tanh: $m_2 = m_1^2 (L + p)/p$, so that $\\sigma^2_{JJ^T} = L/p$ at criticality ($2L$ for ReLU)."
    }
    var source: String { "P1" }
    var criterion: Criterion { .equals(0, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let p = 1 - spectrum.network.nonlinearity.saturatedFraction(variance: try spectrum.network.qStar)
            let law = 1 + Double(spectrum.depth) / p
            return .init(spectrum.name, .exact(try inputs[spectrum.density].normalisedSecondMoment / law - 1))
        }, data: "m_2/m_1² over 1 + L/p, minus 1; \(spectra.count) computed densities")
    }
}

/// lambda_max ~ (e/p) L.
struct GaussianEdgeGrowth: Claim {
    let depths = [64, 128, 256, 512, 1024]
    let qStar: Double
    var id: String { qStar == 0 ? "P1-6b" : "P1-6c" }
    /// ReLU, or hard-tanh at q* = 1.
    init(_ nonlinearity: Nonlinearity) { qStar = nonlinearity == .relu ? 0 : 1 }

    private var network: Initialisation {
        qStar == 0 ? Initialisation(.relu, .gaussian) : Initialisation(.hardTanh, .gaussian, qStar: qStar)
    }
    private var activeShare: Double { 1 - network.nonlinearity.saturatedFraction(variance: max(qStar, 1)) }

    var statement: String {
        let phi = qStar == 0 ? "ReLU, $p = \\tfrac12$" : "hard-tanh at $q^* = 1$, $p = \(String(format: "%.3f", activeShare))$"
        return "With Gaussian weights $\\lambda_{max} \\approx (e/p)\\,L$ (\(phi))."
    }
    var source: String { "P1 (recalled); derived here" }
    var criterion: Criterion {
        .slope(
            within: 1 - 1.0 / 4096...1 + 1.0 / 4096,
            because: "λ_max p/e = L + p − 1/2 + O(1/L), and the last term bends the slope by at most 1/L² ≤ 1/64²")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .curve(try depths.map { depth in
            let edge = try network.spectrum(depth: depth).smallestInverseMoment()
            return .init(x: Double(depth), y: exp(edge - 1) * activeShare, error: exp(edge - 1) * RoundOff.edge.bound)
        }, data: "p/e times the minimum of M⁻¹(x) over x > 0, found numerically, over L = 64 … 1024")
    }
}

/// The edge in closed form, which figure 3 draws.
struct GaussianEdge: Claim {
    let depths = [1, 2, 8, 32, 128, 1024]
    let qStars = [1.0 / 64, 1, 64]
    var id: String { "P1-6d" }
    var statement: String {
        """
        With Gaussian weights $\\lambda_{max} = \\sigma_w^{2L}\\,(1+x)(x+p)^L/x$ at \
        $x = \\left(\\sqrt{(L-1)^2 + 4Lp} - (L-1)\\right)/(2L)$.
        """
    }
    var source: String { "derived" }
    var criterion: Criterion { .equals(0, within: RoundOff.edge.bound, because: RoundOff.edge.reason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.flatMap { depth in
            try ([Initialisation(.relu, .gaussian)] + qStars.map { Initialisation(.hardTanh, .gaussian, qStar: $0) }).map { network in
                let (L, p) = (Double(depth), 1 - network.nonlinearity.saturatedFraction(variance: try network.qStar))
                // The root, written without a difference of large numbers.
                let x = 2 * p / (((L - 1) * (L - 1) + 4 * L * p).squareRoot() + (L - 1))
                let spectrum = try network.spectrum(depth: depth)
                let formula = L * log(spectrum.weightVariance * (x + p)) + log1p(x) - log(x)
                return Observation.Item("\(network.name), L = \(depth)", .exact(try spectrum.smallestInverseMoment() - formula))
            }
        }, data: "ln of the minimum of M⁻¹(x) over x > 0, found numerically, minus ln of the formula")
    }
}

/// No q* brings the edge of a Gaussian network below that of the linear one.
struct GaussianNetworksAreNeverIsometric: Claim {
    let depths = [2, 8, 32, 128, 1024]
    let qStars = [1e-6, 1e-3, 1.0 / 64, 1.0 / 16, 0.25, 1, 4, 16, 64]
    var id: String { "P1-10" }
    var statement: String {
        """
        With Gaussian weights isometry is impossible, even for $q^* \\to 0$: no ReLU, hard-tanh or tanh network has a \
        smaller $s_{max}$ than the linear network of its depth.
        """
    }
    var source: String { "P1, figure 3 (recalled)" }
    var criterion: Criterion {
        .greater(than: -1e-10, because: "not below the linear network, but for round-off: as q* → 0 the two coincide")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.flatMap { depth in
            let linear = try edge(.linearGaussian, depth: depth)
            return try [Nonlinearity.relu, .hardTanh, .tanh].map { phi in
                let networks = (phi == .relu ? [1] : qStars).map { Initialisation(phi, .gaussian, qStar: $0) }
                let least = try networks.map { try edge($0, depth: depth) }.min() ?? .nan
                return Observation.Item("\(phi.rawValue), L = \(depth)", .exact(0.5 * (least - linear)))
            }
        }, data: "least ln s_max over q* = 1e-6 … 64, minus that of the linear network; edges found numerically")
    }

    /// ln λ_max as a numerical minimum, for tanh over the argument w of the master equation.
    private func edge(_ network: Initialisation, depth: Int) throws -> Double {
        let spectrum = try network.spectrum(depth: depth)
        return try network.nonlinearity == .tanh ? spectrum.logLargestEigenvalue() : spectrum.smallestInverseMoment()
    }
}
