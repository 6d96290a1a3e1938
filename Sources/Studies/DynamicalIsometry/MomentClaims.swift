// P1-3 and P1-18: the first two moments of the spectrum. The exact laws are compared with moments integrated from densities
// that are computed from the master equation. Densities are normally checked against these same laws; here that check is
// off, so that a wrong law makes the claim fail instead of being an error.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation

/// Depths at which claims of pure theory are tested, at every scale.
let theoryDepths = [2, 8, 32, 128]

/// One computed density with a name, whose moments have not been checked.
struct NamedSpectrum: Encodable, Sendable {
    let network: Initialisation
    let depth: Int
    let density: Input<SpectralDensity>

    init(_ network: Initialisation, depth: Int) {
        self.network = network
        self.depth = depth
        density = Input(TheorySpectrum(network, depth: depth, checksMoments: false))
    }

    var name: String { "\(network.name), \(network.chi == 1 ? "" : "χ = \(network.chi), ")L = \(depth)" }
}

extension SpectralDensity {
    /// m_2 / m_1², integrated from the density.
    var normalisedSecondMoment: Double { exp(logMoment(order: 2) - 2 * logMoment(order: 1)) }
}

/// The relative accuracy of integrated moments: with 400 grid points that of m_1 and m_2.
let momentTolerance = 1e-6
/// The tolerance for m_2/m_1², whose error is at most that of m_2 plus twice that of m_1.
let secondMomentTolerance = 3 * momentTolerance
let secondMomentReason = "400 grid points give m_1 and m_2 to 1e-6 each, and m_2/m_1² has m_1 twice"

/// m_1 = chi^L.
struct MeanSquareIsChiToTheDepth: Claim {
    let spectra = [0.98, 1, 1.02].flatMap { chi in
        theoryDepths.flatMap { depth in
            [
                NamedSpectrum(Initialisation(.linear, .gaussian, chi: chi), depth: depth),
                NamedSpectrum(Initialisation(.hardTanh, .orthogonal, qStar: 1, chi: chi), depth: depth),
                NamedSpectrum(Initialisation(.tanh, .gaussian, qStar: 1, chi: chi), depth: depth),
                NamedSpectrum(Initialisation(.tanh, .orthogonal, qStar: 1, chi: chi), depth: depth),
            ]
        }
    }
    var id: String { "P1-3a" }
    var statement: String { "The mean squared singular value of the Jacobian is $m_1 = \\chi^L$, on and off criticality." }
    var source: String { "P1" }
    var criterion: Criterion {
        .equals(0, within: momentTolerance, because: "400 grid points give a density's m_1 to 1e-6")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let logMean = try inputs[spectrum.density].logMoment(order: 1)
            return .init(spectrum.name, .exact(expm1(logMean - Double(spectrum.depth) * log(spectrum.network.chi))))
        }, data: "m_1/χ^L − 1, integrated from \(spectra.count) computed densities")
    }
}

