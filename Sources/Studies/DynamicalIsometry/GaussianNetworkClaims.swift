// P1-6 and P1-10: with Gaussian weights no critical network is an isometry, whatever its nonlinearity and q*.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import Randomness
import SignalPropagation

private let place = "P1, section 2.4"

/// sigma² = L/p.
struct GaussianVariance: Claim {
    let spectra = theoryDepths.flatMap { depth in
        [NamedSpectrum(CriticalNetwork(.relu, .gaussian), depth: depth)]
            + [1.0 / 64, 1, 64].map { NamedSpectrum(CriticalNetwork(.hardTanh, .gaussian, qStar: $0), depth: depth) }
    }
    var id: String { "P1-6a" }
    var statement: String {
        "Gaussian weights, ReLU or hard-tanh: $m_2 = m_1^2 (L + p)/p$, so that $\\sigma^2_{JJ^T} = L/p$ at criticality ($2L$ for ReLU)."
    }
    var source: String { place }
    var criterion: Criterion { .equals(1, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let p = 1 - spectrum.network.nonlinearity.saturatedFraction(variance: spectrum.network.qStar)
            let law = 1 + Double(spectrum.depth) / p
            return .init(spectrum.name, .exact(try inputs[spectrum.density].normalisedSecondMoment / law))
        }, data: "m_2/m_1² over 1 + L/p, \(spectra.count) computed densities")
    }
}

/// lambda_max ~ (e/p) L.
struct GaussianEdgeGrowth: Claim {
    let depths = [64, 128, 256, 512, 1024]
    let qStar: Double
    var id: String { qStar == 0 ? "P1-6b" : "P1-6c" }
    /// ReLU, or hard-tanh at q* = 1.
    init(_ nonlinearity: Nonlinearity) { qStar = nonlinearity == .relu ? 0 : 1 }

    private var network: CriticalNetwork {
        qStar == 0 ? CriticalNetwork(.relu, .gaussian) : CriticalNetwork(.hardTanh, .gaussian, qStar: qStar)
    }
    private var activeShare: Double { 1 - network.nonlinearity.saturatedFraction(variance: network.qStar) }

    var statement: String {
        let phi = qStar == 0 ? "ReLU, $p = \\tfrac12$" : "hard-tanh at $q^* = 1$, $p = 0.683$"
        return "With Gaussian weights $\\lambda_{max} \\approx (e/p)\\,L$ (\(phi))."
    }
    var source: String { "\(place); edge derived" }
    var criterion: Criterion {
        .slope(
            within: 1 - 1.0 / 4096...1 + 1.0 / 4096,
            because: "λ_max p/e = L + p − 1/2 + O(1/L), and the last term bends the slope by at most 1/L² ≤ 1/64²")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .curve(try depths.map { depth in
            let edge = try network.spectrum(depth: depth).logLargestEigenvalue()
            return .init(x: Double(depth), y: exp(edge - 1) * activeShare, error: exp(edge - 1) * 1e-12)
        }, data: "λ_max p/e over L, L = 64 … 1024")
    }
}

/// No q* brings a Gaussian network below the linear one.
struct GaussianNetworksAreNeverIsometric: Claim {
    let depths = [2, 8, 32, 128, 1024]
    let qStars = [1e-6, 1e-3, 1.0 / 64, 1.0 / 16, 0.25, 1, 4, 16, 64]
    var id: String { "P1-10" }
    var statement: String {
        """
        With Gaussian weights isometry is impossible, even for $q^* \\to 0$: no nonlinearity has a smaller $s_{max}$ \
        than the linear network's $\\sqrt{eL}$.
        """
    }
    var source: String { "P1, section 2.4 and figure 3" }
    var criterion: Criterion {
        .greater(than: -1e-10, because: "not below the linear network, but for round-off: as q* → 0 the two coincide")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.flatMap { depth in
            let linear = try CriticalNetwork.linearGaussian.spectrum(depth: depth).logLargestEigenvalue()
            return try [Nonlinearity.relu, .hardTanh, .tanh].map { phi in
                let networks = (phi == .relu ? [1] : qStars).map { CriticalNetwork(phi, .gaussian, qStar: $0) }
                let least = try networks.map { try $0.spectrum(depth: depth).logLargestEigenvalue() }.min() ?? .nan
                return Observation.Item("\(phi.rawValue), L = \(depth)", .exact(0.5 * (least - linear)))
            }
        }, data: "least ln s_max over q* = 1e-6 … 64, minus that of the linear network")
    }
}
