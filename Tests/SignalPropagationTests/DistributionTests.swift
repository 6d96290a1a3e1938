// The stored spectrum as a value: distribution function, quantiles, bins, coding, errors.
import Foundation
import NetworkModels
import Randomness
import SignalPropagation
import Testing

@Suite struct DistributionTests {
    static let cases = [
        Case(nonlinearity: .hardTanh, ensemble: .orthogonal, qStar: 0.25),
        Case(nonlinearity: .relu, ensemble: .gaussian, qStar: 1),
        Case(nonlinearity: .tanh, ensemble: .orthogonal, qStar: 1),
        Case(nonlinearity: .erf, ensemble: .gaussian, qStar: 4),
        Case(nonlinearity: .relu, ensemble: .orthogonal, qStar: 1),
    ]

    @Test("Quantiles invert the distribution function outside atoms", arguments: cases, [1, 2, 8, 128])
    func quantiles(_ example: Case, depth: Int) throws {
        let density = try example.critical(depth: depth).density()
        for probability in [0.01, 0.3, 0.6, 0.9, 0.999] {
            let x = density.logEigenvalueQuantile(probability)
            let reached = density.cumulativeProbability(atLogEigenvalue: x)
            #expect(reached >= probability - 1e-12)
            let before = x == -.infinity ? 0 : density.cumulativeProbability(atLogEigenvalue: x - 1e-9 * max(abs(x), 1))
            #expect(before <= probability + 1e-6)
        }
        #expect(density.logEigenvalueQuantile(1) <= density.logLargestEigenvalue)
        #expect(abs(density.cumulativeProbability(atLogEigenvalue: density.logLargestEigenvalue) - 1) < 1e-12)
    }

    @Test("The distribution function rises", arguments: cases)
    func monotone(_ example: Case) throws {
        let density = try example.critical(depth: 8).density()
        var last = 0.0
        for k in 0...2000 {
            let value = density.cumulativeProbability(atSingularValue: Double(k) * density.largestSingularValue / 2000)
            #expect(value >= last)
            last = value
        }
        #expect(abs(last - 1) < 1e-9)
    }

    @Test("Bins that cover the spectrum share all of it, atoms included", arguments: cases)
    func bins(_ example: Case) throws {
        let density = try example.critical(depth: 4).density()
        let edges = (0...50).map { Double($0) / 50 * density.largestSingularValue * 1.0001 }
        let shares = density.binProbabilities(singularValueEdges: edges)
        #expect(shares.count == 50)
        #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    }

    @Test("A bin's probability is the integral of the density in s")
    func binAgainstDensity() throws {
        let density = try DeepSpectrum(at: CriticalPoint(.tanh, qStar: 0.25), ensemble: .orthogonal, depth: 8).density(
            points: 800)
        let probability = density.binProbabilities(singularValueEdges: [0.5, 1])[0]
        var integral = 0.0
        for k in 0..<1000 { integral += density.densityPerSingularValue(at: 0.5 + (Double(k) + 0.5) / 2000) / 2000 }
        #expect(abs(integral / probability - 1) < 1e-4)  // linear interpolation of the density between grid points
    }

    @Test("A density survives coding bit for bit")
    func coding() throws {
        for example in Self.cases {
            let density = try example.critical(depth: 3).density(points: 65)
            let decoded = try JSONDecoder().decode(SpectralDensity.self, from: JSONEncoder().encode(density))
            #expect(decoded == density)
        }
    }

    @Test("The density in s leaves out what underflows")
    func singularValues() throws {
        let density = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .gaussian, depth: 1024).density()
        let curve = density.singularValueDensity(above: 1e-6)
        #expect(curve.singularValues.allSatisfy { $0 >= 1e-6 && $0.isFinite })
        #expect(curve.densities.allSatisfy { $0.isFinite })
        // Half of the eigenvalues lie below the range of doubles.
        #expect(density.cumulativeProbability(atLogEigenvalue: -708) > 0.4)
    }

    @Test("Nonsense is refused with its value")
    func refusals() throws {
        func make(depth: Int = 2, weights: Double = 1, q: Double = 1) throws -> DeepSpectrum {
            try DeepSpectrum(nonlinearity: .tanh, ensemble: .gaussian, depth: depth, weightVariance: weights, qStar: q)
        }
        #expect(throws: SignalPropagationError.invalidDepth(0)) { try make(depth: 0) }
        #expect(throws: SignalPropagationError.invalidWeightVariance(-1)) { try make(weights: -1) }
        #expect(throws: SignalPropagationError.unsupportedVariance(200)) { try make(q: 200) }
        #expect(throws: SignalPropagationError.tooFewPoints(5, minimum: 33)) { try make().density(points: 5) }
        #expect(throws: SignalPropagationError.outsideDomain(-0.5)) { try make().logSTransform(at: -0.5) }
    }

    @Test("A grid too coarse for its spectrum is an error, not a wrong density")
    func coarse() throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(.erf, qStar: 100), ensemble: .orthogonal, depth: 1024)
        #expect(throws: SignalPropagationError.self) { try spectrum.density(points: 33) }
    }
}
