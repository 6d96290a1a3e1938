// What is made of measured learning times, on times that are known.
import DynamicalIsometry
import Experiments
import Foundation
import LearningSpeed
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
    @Test(arguments: [2.0, 2.5, 3, 3.5, 4]) func theBestRateOfANetworkLiesBetweenThePointsOfTheGrid(best: Double) throws {
        for rate in try #require(times(best: best).bestLogScaledRates(1, 0)) { #expect(abs(rate - log(best)) < 0.05 * log(2)) }
    }

    @Test func aBestRateAtTheEdgeOfTheGridOrThatNobodyLearntAtIsNone() {
        #expect(times(best: 100).bestLogScaledRates(0, 0) == nil)
        #expect(times(best: 0.1).bestLogScaledRates(0, 0) == nil)
        #expect(times(best: 4, longest: 3).bestLogScaledRates(0, 0) == nil)
    }

    @Test func aNetworkIsSeenAtTheRateThatTheOthersChoose() {
        // Of two networks each learns in 1 step at a rate of its own, and in 10 at the other's.
        let times = LearningTimes.Value(depths: [4], qStars: [0.1], scaledRates: [1, 2], longest: 100, times: [[[[1, 10], [10, 1]]]])
        #expect(times.bestLogTimes(0, 0) == [log(10), log(10)])
    }

    @Test func slopesAreThoseOfEachNetwork() {
        let slopes = LearningTimes.Value.slopes(over: [0, 1, 2], [[1, 5], [2, 3], [3, 1]])
        #expect(slopes == [1, -2])
    }

    @Test func exponentsAreThoseOfTheCurves() {
        let observations = [times(best: 4).exponentOfBestRate, times(best: 4).exponentOfLeastTime]
        for (observation, exponent) in zip(observations, [-1, 0.5]) {
            #expect(observation.doubt == nil && observation.samples[0].count == 2)
            #expect(observation.samples[0].allSatisfy { abs($0 - exponent) < 1e-12 })
        }
        let collapse = times(best: 4).exponentsAtScaledRates
        #expect(collapse.samples.count == 6 && collapse.samples.joined().allSatisfy { abs($0 - 0.5) < 1e-12 })
    }

    @Test func whereTheBestRatesAreNotInsideTheGridNothingIsDecided() {
        #expect(times(best: 100).exponentOfBestRate.doubt?.contains("inside the grid") == true)
        #expect(times(best: 4, longest: 3).exponentOfLeastTime.doubt != nil)
        #expect(times(best: 4, longest: 3).exponentsAtScaledRates.doubt != nil)
    }

    /// At one depth, a q* after the other: times of 2, 4 and 8 steps at a rate inside the grid, for two networks.
    private func overVariance(_ least: [Double], longest: Double = 100) -> LearningTimes.Value {
        LearningTimes.Value(
            depths: [4], qStars: [0.1, 0.2, 0.4, 0.8], scaledRates: [1, 2, 4], longest: longest,
            times: [least.map { [[50, 50], [$0, $0], [60, 60]].map { $0.map { min(longest, $0) } } }], firstEdges: [least])
    }

    @Test func aLaterVarianceTakesLonger() {
        let observation = overVariance([2, 4, 8, 4]).delaysOverVariance
        #expect(observation.doubt == nil)
        #expect(zip(observation.samples.map { $0[0] }, [log(2), log(2), -log(2)]).allSatisfy { abs($0 - $1) < 1e-12 })
        // The slowest may be cut off, and no other.
        #expect(overVariance([2, 4, 8, 100], longest: 20).delaysOverVariance.doubt == nil)
        #expect(overVariance([2, 100, 8, 4], longest: 20).delaysOverVariance.doubt != nil)
    }

    @Test func aVarianceThatIsNotLearntIsLeftOutOfTheSlopeAndNamed() {
        let observation = overVariance([2, 4, 8, 100], longest: 20).exponentOfBestRateOverVariance
        #expect(observation.doubt == nil && observation.note?.contains("q* = 0.8") == true)
        #expect(overVariance([2, 4, 100, 100], longest: 20).exponentOfBestRateOverVariance.doubt != nil)
    }

    @Test func timesThatGoWithTheEdgeAreCorrelated() {
        #expect(overVariance([2, 4, 6, 8]).correlationWithFirstEdge.samples[0].allSatisfy { abs($0 - 1) < 1e-12 })
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
