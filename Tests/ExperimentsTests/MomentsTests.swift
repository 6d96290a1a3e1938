// The statistics that figures and claims share.
import Experiments
import Testing

@Suite struct MomentsTests {
    @Test func theStandardErrorIsThatOfTheMean() {
        #expect(Moments.mean([1, 2, 3, 6]) == 3)
        // Variance 14/3, over 4.
        #expect(abs(Moments.standardError([1, 2, 3, 6]) - (14.0 / 12).squareRoot()) < 1e-15)
        #expect(Moments.standardError([5]) == 0)
    }

    @Test func rankCorrelationDependsOnOrderAlone() {
        #expect(abs(Moments.rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1000]) - 1) < 1e-15)
        #expect(abs(Moments.rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1]) + 1) < 1e-15)
        // Ties share a rank: ranks 0.5, 0.5, 2 against 0, 1, 2 give √3/2.
        #expect(abs(Moments.rankCorrelation([1, 1, 2], [1, 2, 3]) - 0.75.squareRoot()) < 1e-15)
        #expect(Moments.rankCorrelation([1, 1], [1, 2]) == 0)
    }

    @Test func concordanceIsOneForEqualOrdersAndZeroForOpposedOnes() {
        #expect(abs(Moments.concordance([[1, 2, 3], [10, 20, 30], [0, 5, 6]]) - 1) < 1e-15)
        #expect(abs(Moments.concordance([[1, 2, 3], [3, 2, 1]])) < 1e-15)
        // With two judges W = (1 + r)/2, where r is Spearman's correlation, here 1/2.
        #expect(abs(Moments.concordance([[1, 2, 3], [1, 3, 2]]) - 0.75) < 1e-15)
        // Two judges with the same ties agree completely.
        #expect(abs(Moments.concordance([[1, 1, 2], [1, 1, 2]]) - 1) < 1e-15)
    }
}
