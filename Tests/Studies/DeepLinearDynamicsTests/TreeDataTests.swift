// The tree's data against its limit of many features.
import DeepLinearDynamics
import Foundation
import LinearAlgebra
import Testing

@Suite struct TreeDataTests {
    @Test func theLimitHasTheStrengthsOfThePaper() {
        let limit = TreeData.limit()
        #expect(limit.map(\.multiplicity) == [1, 1, 2, 4, 8, 16])
        for (mode, expected) in zip(limit, [81.0, 56.0, 46.5, 37.6, 28.6, 19.0]) { #expect(abs(mode.strength - expected) < 0.05) }
        // The mean square of the features is 1: the eigenvalues add up to the number of items.
        #expect(abs(limit.reduce(0) { $0 + $1.strength * $1.strength * Double($1.multiplicity) } / 1000 - 32) < 1e-9)
    }

    @Test func itemsAreCorrelatedByTheHeightOfTheirCommonAncestor() throws {
        let features = TreeData(features: 20_000, seed: 3).featureMatrix()
        for (other, height) in [(1, 1), (2, 2), (5, 3), (9, 4), (20, 5)] {
            let correlation = (0..<features.rows).reduce(0.0) { $0 + features[$1, 0] * features[$1, other] } / Double(features.rows)
            // Five standard errors of a mean of 20,000 signs.
            #expect(abs(correlation - pow(0.64, Double(height))) < 5 / Double(features.rows).squareRoot(), "\(other)")
        }
    }
}
