// P1-7 and P1-8: spectra with orthogonal weights; ReLU networks are no better than Gaussian linear ones.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation


/// sigma² = m_1² L (1-p)/p.
struct OrthogonalVariance: Claim {
    let spectra = theoryDepths.flatMap { depth in
        [NamedSpectrum(.reluOrthogonal, depth: depth)]
            + [0.25, 1, 64].map { NamedSpectrum(Initialisation(.hardTanh, .orthogonal, qStar: $0), depth: depth) }
    }
    var id: String { "P1-7a" }
    var statement: String { "Orthogonal weights, ReLU or hard-tanh: $\\sigma^2_{JJ^T} = m_1^2 L\\,(1-p)/p$." }
    var source: String { "P1 (recalled); derived here" }
    var criterion: Criterion { .equals(0, within: secondMomentTolerance, because: secondMomentReason) }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try spectra.map { spectrum in
            let dead = spectrum.network.nonlinearity.saturatedFraction(variance: try spectrum.network.qStar)
            let law = 1 + Double(spectrum.depth) * dead / (1 - dead)
            return .init(spectrum.name, .exact(try inputs[spectrum.density].normalisedSecondMoment / law - 1))
        }, data: "m_2/m_1² over 1 + L(1 − p)/p, minus 1; \(spectra.count) computed densities")
    }
}

/// lambda_max in closed form.
struct OrthogonalEdge: Claim {
    let depths = [8, 32, 128, 1024]
    let qStars = [1.0, 4, 64]
    /// L(1 - p), just above and above the threshold.
    let nearThreshold = [1.001, 1.1]
    var id: String { "P1-7b" }
    var statement: String {
        """
        With orthogonal weights and $L(1-p) > 1$, \
        $\\lambda_{max} = (\\sigma_w^2 p)^L\\,\\frac{1-p}{p}\\,\\frac{L^L}{(L-1)^{L-1}}$.
        """
    }
    var source: String { "P1 (recalled); derived here" }
    var criterion: Criterion {
        .equals(0, within: RoundOff.edge.bound, because: RoundOff.edge.reason)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.flatMap { depth in
            let near = nearThreshold.map { Nonlinearity.hardTanhVariance(saturatedFraction: $0 / Double(depth)) }
            let sigmoids = (qStars + near).map { Initialisation(.hardTanh, .orthogonal, qStar: $0) }
            return try ([.reluOrthogonal] + sigmoids).map { network in
                let (L, dead) = (Double(depth), network.nonlinearity.saturatedFraction(variance: try network.qStar))
                let formula = log(dead / (1 - dead)) + L * log(L) - (L - 1) * log(L - 1)
                let minimum = try network.spectrum(depth: depth).smallestInverseMoment()
                return Observation.Item("\(network.name), L = \(depth)", .exact(minimum - formula))
            }
        }, data: "ln of the minimum of M⁻¹(x) over x > 0, found numerically, minus ln of the formula")
    }
}

/// Orthogonal ReLU has the variance of a linear Gaussian network.
struct RectifierVarianceEqualsLinearGaussian: Claim {
    let rectifier = theoryDepths.map { NamedSpectrum(.reluOrthogonal, depth: $0) }
    let linear = theoryDepths.map { NamedSpectrum(.linearGaussian, depth: $0) }
    var id: String { "P1-8a" }
    var statement: String { "Orthogonal weights help ReLU by a factor of two only: $\\sigma^2_{JJ^T} = L$, as for a linear Gaussian network." }
    var source: String { "derived" }
    var criterion: Criterion { .equals(0, within: 2 * secondMomentTolerance, because: "\(secondMomentReason), for either density") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try zip(rectifier, linear).map { a, b in
            .init("L = \(a.depth)", .exact(try inputs[a.density].normalisedSecondMoment / inputs[b.density].normalisedSecondMoment - 1))
        }, data: "m_2/m_1² of orthogonal ReLU over that of linear Gaussian, minus 1; computed densities")
    }
}

/// Orthogonal ReLU has exactly the edge of a linear Gaussian network one layer shallower.
struct RectifierEdgeEqualsLinearGaussian: Claim {
    let depths = [2, 8, 32, 128, 1024]
    var id: String { "P1-8b" }
    var statement: String {
        "The largest singular value of an orthogonal ReLU network of depth $L$ is exactly a linear Gaussian network's of depth $L - 1$."
    }
    var source: String { "derived" }
    var criterion: Criterion {
        .equals(0, within: RoundOff.edge.bound, because: RoundOff.edge.reason)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            let rectifier = try Initialisation.reluOrthogonal.spectrum(depth: depth).smallestInverseMoment()
            let linear = try Initialisation.linearGaussian.spectrum(depth: depth - 1).smallestInverseMoment()
            return .init("L = \(depth)", .exact(rectifier - linear))
        }, data: "difference of ln λ_max, either the minimum of M⁻¹(x) over x > 0, found numerically")
    }
}
