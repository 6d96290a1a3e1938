// What is made of measured learning times, on times that are known.
import DynamicalIsometry
import Foundation
import Testing

@Suite struct LearningTimesTests {
    /// tau = √L (x + 1/x)/2 with x = eta L / best: least at `best`, where it is √L.
    private func times(best: Double, longest: Double = 1000) -> LearningTimes.Value {
        let depths = [16, 64, 256], rates = [0.5, 1, 2, 4, 8, 16]
        return LearningTimes.Value(
            depths: depths, qStars: [0.1], scaledRates: rates, longest: longest,
            times: depths.map { depth in
                [rates.map { rate in
                    let x = rate / best
                    return [1.0, 1.1].map { min(longest, $0 * Double(depth).squareRoot() * (x + 1 / x) / 2) }
                }]
            })
    }

    @Test func theBestRateIsThatOfTheLeastMeanTime() {
        #expect((0..<3).allSatisfy { times(best: 4).bestRate($0, 0) == 3 })
    }

    @Test func ofRatesThatAreEquallyFastTheSmallestIsBest() {
        // All of them are cut off at 1.
        #expect(times(best: 4, longest: 1).bestRate(0, 0) == 0)
    }

    /// The curve is even in ln x, so a parabola through three points finds its least exactly when one of them is there, and
    /// to a few per cent of the grid's step elsewhere.
    @Test(arguments: [2.0, 2.5, 3, 3.5, 4]) func theBestRateOfANetworkLiesBetweenThePointsOfTheGrid(best: Double) {
        for replicate in 0..<2 {
            #expect(abs(times(best: best).bestLogScaledRate(1, 0, replicate: replicate) - log(best)) < 0.05 * log(2))
        }
    }

    @Test func aBestRateAtTheEdgeOfTheGridStaysThere() {
        #expect(times(best: 100).bestLogScaledRate(0, 0, replicate: 0) == log(16))
    }

    @Test func slopesAreThoseOfEachNetwork() {
        let times = times(best: 4)
        let slopes = times.slopes { log(times.times[$0][0][3][$1]) }
        #expect(slopes.count == 2 && slopes.allSatisfy { abs($0 - 0.5) < 1e-12 })
    }
}

@Suite struct MomentsTests {
    @Test func theStandardErrorIsThatOfTheMean() {
        #expect(Moments.mean([1, 2, 3, 6]) == 3)
        // Variance 14/3, over 4.
        #expect(abs(Moments.standardError([1, 2, 3, 6]) - (14.0 / 12).squareRoot()) < 1e-15)
        #expect(Moments.standardError([5]) == 0)
    }

    @Test func rankCorrelationAsksForOrderAlone() {
        #expect(abs(Moments.rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1000]) - 1) < 1e-15)
        #expect(abs(Moments.rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1]) + 1) < 1e-15)
        // Ties share a rank: ranks 0.5, 0.5, 2 against 0, 1, 2 give √3/2.
        #expect(abs(Moments.rankCorrelation([1, 1, 2], [1, 2, 3]) - 0.75.squareRoot()) < 1e-15)
        #expect(Moments.rankCorrelation([1, 1], [1, 2]) == 0)
    }
}
