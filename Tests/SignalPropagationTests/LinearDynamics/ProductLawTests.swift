// The law of products of Gaussian matrices against products of small ones.
import LinearAlgebra
import Randomness
import SignalPropagation
import Testing

@Suite struct ProductLawTests {
    @Test func eigenvaluesOfRealProductsFollowTheRadialLaw() throws {
        let width = 200
        for factors in [1, 2, 5] {
            let stream = RandomStream(seed: 1).substream(UInt64(factors))
            var product = Matrix.identity(width)
            for k in 0..<factors {
                product = try product.times(.gaussian(rows: width, columns: width, deviation: 1 / Double(width).squareRoot(), from: stream.substream(UInt64(k))))
            }
            let values = try product.eigenvalues(), law = try GaussianProductLaw(factors: factors)
            for radius in [0.1, 0.3, 0.6, 0.9] {
                let share = Double(values.count { $0.modulus < radius }) / Double(width)
                // Eigenvalues repel each other: their number in a disc fluctuates by less than √N, and its mean is off by O(√N) at most.
                #expect(abs(share - law.probability(within: radius)) < 2 / Double(width).squareRoot(), "D = \(factors), r = \(radius)")
            }
        }
    }

    @Test func theSharesOfTheOriginAreThoseOfTheFigure() throws {
        // 32 % and 94 % in the middle and the right panel of P2's figure 6, with bins of 0.1.
        #expect(abs(try GaussianProductLaw(factors: 5).share(inSquareOfHalfSide: 0.05) - 0.3155) < 5e-5)
        #expect(abs(try GaussianProductLaw(factors: 99).share(inSquareOfHalfSide: 0.05) - 0.9434) < 5e-5)
    }

    @Test func theDensityIntegratesToTheLaw() throws {
        for factors in [1, 2, 5] {
            let law = try GaussianProductLaw(factors: factors), steps = 4000
            // Midpoint rule between 0.2 and 0.9, error of order (0.7/4000)².
            let mass = (0..<steps).reduce(0.0) { sum, k in
                let r = 0.2 + 0.7 * (Double(k) + 0.5) / Double(steps)
                return sum + 2 * .pi * r * law.density(at: r) * 0.7 / Double(steps)
            }
            #expect(abs(mass - law.probability(within: 0.9) + law.probability(within: 0.2)) < 1e-6)
        }
    }
}
