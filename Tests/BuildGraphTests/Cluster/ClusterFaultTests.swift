// Builds on a cluster that loses jobs, lies about them and does not answer: every value is made, nothing that was made is lost, and
// what cannot be made fails with its reason.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ClusterFaultTests {
    private let world = TestWorld()

    /// A sum of `count` numbers, each of which is a heavy target.
    private func sum(_ count: Int, broken: Set<Int> = []) -> [AnyInput] {
        let numbers = (0..<count).map { Input(ClusterNumber(number: $0, isBroken: broken.contains($0))) }
        return [AnyInput(Sum(name: "sum", terms: numbers))]
    }

    private func build(
        _ roots: [AnyInput], on cluster: MemoryCluster, settings: ClusterSettings = ClusterSettings(), cancellation: Cancellation = Cancellation()
    ) throws -> TestWorld.Result {
        try world.build(roots, cancellation: cancellation, cluster: { try cluster.dispatcher($0, settings: settings) })
    }

    private func value(_ result: TestWorld.Result, _ roots: [AnyInput]) throws -> Double { try decodeValue(Double.self, from: result.outcome.bytes(of: roots[0].node)) }

    @Test func heavyTargetsRunInFewJobsAndGiveTheSameValues() throws {
        let roots = sum(40), cluster = try MemoryCluster(world, roots)
        // What is known to be short goes into few jobs.
        #expect(try build(sum(3), on: MemoryCluster(world, sum(3))).outcome.succeeded)
        let result = try build(roots, on: cluster)
        #expect(result.outcome.succeeded)
        #expect(try value(result, roots) == 780)
        #expect(cluster.made.values.allSatisfy { $0 == 1 } && cluster.made.count == 37)
        #expect(cluster.submissions.reduce(0) { $0 + $1.count } <= 2, "\(cluster.submissions.map(\.count))")
        #expect(try world.build(roots).ran.isEmpty)
    }

    @Test func whatIsDeclaredLightAndTakesMinutesRunsInAJobToo() throws {
        // At 1.5e-11 s per flop, two minutes and a second.
        let long = (0..<3).map { Input(ClusterNumber(number: $0, isLight: true, flops: 8e12)) }
        let short = (3..<6).map { Input(ClusterNumber(number: $0, isLight: true, flops: 7e10)) }
        let roots = [AnyInput(Sum(name: "sum", terms: long + short))], cluster = try MemoryCluster(world, roots)
        let result = try build(roots, on: cluster)
        #expect(result.outcome.succeeded)
        #expect(try value(result, roots).rounded() == 15)
        #expect(cluster.made.count == 3, "\(cluster.made)")
    }

    @Test(arguments: [
        MemoryCluster.Fault.vanishes, .ends(.nodeFailed), .ends(.preempted), .ends(.timeLimit), .ends(.outOfMemory), .ends(.completed), .ends(.failed(status: nil)),
        .endsAfter(1, .nodeFailed), .endsAfter(0, .timeLimit), .endsAfter(1, .preempted), .isSilent, .isHidden, .isSaidToHaveFailed,
        .waits(reason: "launch failed requeued held"), .fails(status: 1),
    ])
    func whateverHappensToTheFirstJobEverythingIsMade(fault: MemoryCluster.Fault) throws {
        let roots = sum(12), cluster = try MemoryCluster(world, roots) { $0 == 0 ? fault : nil }
        let result = try build(roots, on: cluster)
        #expect(result.outcome.succeeded, "\(result.outcome.failures)")
        #expect(try value(result, roots) == 66)
        // A job that runs although the queue says otherwise may make a target beside another one.
        if fault != .isHidden && fault != .isSaidToHaveFailed { #expect(cluster.made.values.allSatisfy { $0 == 1 }, "\(cluster.made)") }
    }

    @Test func randomFaultsOfManyJobsLoseNothing() throws {
        for seed in 0..<TestSettings.count("PAPER_TEST_CLUSTERS", default: 12) {
            let faults: [MemoryCluster.Fault?] = [
                nil, nil, nil, .vanishes, .ends(.nodeFailed), .endsAfter(1, .nodeFailed), .ends(.preempted), .isHidden, .isSaidToHaveFailed, .isSilent,
                .endsAfter(0, .preempted),
            ]
            let world = TestWorld()
            let first = (0..<9).map { Input(ClusterNumber(number: $0)) }
            let second = (0..<5).map { number in Input(ClusterNumber(number: 100 + number, inputs: Array(first[number..<number + 4]))) }
            let roots = [AnyInput(Sum(name: "sum", terms: second))]
            let cluster = try MemoryCluster(world, roots) { job in
                var random = SplitMix(state: UInt64(seed) &* 7919 &+ UInt64(job))
                return job < 20 ? faults[random.next(in: 0...faults.count - 1)] : nil
            }
            cluster.failNextAnswers(seed % 3)
            if seed % 4 == 1 { cluster.failNextSubmissions([.unreachable("timed out"), .full("MaxJobCount")]) }
            // A target may have bad luck more often than is allowed: the next build goes on. From the twentieth job on all goes well.
            var result = try world.build(roots, cluster: { try cluster.dispatcher($0) }), builds = 1
            while !result.outcome.succeeded && builds < 6 {
                result = try world.build(roots, cluster: { try cluster.dispatcher($0) })
                builds += 1
            }
            #expect(result.outcome.succeeded, "seed \(seed): \(result.outcome.failures)")
            #expect(try value(result, roots) == 580, "seed \(seed)")
        }
    }

    @Test func aFailingTargetFailsOnceWithItsOwnErrorAndTheRestIsMade() throws {
        let roots = sum(6, broken: [2]), cluster = try MemoryCluster(world, roots)
        let result = try build(roots, on: cluster)
        #expect(result.failed.count == 1 && result.skipped == ["sum"])
        #expect(result.outcome.failures.first?.1.what.contains("Broken") == true, "\(result.outcome.failures)")
        #expect(cluster.made.count == 6 && cluster.made.values.allSatisfy { $0 == 1 })
    }

    @Test func whatIsLostAgainAndAgainFailsAndSaysHowOften() throws {
        let roots = sum(1), cluster = try MemoryCluster(world, roots) { _ in .ends(.nodeFailed) }
        let result = try build(roots, on: cluster)
        #expect(result.outcome.failures.first?.1.what == "It was submitted 4 times, and did not come to its end.", "\(result.outcome.failures)")
        #expect(cluster.submissions.count == 4)
    }

    @Test func memoryAndTimeGrowWhenTheyWereTooLittle() throws {
        let roots = sum(1)
        let starved = try MemoryCluster(world, roots) { $0 < 2 ? .endsAfter(0, .outOfMemory) : nil }
        #expect(try build(roots, on: starved).outcome.succeeded)
        let memory = starved.submissions.map { $0.memory - (128 << 20) }
        #expect(memory == [64 << 20, 128 << 20, 256 << 20])
        let other = [AnyInput(ClusterNumber(number: 1000))]
        let slow = try MemoryCluster(world, other) { $0 < 2 ? .endsAfter(0, .timeLimit) : nil }
        #expect(try build(other, on: slow).outcome.succeeded)
        let times = slow.submissions.map(\.time)
        #expect(times == [times[0], 2 * times[0], 4 * times[0]])
    }

    @Test func aQueueThatIsFullIsAskedAgainAndLimitsAreKept() throws {
        let roots = sum(30)
        let limits = ClusterLimits(arraySize: 3, jobs: 4, coresPerNode: 1, memoryPerNode: 8 << 30, cores: 4, idleCores: 4)
        let cluster = try MemoryCluster(world, roots, limits: limits)
        cluster.failNextSubmissions([.full("QOSMaxSubmitJobPerUserLimit")])
        let result = try build(roots, on: cluster)
        #expect(result.outcome.succeeded)
        #expect(cluster.submissions.allSatisfy { $0.count <= 3 } && cluster.mostAtOnce <= 4, "\(cluster.mostAtOnce)")
        #expect(result.clusterNotices.contains { if case .full = $0 { true } else { false } })
    }

    @Test func aControllerThatDoesNotAnswerForAWhileIsNoFailure() throws {
        let roots = sum(8), hasStarted = Atomic(false)
        let cluster = try MemoryCluster(world, roots, mayRun: { hasStarted.load(ordering: .relaxed) })
        Thread.detachNewThread {
            while cluster.submissions.isEmpty { usleep(1000) }
            cluster.failNextAnswers(5)
            usleep(400_000)
            hasStarted.store(true, ordering: .relaxed)
        }
        let result = try build(roots, on: cluster)
        #expect(result.outcome.succeeded && cluster.made.values.allSatisfy { $0 == 1 })
        #expect(result.clusterNotices.contains { if case .unreachable = $0 { true } else { false } })
        #expect(result.clusterNotices.contains { if case .reachable = $0 { true } else { false } })
    }

    @Test func aStoreThatNoJobSeesIsSaidAfterTheFirstJobs() throws {
        let roots = sum(6), cluster = try MemoryCluster(world, roots) { _ in .ends(.launchFailed) }
        let result = try build(roots, on: cluster)
        #expect(result.outcome.failures.count == 6)
        #expect(result.outcome.failures.allSatisfy { $0.1.what.contains("is not on a file system that") }, "\(result.outcome.failures)")
        #expect(cluster.submissions.reduce(0) { $0 + $1.count } <= 4)
    }

    @Test func aProgramThatIsNotOnTheNodesIsNamed() throws {
        let roots = sum(2), cluster = try MemoryCluster(world, roots) { _ in .fails(status: 127) }
        let failure = try #require(try build(roots, on: cluster).outcome.failures.first).1
        #expect(failure.what.contains("ended before it made anything") && failure.why?.contains("worker is not there") == true, "\(failure)")
    }

    @Test func aNodeThatStartsNothingDoesNotEndABuildThatWorksElsewhere() throws {
        let roots = sum(12), cluster = try MemoryCluster(world, roots) { $0 % 3 == 2 ? .ends(.launchFailed) : nil }
        #expect(try build(roots, on: cluster).outcome.succeeded)
    }

    @Test func whatACancelledJobHadFailsAndIsNotSubmittedAgain() throws {
        let roots = sum(1), cluster = try MemoryCluster(world, roots) { _ in .ends(.cancelled) }
        let failure = try #require(try build(roots, on: cluster).outcome.failures.first).1
        #expect(failure.what == "Its job 1_0 was cancelled.")
        #expect(cluster.submissions.count == 1)
    }

    @Test func whatWouldWaitForEverIsCancelledAndFails() throws {
        let roots = sum(1), cluster = try MemoryCluster(world, roots) { _ in .waits(reason: "PartitionConfig") }
        let failure = try #require(try build(roots, on: cluster).outcome.failures.first).1
        #expect(failure.why == "Its job would wait for ever: PartitionConfig.")
        #expect(cluster.cancelled == ["1_0"])
    }
}
