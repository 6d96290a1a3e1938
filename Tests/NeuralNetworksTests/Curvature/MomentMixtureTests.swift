// P3's mixture on moments that it can and cannot have.
import Foundation
import NeuralNetworks
import Testing

@Suite struct MomentMixtureTests {
    @Test("The parameters of a mixture are found again from its moments")
    func mixtureRecovered() throws {
        // Moments by Simpson's rule, weight 0.4, xi -0.1, omega 0.5, alpha 3.
        let intervals = 20_000, width = 8.0 / Double(intervals)
        func normal(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }
        func density(_ x: Double) -> Double {
            let z = (x + 0.1) / 0.5
            return 2 * normal(z) * erfc(-3 * z / 2.0.squareRoot())
        }
        let narrow: [Double] = [0, 1e-6, 0, 3e-12]
        let moments: [Double] = (1...4).map { k in
            var broad = 0.0
            for i in 0...intervals {
                let x = -4 + width * Double(i), weight: Double = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2
                broad += pow(x, Double(k)) * density(x) * weight * width / 3
            }
            return 0.4 * broad + 0.6 * narrow[k - 1]
        }
        let mixtures = MomentMixture.all(moments: moments)
        let mixture = try #require(mixtures.min { abs($0.broadWeight - 0.4) < abs($1.broadWeight - 0.4) })
        #expect(abs(mixture.broadWeight - 0.4) < 1e-3 && abs(mixture.xi + 0.1) < 1e-3 && abs(mixture.omega - 0.5) < 1e-3)
        #expect(abs(mixture.alpha - 3) < 0.02 && abs(mixture.degenerateFraction - 0.6) < 1e-3)
        // Four moments can have another mixture too: the one with the broadest part is taken.
        let taken = try #require(MomentMixture(moments: moments))
        #expect(taken.isExact && taken == mixtures.last && taken.broadWeight >= mixture.broadWeight)
    }

    @Test("A few outliers alone make the mixture call nearly everything degenerate")
    func mixtureMisled() throws {
        let bulk: [Double] = (0..<990).map { 0.01 + 1e-4 * Double($0) }, outliers: [Double] = (1...10).map { 20 * Double($0) }
        let eigenvalues = bulk + outliers
        let moments: [Double] = (1...4).map { k in eigenvalues.reduce(0) { $0 + pow($1, Double(k)) } / 1000 }
        let mixture = try #require(MomentMixture(moments: moments))
        #expect(mixture.degenerateFraction > 0.95)
        #expect(!eigenvalues.contains { abs($0) < 1e-3 })
        #expect(MomentMixture(moments: [0, 0, 0, 0]) == nil)
    }
}
