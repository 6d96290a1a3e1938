// The yardsticks of measured distances.
import Experiments
import Foundation
import NetworkModels
import SignalPropagation
import Testing

@Suite struct KolmogorovDistanceTests {
    /// For a continuous law √(π/2) ln 2/√N, minus about 0.17/N (the mean of Kolmogorov's statistic at finite N).
    @Test func withoutAtomsTheMeanIsKolmogorovs() throws {
        let density = try Initialisation(.linear, .gaussian).spectrum(depth: 8).density()
        let mean = KolmogorovDistance.mean(draws: 1000, from: density, above: 1e-12)
        #expect(abs(mean * 1000.0.squareRoot() / 0.8687 - 1) < 0.02)
    }

    /// Independent draws from theories with atoms, as simulated by another program: 0.0241 for ReLU, 0.0111 and 0.0214 for
    /// hard-tanh at depths 2 and 8.
    @Test(arguments: [
        (Nonlinearity.relu, 1.0, 8, 0.0241), (.hardTanh, 0.25, 2, 0.0111), (.hardTanh, 0.25, 8, 0.0214),
    ]) func withAtomsItIsLess(phi: Nonlinearity, qStar: Double, depth: Int, expected: Double) throws {
        let density = try Initialisation(phi, .orthogonal, qStar: qStar).spectrum(depth: depth).density()
        // Both are means over thousands of samples whose spread is a third of the mean.
        #expect(abs(KolmogorovDistance.mean(draws: 1000, from: density, above: 1e-12) / expected - 1) < 0.03)
    }
}

@Suite struct BinomialTests {
    @Test func theLargestOfOneCountIsItsMean() {
        #expect(abs(Binomial(draws: 200, probability: 0.3).meanOfLargestShare(of: 1) - 0.3) < 1e-12)
    }

    /// Two fair coins: max of two counts of one draw each is 1 with probability 3/4.
    @Test func theLargestOfTwoCoins() { #expect(abs(Binomial(draws: 1, probability: 0.5).meanOfLargestShare(of: 2) - 0.75) < 1e-15) }

    /// As simulated by another program: 0.0227 above one half for 8 layers of 1000 neurons.
    @Test func theLargestOfEightLayers() { #expect(abs(Binomial(draws: 1000, probability: 0.5).meanOfLargestShare(of: 8) - 0.5227) < 5e-4) }
}