/// Simulated networks at criticality neither shrink nor stretch on average.
struct CriticalNetworksKeepTheMeanSquare: Claim {
    let panels: [SpectraPanel]
    var judging: Judging? { panels.first?.judging }
    var id: String { "P1-3b" }
    var statement: String { "Real networks at criticality keep their mean squared singular value to within $|\\chi - 1| < 1/(2L)$." }
    var source: String { "P1; simulated" }
    var criterion: Criterion {
        .within(
            -0.5...0.5,
            because: """
                |χ − 1| < 1/(2L), so that ln χ^L lies within ±1/2; m_1 of one network fluctuates by a relative √(L/N), \
                which lowers the mean of ln m_1 by about L/2N and must fit in as well
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try panels.map { panel in
            let spectra = try inputs[panel.simulation].compactMap(\.last)
            return .init("\(panel.network.name), L = \(panel.depths.last ?? 0)", .sample(spectra.map { log($0.meanSquaredSingularValue) }))
        }, data: "ln m_1 at the largest depth, \(panels.first.map { "width \($0.width)" } ?? "")")
    }
}

/// The general law of the second moment.
struct VarianceFollowsTheGeneralLaw: Claim {
    let spectra = theoryDepths.flatMap { depth in
        [Nonlinearity.tanh, .erf].flatMap { phi in
            [WeightEnsemble.gaussian, .orthogonal].flatMap { ensemble in
                [0.0625, 1, 4].map { NamedSpectrum(Initialisation(phi, ensemble, qStar: $0), depth: depth) }
            }
        }
    }
    var id: String { "P1-18a" }
    var statement: String {
        "For any nonlinearity $\\sigma^2_{JJ^T} = m_1^2 L\\,(\\mu_2/\\mu_1^2 - 1 - s_1)$, $s_1 = 0$ (orthogonal) or $-1$ (Gaussian)."
    }
    var source: String { "derived; recalled from Pennington, Schoenholz, Ganguli 2018 (arXiv 1802.09979)" }
    var criterion: Criterion { .equals(0, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let (network, depth) = (spectrum.network, Double(spectrum.depth))
            let dispersion = network.nonlinearity.derivativeDispersion(variance: try network.qStar)
            let law = 1 + depth * (dispersion + (network.ensemble == .gaussian ? 1 : 0))
            return .init(spectrum.name, .exact(try inputs[spectrum.density].normalisedSecondMoment / law - 1))
        }, data: "m_2/m_1² over 1 + L(μ_2/μ_1² − 1 − s_1), minus 1; \(spectra.count) computed densities")
    }
}

/// ReLU is the simplest case of the law: mu_2/mu_1² = 2.
struct RectifierVarianceIsDepth: Claim {
    let spectra = theoryDepths.flatMap { depth in
        [WeightEnsemble.gaussian, .orthogonal].map { NamedSpectrum(Initialisation(.relu, $0), depth: depth) }
    }
    var id: String { "P1-18b" }
    var statement: String { "For ReLU the law of P1-18a gives $\\sigma^2_{JJ^T} = L(1 - s_1)$: $L$ with orthogonal and $2L$ with Gaussian weights." }
    var source: String { "derived from P1-18a" }
    var criterion: Criterion { .equals(0, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let law = 1 + Double(spectrum.depth) * (spectrum.network.ensemble == .gaussian ? 2 : 1)
            return .init(spectrum.name, .exact(try inputs[spectrum.density].normalisedSecondMoment / law - 1))
        }, data: "m_2/m_1² over 1 + L(1 − s_1), minus 1; \(spectra.count) computed densities")
    }
}

/// Near its linear end the dispersion of tanh's slopes grows as q*².
struct TanhDispersionIsQuadratic: Claim {
    let qStars = [1e-6, 1e-5, 1e-4]
    var id: String { "P1-18c" }
    var statement: String { "For small $q^*$ the slopes of tanh vary by $\\mu_2/\\mu_1^2 - 1 \\approx 8\\,{q^*}^2$." }
    var source: String { "derived from P1-18a" }
    var criterion: Criterion {
        .equals(
            8, within: 8 * 12 * 1e-4,
            because: "the next term of the expansion is −10 q* of the first, here at most 1e-3 of it; a fifth more for those after")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(qStars.map {
            .init("q* = \($0)", .exact(Nonlinearity.tanh.derivativeDispersion(variance: $0) / ($0 * $0)))
        }, data: "(μ_2/μ_1² − 1)/q*²")
    }
}

/// So the variance of a tanh network of depth L is of order one for q* up to about (8L)^{-1/2}.
struct TanhIsometryNeedsSmallVariance: Claim {
    let depths = [1e4, 1e5, 1e6, 1e7]
    var id: String { "P1-18d" }
    var statement: String { "An orthogonal tanh network keeps $\\sigma^2_{JJ^T} = 1$ with depth if $q^* \\propto L^{-1/2}$; isometry asks for less." }
    var source: String { "derived from P1-18a and P1-18c" }
    var criterion: Criterion {
        .slope(
            within: -0.51 ... -0.50,
            because: """
                the exponent is −1/2 as L → ∞; the dispersion 8q*²(1 − 10q* + …) makes the local exponent −(1 + 5q*)/2, \
                steeper by at most 0.009 at L = 10⁴, where q* = 0.0036
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .curve(depths.map { depth in
            var low = log(1e-8), high = log(1.0)
            for _ in 0..<100 {
                let middle = 0.5 * (low + high)
                if depth * Nonlinearity.tanh.derivativeDispersion(variance: exp(middle)) < 1 { low = middle } else { high = middle }
            }
            return .init(x: log(depth), y: 0.5 * (low + high))
        }, data: "ln q* of unit variance over ln L, L = 10⁴ … 10⁷")
    }
}
