// What lies between a spectrum and a verdict: distances, histograms, networks; and that claims about simulations can fail.
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
        // Each step of height 1/N is met in its middle; at an atom's ends at most a whole step, and 1e-9 of a nudge
        // across a hard edge moves the distribution function by its square root.
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

    @Test func aStretchedSpectrumIsAsFarAsItsDistributionFunctionIsMoved() throws {
        let density = try Initialisation.linearGaussian.spectrum(depth: 2).density()
        let values = quantiles(density, 2000)
        let distance = spectrum(values.map { 1.1 * $0 }).kolmogorovDistance(from: density)
        let expected = values.map { abs(density.cumulativeProbability(atSingularValue: $0 / 1.1) - density.cumulativeProbability(atSingularValue: $0)) }.max() ?? 0
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

    @Test func aHistogramHoldsAllValuesButAtomsAndRoundOff() throws {
        // Of 100 values 40 form an atom, 10 are round-off, and 50 fill (0, 1) evenly.
        let values = [Double](repeating: 2, count: 40) + [Double](repeating: 1e-14, count: 10) + (0..<50).map { (Double($0) + 0.5) / 50 }
        let histogram = SingularValueHistogram([spectrum(values), spectrum(values)], below: 2.1, bins: 12)
        #expect(histogram.counts.reduce(0, +) == 100)
        let integral = zip(histogram.densities, zip(histogram.edges, histogram.edges.dropFirst())).reduce(0) { $0 + $1.0 * ($1.1.1 - $1.1.0) }
        #expect(abs(integral - 0.5) < 1e-12)
        #expect(histogram.edges.first == 0 && histogram.edges.last == 2.1)
    }

    @Test func aFewEqualValuesAreNoAtom() {
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

    @Test func theLeastInverseMomentIsTheEdge() throws {
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
}

@Suite struct ClaimsCanFailTests {
    private func criterion(_ id: String) throws -> Criterion {
        try #require(DynamicalIsometry.contents(.laptop, PaperSetting(.laptop)).claims.first { $0.id == id }).criterion
    }

    private func verdict(_ id: String, _ observation: Observation) throws -> Verdict {
        Finding(id: id, statement: "", source: "", criterion: try criterion(id), observation: observation, judging: Judging("networks")).verdict
    }

    @Test func spectraThatAreHalfTooWideFail() throws {
        let density = try Initialisation.linearGaussian.spectrum(depth: 8).density()
        let distances = (0..<8).map { seed in
            spectrum(quantiles(density, 1000).map { (1.5 + 0.001 * Double(seed)) * $0 }).kolmogorovDistance(from: density)
        }
        #expect(try verdict("P1-11a", .list([.init("L = 8", .sample(distances))])) == .fails)
    }

    @Test func networksOffCriticalityFail() throws {
        // chi = 0.99 over 128 layers.
        let logMeans = (0..<8).map { 128 * log(0.99) + 0.05 * Double($0) }
        #expect(try verdict("P1-3b", .list([.init("off", .sample(logMeans))])) == .fails)
    }

    @Test func spectraOfTwiceTheDepthFail() throws {
        for (id, network) in [("P1-11a", Initialisation.linearGaussian), ("P1-11b", .reluOrthogonal), ("P1-11d", .tanhOrthogonal)] {
            let right = try network.spectrum(depth: 8).density(), wrong = try network.spectrum(depth: 16).density()
            let distance = spectrum(quantiles(right, 1000)).kolmogorovDistance(from: wrong)
            let distances = (0..<8).map { distance + 1e-5 * Double($0) }
            #expect(try verdict(id, .list([.init("L = 16", .sample(distances))])) == .fails, "\(id)")
            #expect(try verdict("P1-11g", .list([.init("L = 16", .sample(distances.map { -$0 }))])) == .fails, "\(id)")
        }
    }

    @Test func aMomentThatIsWrongByAHundredThousandthFails() throws {
        for id in ["P1-3a", "P1-4b", "P1-6a", "P1-7a", "P1-8a", "P1-18a", "P1-18b"] {
            #expect(try verdict(id, .list([.init("L = 8", .exact(1e-5))])) == .fails, "\(id)")
            #expect(try verdict(id, .list([.init("L = 8", .exact(1e-8))])) == .holds, "\(id)")
        }
    }

    @Test func uncheckedDensitiesAreTheCheckedOnes() throws {
        for network in [Initialisation.linearGaussian, .hardTanhOrthogonal, .tanhOrthogonal] {
            let spectrum = try network.spectrum(depth: 32)
            #expect(try spectrum.density(points: 400, checksMoments: false) == spectrum.density())
        }
    }

    @Test func anAtomOfTheWrongMassFails() throws {
        // One layer more or less at width 200 and depth 4: a mass that is wrong by 1 − p = 0.0455. And an atom of a tenth
        // beyond the threshold.
        func unit(_ depth: Double) -> Double { (depth * 0.0455 * 0.9545 / 200).squareRoot() }
        for sign in [-1.0, 1] {
            let deviations = (0..<32).map { (sign * 0.0455 + 0.0001 * Double($0 - 16)) / unit(4) }
            #expect(try verdict("P1-9b", .list([.init("L = 4", .sample(deviations))])) == .fails)
        }
        #expect(try verdict("P1-9b", .list([.init("L = 32", .exact(0.1 / unit(32)))])) == .fails)
    }

    @Test func anEdgeOfHalfAgainTheDepthFails() throws {
        // s_max of depth 192 where the theory has 128, width 1000.
        let shift = 0.5 * log(1.5)
        let growing = (0..<8).map { (shift + 0.01 * Double($0)) / (128.0 / 2000).squareRoot() }
        #expect(try verdict("P1-11f", .list([.init("L = 128", .sample(growing))])) == .fails)
        let dispersion = Nonlinearity.hardTanh.derivativeDispersion(variance: 0.25)
        let sigmoidal = (0..<8).map { (shift + 0.01 * Double($0)) / (0.75 * 128 * dispersion / 1000).squareRoot() }
        #expect(try verdict("P1-11e", .list([.init("L = 128", .sample(sigmoidal))])) == .fails)
    }

    @Test func oneNetworkDecidesNothing() throws {
        #expect(try verdict("P1-11b", .list([.init("L = 2", .sample([0.01]))])) == .undecided)
    }
}
