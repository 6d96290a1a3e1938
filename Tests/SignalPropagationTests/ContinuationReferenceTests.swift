// The plain reference for the density: follow the solution of the master equation from large Im z down to the real axis,
// with M by brute-force quadrature. Slow and limited by Im z > 0, but it shares only the equation with the solver.
import ComplexModule
import Foundation
import NetworkModels
import Randomness
import SignalPropagation
import Testing

private typealias Complex = ComplexModule.Complex<Double>

private struct ContinuationReference {
    /// Values of t with probabilities.
    let law: [(t: Double, weight: Double)]
    let ensemble: WeightEnsemble
    let depth: Double
    let weightVariance: Double

    init(_ spectrum: DeepSpectrum) {
        ensemble = spectrum.ensemble
        depth = Double(spectrum.depth)
        weightVariance = spectrum.weightVariance
        switch spectrum.nonlinearity {
        case .linear, .relu, .hardTanh:
            let p = spectrum.nonlinearity.derivativeMoment(order: 1, variance: spectrum.qStar)
            law = [(1, p), (0, 1 - p)]
        case .tanh, .erf:
            let deviation = spectrum.qStar.squareRoot()
            let count = 4000
            law = (0..<count).map { k in
                let h = (Double(k) + 0.5) * 9 * deviation / Double(count)
                let slope = spectrum.nonlinearity.derivative(h)
                return (slope * slope, 2 * 9 * deviation / Double(count) * gaussianDensity(h, variance: spectrum.qStar))
            }
        }
    }

    private func moment(_ w: Complex) -> (value: Complex, slope: Complex) {
        var value = Complex(0)
        var slope = Complex(0)
        for (t, weight) in law {
            let inverse = 1 / (w - t)
            value += (weight * t) * inverse
            slope += (-weight * t) * (inverse * inverse)
        }
        return (value, slope)
    }

    /// log z(w) and d log z / d w, from the equation as in the paper.
    private func logZ(_ w: Complex) -> (value: Complex, slope: Complex, moment: Complex) {
        let (m, dm) = moment(w)
        var value = (1 - depth) * (Complex.log(1 + m) - Complex.log(m)) + depth * Complex.log(w)
        var slope = (1 - depth) * (dm / (1 + m) - dm / m) + depth * (1 / w)
        value += Complex(depth * log(weightVariance))
        if ensemble == .gaussian {
            value += depth * Complex.log(1 + m)
            slope += depth * (dm / (1 + m))
        }
        return (value, slope, m)
    }

    /// lambda rho(lambda) at lambda + i lambda times `height`.
    func density(logEigenvalue: Double, height: Double) -> Double {
        let lambda = exp(logEigenvalue)
        var imaginary = 1e4 * 50 * depth
        let meanT = law.reduce(0) { $0 + $1.t * $1.weight }
        var w = (meanT / pow(weightVariance * meanT, depth)) * Complex(lambda, imaginary)
        var m = Complex(0)
        while true {
            let target = Complex.log(Complex(lambda, imaginary))
            for _ in 0..<50 {
                let current = logZ(w)
                m = current.moment
                var residual = current.value - target
                residual.imaginary = remainder(residual.imaginary, 2 * .pi)
                var step = residual / current.slope
                if step.length > 0.3 * w.length { step = (0.3 * w.length / step.length) * step }
                w = w - step
                if step.length < 1e-14 * w.length { break }
            }
            if imaginary <= height * lambda { break }
            imaginary = max(0.8 * imaginary, height * lambda)
        }
        // rho = -Im((1 + M)/z)/pi.
        return -lambda * ((1 + m) / Complex(lambda, imaginary)).imaginary / .pi
    }
}

@Suite struct ContinuationReferenceTests {
    static let cases = [
        (Case(nonlinearity: .linear, ensemble: .gaussian, qStar: 1), 6),
        (Case(nonlinearity: .relu, ensemble: .gaussian, qStar: 1), 10),
        (Case(nonlinearity: .hardTanh, ensemble: .orthogonal, qStar: 0.25), 8),
        (Case(nonlinearity: .hardTanh, ensemble: .orthogonal, qStar: 1), 24),
        (Case(nonlinearity: .tanh, ensemble: .orthogonal, qStar: 0.25), 8),
        (Case(nonlinearity: .tanh, ensemble: .gaussian, qStar: 1), 4),
        (Case(nonlinearity: .erf, ensemble: .orthogonal, qStar: 1), 3),
        (Case(nonlinearity: .tanh, ensemble: .orthogonal, qStar: 2), 30),
    ]

    @Test("The solver equals the continuation in Im z", arguments: cases)
    func agree(_ example: Case, depth: Int) throws {
        let spectrum = try example.critical(depth: depth)
        let density = try spectrum.density()
        let reference = ContinuationReference(spectrum)
        let atomAtZero = density.atoms.first?.logEigenvalue == -.infinity ? density.atoms[0].mass : 0
        for share in [0.3, 0.6, 0.9] {
            let x = density.logEigenvalueQuantile(atomAtZero + share * density.bulkMass)
            guard x < (density.logEigenvalues.last ?? 0) else { continue }
            // The height smears the density by a relative 1e-8 (and an atom adds as much).
            let expected = reference.density(logEigenvalue: x, height: 1e-8)
            let value = try spectrum.densityPerLogEigenvalue(at: x)
            #expect(abs(value / expected - 1) < 1e-6, "log lambda \(x): \(value) against \(expected)")
        }
    }
}
