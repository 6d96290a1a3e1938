// Moments: exact ones, and those of computed densities, over nonlinearities, ensembles and depths 1 to 1024.
import Foundation
import NetworkModels
import Randomness
import SignalPropagation
import Testing

struct Case: CustomStringConvertible, Sendable {
    let nonlinearity: Nonlinearity
    let ensemble: WeightEnsemble
    let qStar: Double
    var description: String { "\(nonlinearity) \(ensemble) q*=\(qStar)" }

    func critical(depth: Int) throws -> DeepSpectrum {
        try DeepSpectrum(at: CriticalPoint(nonlinearity, qStar: qStar), ensemble: ensemble, depth: depth)
    }

    static let all: [Case] = {
        var cases: [Case] = []
        for ensemble in WeightEnsemble.allCases {
            for phi in Nonlinearity.allCases {
                let scaleFree = phi == .linear || phi == .relu
                for q in scaleFree ? [1.0] : [1e-6, 1.0 / 64, 0.25, 1, 4, 64] {
                    cases.append(Case(nonlinearity: phi, ensemble: ensemble, qStar: q))
                }
            }
        }
        return cases
    }()
    static let depths = [1, 2, 3, 8, 32, 128, 512, 1024]
}

/// ∫ e^{k x} density dx by the plain trapezoid rule on the stored grid, plus atoms, relative to e^{scale}.
func trapezoidMoment(_ density: SpectralDensity, order k: Int, scale: Double) -> Double {
    var sum = density.atoms.reduce(0) { $0 + $1.mass * (k == 0 ? 1 : exp(Double(k) * $1.logEigenvalue - scale)) }
    let x = density.logEigenvalues
    let values = zip(x, density.densityPerLogEigenvalue).map { exp(Double(k) * $0 - scale) * $1 }
    for i in x.indices.dropLast() { sum += 0.5 * (values[i] + values[i + 1]) * (x[i + 1] - x[i]) }
    return sum
}

@Suite struct MomentTests {
    @Test("Computed densities have the exact mass, mean and mean square at every depth", arguments: Case.all)
    func densities(_ example: Case) throws {
        for depth in Case.depths {
            let spectrum = try example.critical(depth: depth)
            let density = try spectrum.density(points: 400)
            let logMoments = [0, spectrum.moments.logMean, spectrum.moments.logSecondMoment]
            for k in 0...2 {
                // The trapezoid rule on 400 points, as the reader of a plot would integrate: 1e-3.
                let plain = trapezoidMoment(density, order: k, scale: logMoments[k])
                #expect(abs(plain - 1) < 1e-3, "depth \(depth), moment \(k)")
                // The stored masses and densities together: 1e-6.
                let stored = exp(density.logMoment(order: k) - logMoments[k])
                #expect(abs(stored - 1) < 1e-6, "depth \(depth), moment \(k)")
            }
        }
    }

