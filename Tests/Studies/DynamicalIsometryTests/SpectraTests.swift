// The steps between a spectrum and a verdict: distances, histograms, networks.
import BuildGraph
import DynamicalIsometry
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation
import Testing

/// A spectrum of given singular values, largest first.
private func spectrum(_ values: [Double]) -> JacobianSpectrum {
    JacobianSpectrum(
        singularValues: values.sorted(by: >), exponent: 0, preactivationMeanSquares: [1], slopeMeanSquares: [1])
}

/// The quantiles (i + 1/2)/N of a theoretical distribution: the N values nearest to it.
private func quantiles(_ density: SpectralDensity, _ count: Int) -> [Double] {
    (0..<count).map { density.singularValueQuantile((Double($0) + 0.5) / Double(count)) }
}

@Suite struct SpectraTests {
    @Test(arguments: [Initialisation.linearGaussian, .reluOrthogonal, .hardTanhOrthogonal, .tanhOrthogonal])
    func quantilesOfATheoryAreHalfAStepFromIt(network: Initialisation) throws {
        let density = try network.spectrum(depth: 8).density()
        let distance = spectrum(quantiles(density, 500)).kolmogorovDistance(from: density)
        // Each step of height 1/N is crossed in its middle; at the ends of an atom the distance is at most a whole step, and a
        // shift of 1e-9 across a hard edge moves the distribution function by its square root.
        #expect(distance >= 0.5 / 500 - 1e-9 && distance <= 1.0 / 500 + 1e-4)
    }

    @Test func valuesThatAreAnAtomToRoundOffAreOneStep() throws {
        let density = try Initialisation.hardTanhOrthogonal.spectrum(depth: 2).density()
        let atom = try #require(density.atoms.last)
        let position = exp(0.5 * atom.logEigenvalue)
        let noisy = quantiles(density, 500).enumerated().map { i, s in
            abs(s - position) < 1e-9 ? s * (1 + 1e-13 * Double(i % 7 - 3)) : s
        }
        #expect(spectrum(noisy).kolmogorovDistance(from: density) < 1.0 / 500 + 1e-4)
    }

    @Test func aStretchedSpectrumIsAsFarAsItsDistributionFunctionMoves() throws {
        let density = try Initialisation.linearGaussian.spectrum(depth: 2).density()
        let values = quantiles(density, 2000)
        let distance = spectrum(values.map { 1.1 * $0 }).kolmogorovDistance(from: density)
        func probability(_ s: Double) -> Double { density.cumulativeProbability(atSingularValue: s) }
        let expected = values.map { abs(probability($0 / 1.1) - probability($0)) }.max() ?? 0
        #expect(abs(distance - expected) < 2.0 / 2000)
    }

    @Test func valuesBelowTheRoundOffFloorAreCountedAndNotCompared() throws {
        let density = try Initialisation.reluOrthogonal.spectrum(depth: 8).density()
        let values = quantiles(density, 500)
        let dusty = values.map { $0 < 1e-12 * (values.last ?? 0) ? 1e-17 : $0 }
        #expect(spectrum(values).kolmogorovDistance(from: density) == spectrum(dusty).kolmogorovDistance(from: density))
    }

    @Test func theScaleOfASpectrumWithAnExponentCounts() throws {
        let density = try Initialisation.linearGaussian.spectrum(depth: 2).density()
        let values = quantiles(density, 100).sorted(by: >)
        let scaled = JacobianSpectrum(
            singularValues: values.map { $0 / 1024 }, exponent: 10, preactivationMeanSquares: [], slopeMeanSquares: [])
        #expect(abs(scaled.kolmogorovDistance(from: density) - spectrum(values).kolmogorovDistance(from: density)) < 1e-12)
    }

    @Test func aHistogramCountsAllValuesExceptAtomsAndRoundOff() throws {
        // Of 100 values 40 form an atom, 10 are round-off, and 50 fill (0, 1) evenly.
        let values = [Double](repeating: 2, count: 40) + [Double](repeating: 1e-14, count: 10) + (0..<50).map { (Double($0) + 0.5) / 50 }
        let histogram = SingularValueHistogram([spectrum(values), spectrum(values)], below: 2.1, bins: 12)
        #expect(histogram.counts.reduce(0, +) == 100)
        let integral = zip(histogram.densities, zip(histogram.edges, histogram.edges.dropFirst())).reduce(0) { $0 + $1.0 * ($1.1.1 - $1.1.0) }
        #expect(abs(integral - 0.5) < 1e-12)
        #expect(histogram.edges.first == 0 && histogram.edges.last == 2.1)
    }

    @Test func aFewEqualValuesAreNotAnAtom() {
        #expect(spectrum([2, 2, 1.5] + [Double](repeating: 1, count: 40)).isometricCount == 0)
        #expect(spectrum([Double](repeating: 2, count: 9) + [Double](repeating: 1, count: 40)).isometricCount == 9)
    }

    @Test func networksAreAtTheirDistanceFromCriticality() throws {
        for chi in [0.9, 1, 1.1] {
            let network = Initialisation(.tanh, .orthogonal, qStar: 0.5, chi: chi)
            #expect(abs(try network.spectrum(depth: 3).chi - chi) < 1e-12)
            let real = try network.randomNetwork(width: 4, depth: 3, seed: 1)
            #expect(abs(real.sigmaW * real.sigmaW * Nonlinearity.tanh.derivativeMoment(order: 1, variance: 0.5) - chi) < 1e-12)
        }
    }

    @Test func theMinimumOfTheInverseMomentIsTheEdge() throws {
        for network in [Initialisation.linearGaussian, .reluOrthogonal, Initialisation(.hardTanh, .gaussian, qStar: 4)] {
            for depth in [1, 2, 30, 500] where network != .reluOrthogonal || depth > 1 {
                let spectrum = try network.spectrum(depth: depth)
                #expect(abs(try spectrum.smallestInverseMoment() - spectrum.logLargestEigenvalue()) < 1e-11)
            }
        }
    }

    @Test func fractionsAreWrittenAsPeopleWriteThem() {
        #expect([1.0 / 64, 0.25, 1, 64, 0.1, 0.3].map(Fraction.text) == ["1/64", "1/4", "1", "64", "1/10", "0.3"])
    }

    @Test func uncheckedDensitiesEqualCheckedOnes() throws {
        for network in [Initialisation.linearGaussian, .hardTanhOrthogonal, .tanhOrthogonal] {
            let spectrum = try network.spectrum(depth: 32)
            #expect(try spectrum.density(points: 400, checksMoments: false) == spectrum.density())
        }
    }
}
