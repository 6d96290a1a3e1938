// The general solver against the two families of spectra that have a closed form.
import Foundation
import NetworkModels
import Randomness
import SignalPropagation
import Testing

@Suite struct ClosedFormTests {
    static let cases = [
        Case(nonlinearity: .linear, ensemble: .gaussian, qStar: 1),
        Case(nonlinearity: .relu, ensemble: .orthogonal, qStar: 1),
        Case(nonlinearity: .hardTanh, ensemble: .orthogonal, qStar: 0.25),
        Case(nonlinearity: .hardTanh, ensemble: .orthogonal, qStar: 4),
    ]

    @Test("The solver's density equals the closed form to 1e-8 at all depths", arguments: cases)
    func density(_ example: Case) throws {
        for depth in Case.depths {
            let spectrum = try example.critical(depth: depth)
            guard let exact = ClosedFormSpectrum(spectrum) else { continue }
            let density = try spectrum.density(points: 400)
            for (logEigenvalue, value) in zip(density.logEigenvalues, density.densityPerLogEigenvalue) {
                // Within 1e-6 of the edge the closed form's angle is lost to rounding of lambda (1e-16/1e-6 relative);
                // at the lower end its angle is rounded to 1e-16 of pi/L, which 1e-15 of absolute error covers.
                guard density.logLargestEigenvalue - logEigenvalue > 1e-6 else { continue }
                guard exact.logEigenvalue(angle: 1e-9 * exact.largestAngle) - logEigenvalue > 1e-6 else { continue }
                func expected(_ shift: Double) -> Double {
                    exact.densityPerLogEigenvalue(angle: exact.angle(logEigenvalue: logEigenvalue + shift))
                }
                // The solver's log lambda is a sum of terms up to 2L, each rounded to 2^-53 of itself.
                let shift = Double(depth) * 0x1p-50
                let rounding = max(abs(expected(shift) - expected(0)), abs(expected(-shift) - expected(0)))
                #expect(abs(value - expected(0)) <= 1e-8 * expected(0) + 1e-15 + rounding, "depth \(depth), log lambda \(logEigenvalue)")
            }
        }
    }

    @Test("The density at one eigenvalue equals the closed form to 1e-8", arguments: cases)
    func pointwise(_ example: Case) throws {
        for depth in Case.depths {
            let spectrum = try example.critical(depth: depth)
            guard let exact = ClosedFormSpectrum(spectrum) else { continue }
            for k in 1..<10 {
                let angle = exact.largestAngle * Double(k) / 10
                let value = try spectrum.densityPerLogEigenvalue(at: exact.logEigenvalue(angle: angle))
                #expect(abs(value / exact.densityPerLogEigenvalue(angle: angle) - 1) < 1e-8)
            }
        }
    }

    @Test("The distribution function equals the closed form's", arguments: cases)
    func distribution(_ example: Case) throws {
        for depth in Case.depths {
            let spectrum = try example.critical(depth: depth)
            guard let exact = ClosedFormSpectrum(spectrum) else { continue }
            let density = try spectrum.density(points: 400)
            for k in 1..<40 {
                let angle = exact.largestAngle * Double(k) / 40
                let cumulative = density.cumulativeProbability(atLogEigenvalue: exact.logEigenvalue(angle: angle))
                // Simpson's cumulative mass and the cubic between grid points, at 400 points.
                #expect(abs(cumulative - (1 - exact.massAbove(angle: angle))) < 1e-5, "depth \(depth)")
            }
        }
    }

    @Test("The linear Gaussian closed form is the published one")
    func published() throws {
        // rho_s = (2/pi) sqrt(sin³f sin^{L-2}(Lf) / sin^{L-1}((L+1)f)), s² = sin^{L+1}((L+1)f)/(sin f sin^L(Lf)).
        let spectrum = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .gaussian, depth: 5)
        let exact = try #require(ClosedFormSpectrum(spectrum))
        let L = 5.0
        for f in [0.05, 0.2, 0.4] {
            let s2 = pow(sin(6 * f), L + 1) / (sin(f) * pow(sin(L * f), L))
            #expect(abs(exact.logEigenvalue(angle: f) - log(s2)) < 1e-13)
            let rho = 2 / .pi * (pow(sin(f), 3) * pow(sin(L * f), L - 2) / pow(sin(6 * f), L - 1)).squareRoot()
            #expect(abs(2 * exact.densityPerLogEigenvalue(angle: f) / s2.squareRoot() / rho - 1) < 1e-12)
        }
    }

    @Test("Depth 1 Gaussian linear is the Marchenko-Pastur (quarter circle) law")
    func quarterCircle() throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .gaussian, depth: 1)
        for s in [0.1, 1, 1.9] {
            // rho_s = sqrt(4 - s²)/pi.
            let value = 2 / s * (try spectrum.densityPerLogEigenvalue(at: 2 * log(s)))
            #expect(abs(value * .pi / (4 - s * s).squareRoot() - 1) < 1e-12)
        }
    }

    @Test("Depth 1 orthogonal tanh has the eigenvalues sigmaW² sech⁴ h")
    func firstLayer() throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(.tanh, qStar: 0.5), ensemble: .orthogonal, depth: 1)
        let density = try spectrum.density()
        for h in [0.1, 0.5, 1.5] {
            let logEigenvalue = log(spectrum.weightVariance) - 4 * log(cosh(h))
            // P(lambda ≤ …) = P(|h'| ≥ h).
            #expect(abs(density.cumulativeProbability(atLogEigenvalue: logEigenvalue) - erfc(h)) < 1e-6)
        }
        #expect(abs(density.logLargestEigenvalue - log(spectrum.weightVariance)) < 1e-15)
    }
}
