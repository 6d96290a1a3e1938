// S-transforms against the table of closed forms.
import Foundation
import NetworkModels
import Randomness
import SignalPropagation
import Testing

@Suite struct STransformTests {
    @Test("Two-valued inverse moment transforms are the paper's", arguments: [0.01, 0.5, 3, 100])
    func closedForms(_ x: Double) throws {
        let p = Nonlinearity.hardTanh.derivativeMoment(order: 1, variance: 1)
        let L = 6.0
        func spectrum(_ ensemble: WeightEnsemble) throws -> DeepSpectrum {
            try DeepSpectrum(nonlinearity: .hardTanh, ensemble: ensemble, depth: 6, weightVariance: 1.7, qStar: 1)
        }
        // M^{-1} = sigmaW^{2L} (1+x)(x+p)^L/x and sigmaW^{2L} (x+p)^L (1+x)^{1-L}/x.
        let gaussian = L * log(1.7) + log1p(x) + L * log(x + p) - log(x)
        #expect(try abs(spectrum(.gaussian).logInverseMoment(at: x) - gaussian) < 1e-12)
        let orthogonal = L * log(1.7) + L * log(x + p) + (1 - L) * log1p(x) - log(x)
        #expect(try abs(spectrum(.orthogonal).logInverseMoment(at: x) - orthogonal) < 1e-12)
        #expect(try abs(spectrum(.gaussian).sTransformOfDerivative(at: x) / ((1 + x) / (x + p)) - 1) < 1e-13)
    }

    @Test("Small arguments give the moments: M^{-1}(x) = m_1/x + m_2/m_1 + …", arguments: [Nonlinearity.tanh, .erf])
    func moments(_ phi: Nonlinearity) throws {
        for ensemble in WeightEnsemble.allCases {
            let spectrum = try DeepSpectrum(at: CriticalPoint(phi, qStar: 0.6), ensemble: ensemble, depth: 3)
            let x = 1e-5
            let second = exp(try spectrum.logInverseMoment(at: x)) - spectrum.moments.meanSquaredSingularValue / x
            // The next term is x times a number of order m_3, here below 100; rounding gives 1e-16/x.
            #expect(abs(second - exp(spectrum.moments.logSecondMoment)) < 2e-3)
        }
    }

    @Test("The edge is the minimum of the inverse moment transform", arguments: [Nonlinearity.tanh, .erf, .relu])
    func edge(_ phi: Nonlinearity) throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(phi, qStar: 1), ensemble: .gaussian, depth: 12)
        let lowest = try stride(from: -5.0, through: 2, by: 0.001).map { try spectrum.logInverseMoment(at: exp($0)) }
            .min()
        // The grid misses the minimum by at most 5e-4; the curvature in log x is of order 1.
        #expect(try abs((lowest ?? 0) - spectrum.logLargestEigenvalue()) < 1e-6)
    }
}
