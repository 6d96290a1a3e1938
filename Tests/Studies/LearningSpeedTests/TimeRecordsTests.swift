// What the claims conclude from learning times, on known times.
import Experiments
import Foundation
import LearningSpeed
import Manuscript
import StudySupport
import Testing

@Suite struct TimeRecordsTests {
    private static let depths = [8, 16, 32, 64], qStars = [0.1, 0.2, 0.4], rates = [0.25, 0.5, 1, 2, 4, 8, 16]

    /// tau = √L c(q*) (x + 1/x)/2 with x = eta L / best: smallest at `best`, where it is √L c(q*).
    private struct World {
        /// The best eta L as a function of depth and q*.
        var best: (_ depth: Double, _ variance: Int) -> Double = { _, variance in 4 / Double(1 << variance) }
        var time: (_ depth: Double) -> Double = { $0.squareRoot() }
        /// c for each q*: the smallest q* is slower than the next; beyond that c grows with q*.
        var factors = [1.3, 1, 2.5]
        var longest = 1000.0
        var spread = 1.0
        var networks = 10

        func times(isChooser: Bool) -> LearningTimes.Value {
            LearningTimes.Value(
                depths: depths, qStars: qStars, scaledRates: rates, longest: longest,
                times: depths.map { depth in
                    qStars.indices.map { variance in
                        rates.enumerated().map { number, rate in
                            (0..<(isChooser ? 2 : networks)).map { network in
                                let x = rate / best(Double(depth), variance)
                                let noise = isChooser ? 0 : spread * jitter(network * (depth + variance + 1) + 13 * number)
                                return min(longest, factors[variance] * time(Double(depth)) * (x + 1 / x) / 2 * exp(noise))
                            }
                        }
                    }
                })
        }

        /// s_max grows with depth and q*, like the times.
        var records: TimeRecords {
            TimeRecords(
                choosers: times(isChooser: true), judges: times(isChooser: false),
                edges: depths.map { depth in [1.1, 1.2, 2.5].map { $0 * Double(depth).squareRoot() } })
        }
    }

    private func verdict(_ question: TimeQuestion, _ world: World) throws -> Verdict {
        try #require(TimeClaim.statements.first { $0.0 == question }).1.verdict(world.records.observation(of: question))
    }

    /// For each claim, a change of the world that makes it false.
    private func doctored(_ question: TimeQuestion) -> World {
        switch question {
        // The best rate itself, not eta L, is the same at all depths.
        case .bestRateOverDepth: World(best: { depth, _ in depth / 16 })
        case .leastTimeOverDepth: World(time: { $0 })
        case .timeOverDepthAtFixedScaledRate: World(time: { _ in 10 })
        case .leastTimeOverVariance: World(factors: [3, 2, 1])
        case .bestRateOverVariance: World(best: { _, variance in Double(1 << variance) })
        case .theSmallestVarianceIsSlower: World(factors: [1, 1.3, 2.5])
        case .timeFollowsTheEdge: World(time: { 1000 / $0 }, factors: [3, 2, 1])
        }
    }

    @Test func everyClaimCanHoldFailAndStayUndecided() throws {
        for (question, stated) in TimeClaim.statements {
            #expect(try verdict(question, World()) == .holds, "\(stated.id)")
            #expect(try verdict(question, doctored(question)) == .fails, "\(stated.id)")
            #expect(try verdict(question, World(spread: 60, networks: 3)) == .undecided, "\(stated.id)")
        }
    }

    @Test func exponentsAreThoseOfTheCurves() {
        let world = World(best: { _, _ in 2 }, spread: 0)
        for (question, exponent) in [(TimeQuestion.bestRateOverDepth, -1.0), (.leastTimeOverDepth, 0.5), (.timeOverDepthAtFixedScaledRate, 0.5)] {
            let observation = world.records.observation(of: question)
            #expect(observation.doubt == nil)
            #expect(observation.samples[0].count == 10 && observation.samples[0].allSatisfy { abs($0 - exponent) < 1e-9 }, "\(question)")
        }
    }

    @Test func ofEquallyFastRatesTheSmallestIsBest() {
        // All of them are cut off at 1.
        #expect(World(longest: 1).times(isChooser: true).bestRate(0, 0) == 0)
    }

    /// The curve is even in ln x, so a parabola through three points finds its minimum exactly if one of them is there, and
    /// otherwise to a few per cent of the grid's step.
    @Test(arguments: [2.0, 2.5, 3, 3.5, 4]) func theBestRateOfANetworkLiesBetweenThePointsOfTheGrid(best: Double) throws {
        let records = World(best: { _, _ in best }, spread: 0).records
        for rate in try #require(records.bestLogScaledRates((1, 0))) { #expect(abs(rate - log(best)) < 0.05 * log(2)) }
    }

    @Test func thereIsNoBestRateAtTheEdgeOfTheGridOrWhereNoChooserLearnt() {
        #expect(World(best: { _, _ in 100 }).records.bestLogScaledRates((0, 0)) == nil)
        #expect(World(best: { _, _ in 0.01 }).records.bestLogScaledRates((0, 0)) == nil)
        #expect(World(longest: 2).records.bestLogScaledRates((0, 0)) == nil)
        let observation = World(best: { _, _ in 100 }).records.observation(of: .bestRateOverDepth)
        #expect(observation.doubt?.reason.contains("inside the grid") == true)
    }

    @Test func aDepthWithoutABestRateIsLeftOutAndNamed() {
        let observation = World(best: { depth, _ in depth == 8 ? 100 : 4 }).records.observation(of: .bestRateOverDepth)
        #expect(observation.doubt == nil && observation.note?.contains("without L = 8") == true)
    }

    @Test func aJudgeThatNeverLearntCastsDoubtAndTakesNoClaimOutOfItsFamily() throws {
        let world = World(factors: [1, 30, 60], longest: 100)
        let observation = world.records.observation(of: .leastTimeOverVariance)
        #expect(observation.doubt?.reason.contains("learnt") == true && observation.standIn == nil)
        #expect(try verdict(.leastTimeOverVariance, world) == .undecided)
    }

    @Test func slopesAreThoseOfEachNetwork() {
        #expect(TimeRecords.slopes(over: [0, 1, 2], [[1, 5], [2, 3], [3, 1]]) == [1, -2])
    }
}
