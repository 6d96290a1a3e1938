// P1-4 and P1-5: linear networks. With Gaussian weights the spectrum is known in closed form and spreads with depth;
// with orthogonal weights every singular value is 1.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation

private let place = "P1 (recalled); derived here"
private let deep = [2, 8, 32, 128, 1024]

/// The general solver finds the closed form.
struct LinearGaussianDensityIsExact: Claim {
    let spectra = theoryDepths.map { NamedSpectrum(.linearGaussian, depth: $0) }
    var id: String { "P1-4a" }
    var statement: String {
        """
        The singular values of a deep linear Gaussian network have the density \
        $\\rho(s) = \\frac{2}{\\pi}\\sqrt{\\sin^3 f\\,\\sin^{L-2}(Lf)\\,/\\,\\sin^{L-1}((L+1)f)}$, $0 < f < \\pi/(L+1)$.
        """
    }
    var source: String { "P1; closed form recalled, checked here against the general solver" }
    var criterion: Criterion {
        .less(
            than: 1e-8,
            because: """
                the accuracy asked of the general solver: eight digits. Grid points within 1e-12 of the edge are left out: \
                the density is a square root there, which turns the round-off of ln λ, 4e-16, into errors above 1e-8
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let density = try inputs[spectrum.density]
            guard let exact = ClosedFormSpectrum(try spectrum.network.spectrum(depth: spectrum.depth)) else {
                return .init(spectrum.name, .exact(.nan))
            }
            let largest = density.densityPerLogEigenvalue.max() ?? .nan
            var worst = 0.0
            for (logEigenvalue, found) in zip(density.logEigenvalues, density.densityPerLogEigenvalue)
            where logEigenvalue < density.logLargestEigenvalue - 1e-12 {
                worst = max(worst, abs(exact.densityPerLogEigenvalue(angle: exact.angle(logEigenvalue: logEigenvalue)) - found))
            }
            return .init("L = \(spectrum.depth)", .exact(worst / largest))
        }, data: "largest difference on the solver's grid, relative to the largest density")
    }
}

/// sigma²_{JJᵀ} = L.
struct LinearGaussianVarianceIsDepth: Claim {
    let spectra = theoryDepths.map { NamedSpectrum(.linearGaussian, depth: $0) }
    var id: String { "P1-4b" }
    var statement: String { "The squared singular values of a linear Gaussian network have the variance $\\sigma^2_{JJ^T} = L$." }
    var source: String { place }
    var criterion: Criterion { .equals(0, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map {
            .init("L = \($0.depth)", .exact(try inputs[$0.density].normalisedSecondMoment / Double(1 + $0.depth) - 1))
        }, data: "m_2/m_1² over 1 + L, minus 1; computed densities")
    }
}

/// The edge of the spectrum.
struct LinearGaussianEdge: Claim {
    let depths = deep
    var id: String { "P1-4c" }
    var statement: String { "The largest squared singular value of a linear Gaussian network is $(L+1)^{L+1}/L^L$." }
    var source: String { place }
    var criterion: Criterion {
        .equals(0, within: RoundOff.edge.bound, because: RoundOff.edge.reason)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let (L, minimum) = (Double(depth), try Initialisation.linearGaussian.spectrum(depth: depth).smallestInverseMoment())
            return .init("L = \(depth)", .exact(minimum - ((L + 1) * log(L + 1) - L * log(L))))
        }, data: "ln of the minimum of M⁻¹(x) over x > 0, found numerically, minus ln of the formula")
    }
}

/// s_max ~ √(eL).
struct LinearGaussianGrowth: Claim {
    let depths = [64, 128, 256, 512, 1024]
    var id: String { "P1-4d" }
    var statement: String { "The largest singular value of a linear Gaussian network grows as the square root of the depth, $s_{max} \\approx \\sqrt{eL}$." }
    var source: String { place }
    var criterion: Criterion {
        .slope(
            within: 0.5 - 1.0 / 256...0.5,
            because: "s_max² = e(L + 1/2 − 1/(24L) + …) has the local exponent L/(2L + 1), within 1/(4L) ≤ 1/256 below 1/2")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .curve(try depths.map {
            .init(x: log(Double($0)), y: 0.5 * (try Initialisation.linearGaussian.spectrum(depth: $0).logLargestEigenvalue()))
        }, data: "ln s_max over ln L, L = 64 … 1024")
    }
}

/// e(L + 1/2), to its next term.
struct LinearGaussianEdgeIsETimesDepth: Claim {
    let depths = deep
    var id: String { "P1-4e" }
    var statement: String { "The edge of the spectrum of a linear Gaussian network is $\\lambda_{max} = e\\,(L + \\tfrac12) + O(1/L)$." }
    var source: String { place }
    var criterion: Criterion {
        .within(-1.0 / 24...0, because: "the next term of the expansion is −e/(24L), and the series alternates")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let (L, edge) = (Double(depth), try Initialisation.linearGaussian.spectrum(depth: depth).logLargestEigenvalue())
            return .init("L = \(depth)", .exact(L * (exp(edge - 1) - L - 0.5), error: 16 * L * L * L * .ulpOfOne))
        }, data: "L (λ_max/e − L − 1/2)")
    }
}

/// Every singular value of a linear orthogonal network is 1.
struct LinearOrthogonalIsAnIsometry: Claim {
    let width: Int
    let depth: Int
    var id: String { "P1-5" }
    var statement: String { "Every singular value of a linear orthogonal network of depth \(depth) is 1." }
    var source: String { "P1; simulated" }
    var criterion: Criterion {
        .less(
            than: Double(depth * width).squareRoot() * .ulpOfOne,
            because:
                "round-off: L = \(depth) layers of N = \(width) reflectors, each exact to about ε, and errors that add up as a random walk: √(LN) ε")
    }
    var resources: Resources { .simulation(width: width) }

    func observe(_ inputs: Inputs) throws -> Observation {
        let network = try Initialisation(.linear, .orthogonal).randomNetwork(width: width, depth: depth, seed: 0)
        let spectrum = try network.jacobianSpectrum(method: .fullProduct)
        return .exact(spectrum.singularValues.reduce(0) { max($0, abs($1 - 1)) },
            data: "largest |s − 1| of one network, width \(width), depth \(depth), multiplied out")
    }
}