    @Test("Hard-tanh stays accurate where its upper atom is about to vanish", arguments: [2, 10, 100])
    func vanishingAtom(_ depth: Int) throws {
        // L(1 - p) = 1 + delta: the edge is almost an inverse square root. The mass before the first grid point is known to
        // about 2e-5 of the total.
        for delta in [0, 1e-12, -1e-9, 1e-7, -1e-5, 1e-4, -1e-3, 1e-2] {
            var low = 1e-3
            var high = 100.0
            for _ in 0..<100 {
                let middle = 0.5 * (low + high)
                let share = Nonlinearity.hardTanh.saturatedFraction(variance: middle) * Double(depth)
                if share < 1 + delta { low = middle } else { high = middle }
            }
            let spectrum = try DeepSpectrum(
                at: CriticalPoint(.hardTanh, qStar: high), ensemble: .orthogonal, depth: depth)
            let density = try spectrum.density()
            #expect(abs(exp(density.logMoment(order: 1)) - 1) < 3e-5, "delta \(delta)")
            #expect(
                abs(exp(density.logMoment(order: 2) - spectrum.moments.logSecondMoment) - 1) < 3e-5, "delta \(delta)")
        }
    }

    @Test(
        "A continuous part of vanishing mass is computed or left out, never an error",
        arguments: [1e-3, 1.4e-3, 2e-3, 5e-3, 0.012])
    func vanishingBulk(_ q: Double) throws {
        for depth in [2, 30, 700] {
            let spectrum = try DeepSpectrum(at: CriticalPoint(.hardTanh, qStar: q), ensemble: .orthogonal, depth: depth)
            let density = try spectrum.density()
            #expect(
                density.atoms.last?.mass == 1 - Double(depth) * Nonlinearity.hardTanh.saturatedFraction(variance: q))
            #expect(abs(density.logMoment(order: 2) - spectrum.moments.logSecondMoment) < 1e-12)
        }
    }

    @Test("The density's lower end misses no mass", arguments: Case.all)
    func lowerEnd(_ example: Case) throws {
        for depth in [2, 128, 1024] {
            let density = try example.critical(depth: depth).density(points: 400)
            // The error of Simpson's mass over the whole grid shows here.
            #expect((density.bulkMassBelow.first ?? 0) < 1e-6)
        }
    }

    @Test("The exact moments follow the general law (P1-3, P1-6, P1-7)")
    func laws() throws {
        let p = Nonlinearity.hardTanh.derivativeMoment(order: 1, variance: 0.5)
        let L = 7
        func spectrum(_ phi: Nonlinearity, _ ensemble: WeightEnsemble, weights: Double) throws -> SpectralMoments {
            try DeepSpectrum(nonlinearity: phi, ensemble: ensemble, depth: L, weightVariance: weights, qStar: 0.5)
                .moments
        }
        let gaussian = try spectrum(.hardTanh, .gaussian, weights: 1.3)
        #expect(abs(gaussian.meanSquaredSingularValue - pow(1.3 * p, 7)) < 1e-14)
        #expect(abs(exp(gaussian.logSecondMoment - 2 * gaussian.logMean) - (7 + p) / p) < 1e-13)
        let orthogonal = try spectrum(.hardTanh, .orthogonal, weights: 1.3)
        #expect(abs(orthogonal.variance / (pow(1.3 * p, 14) * 7 * (1 - p) / p) - 1) < 1e-13)
        #expect(try abs(spectrum(.relu, .gaussian, weights: 2).variance - 14) < 1e-12)
        #expect(try abs(spectrum(.relu, .orthogonal, weights: 2).variance - 7) < 1e-12)
        #expect(try abs(spectrum(.linear, .gaussian, weights: 1).variance - 7) < 1e-12)
        #expect(try spectrum(.linear, .orthogonal, weights: 1).conditioning == 1)
    }

    @Test("Moments at depth 1024 off criticality stay finite in logarithms")
    func offCriticality() throws {
        for weights in [0.25, 9.0] {
            let spectrum = try DeepSpectrum(
                nonlinearity: .tanh, ensemble: .orthogonal, depth: 1024, weightVariance: weights, qStar: 0.1)
            #expect(abs(spectrum.moments.logMean - 1024 * log(spectrum.chi)) < 1e-9)
            let density = try spectrum.density()
            #expect(density.logEigenvalues.allSatisfy { $0.isFinite })
            #expect(abs(density.logMoment(order: 1) - spectrum.moments.logMean) < 1e-6)
            // The shape does not depend on sigmaW: the logarithms shift by L log sigmaW².
            let critical = try DeepSpectrum(at: CriticalPoint(.tanh, qStar: 0.1), ensemble: .orthogonal, depth: 1024)
            let shift = 1024 * log(weights / critical.weightVariance)
            #expect(try abs(spectrum.logLargestEigenvalue() - critical.logLargestEigenvalue() - shift) < 1e-9)
        }
    }
}
