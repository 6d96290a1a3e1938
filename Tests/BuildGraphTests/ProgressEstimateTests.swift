// Estimates of the time left, for targets 0, 1, 2 of 10, 20 and 6 seconds, of which 1 needs 0.
import BuildGraph
import Testing

@Suite struct ProgressEstimateTests {
    private func estimate(jobs: Int, isInformed: Bool = true) -> ProgressEstimate {
        var estimate = ProgressEstimate(jobs: jobs)
        estimate.begin(total: 3, priorities: Priorities(estimates: [10, 20, 6], path: [30, 20, 6], isInformed: isInformed))
        return estimate
    }

    @Test func theLongestChainIsALowerBoundAndSoIsTheWorkOverAllCores() {
        #expect(estimate(jobs: 1).remaining([0, 1, 2], at: 0) == 36)
        #expect(estimate(jobs: 2).remaining([0, 1, 2], at: 0) == 30)
        #expect(estimate(jobs: 2).remaining([2], at: 0) == 6)
        #expect(estimate(jobs: 2).remaining([], at: 0) == 0)
    }

    @Test func whatARunningTargetHasSpentIsSubtractedUpToItsEstimate() {
        var progress = estimate(jobs: 1)
        progress.start(0, at: 100)
        #expect(progress.remaining([0, 1, 2], at: 104) == 32)
        #expect(progress.remaining([0, 1, 2], at: 500) == 26)
        // A clock that went backwards adds nothing.
        #expect(progress.remaining([0, 1, 2], at: 90) == 36)
        progress.end(0)
        #expect(progress.remaining([1, 2], at: 500) == 26)
    }

    /// One that runs a second time in a build begins anew.
    @Test func theStartOfAnEndedRunIsForgotten() {
        var progress = estimate(jobs: 1)
        progress.start(0, at: 0)
        progress.end(0)
        #expect(progress.remaining([0], at: 9) == 30)
    }

    @Test func withoutMemoryThereIsNoEstimate() {
        #expect(estimate(jobs: 2, isInformed: false).remaining([0], at: 0) == nil)
        #expect(ProgressEstimate(jobs: 2).remaining([0], at: 0) == nil)
    }

    @Test func reportsAreFewAndFewerWithoutNews() {
        var progress = estimate(jobs: 2)
        func due(_ times: Double...) -> [Bool] { times.map { progress.isReportDue(at: $0) } }
        #expect(due(10, 10.5) == [true, false])
        progress.start(0, at: 10.5)
        #expect(due(10.6) == [true])
        progress.end(0)
        #expect(due(10.65, 10.75, 11.5, 11.8) == [false, true, false, true])
    }

    @Test func whatIsDecidedBeforeAnythingRunsDoesNotCount() {
        var progress = estimate(jobs: 2)
        progress.count(5)
        progress.beginCounting()
        progress.count(2)
        #expect(progress.done == 2 && progress.total == 3)
    }
}
