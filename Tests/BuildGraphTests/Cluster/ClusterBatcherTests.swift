// Which targets go into a job together.
import BuildGraph
import Testing

@Suite struct ClusterBatcherTests {
    private let limits = ClusterLimits(arraySize: 1000, coresPerNode: 32, memoryPerNode: 64 << 30, cores: 320, idleCores: 100)

    private func candidates(_ count: Int, seconds: Double, memory: Int = 1 << 28, cores: Int = 1, isGuess: Bool = false) -> [ClusterBatcher.Candidate] {
        (0..<count).map { .init(number: $0, needs: ClusterNeeds(cores: cores, memory: memory, seconds: seconds, isGuess: isGuess)) }
    }

    private func members(_ batches: [ClusterBatcher.Batch]) -> [Int] { batches.flatMap { $0.shares.joined() }.sorted() }

    @Test func manyShortTargetsGetMinutesOfWorkPerJob() {
        let batches = ClusterBatcher(limits: limits).batches(candidates(1000, seconds: 30), room: 1000)
        #expect(members(batches) == Array(0..<1000))
        // 30,000 s on 100 idle cores are five minutes on each: four lanes with ten targets.
        #expect(batches.count == 1 && batches[0].lanes == 4 && batches[0].shares.allSatisfy { $0.count == 40 }, "\(batches.map { $0.shares.map(\.count) })")
        #expect(batches[0].memory >= 4 << 28 && batches[0].time >= 3 * 300)
    }

    @Test func tinyTargetsGoIntoOneJobAndLongOnesGetOneEach() {
        #expect(ClusterBatcher(limits: limits).batches(candidates(50, seconds: 0.5), room: 100).flatMap(\.shares).count == 1)
        let long = ClusterBatcher(limits: limits).batches(candidates(50, seconds: 7200), room: 100)
        #expect(long.flatMap(\.shares).allSatisfy { $0.count == 1 } && long.allSatisfy { $0.lanes == 1 } && members(long).count == 50)
        let packed = ClusterBatcher(limits: limits, coresPerJob: 8).batches(candidates(50, seconds: 7200), room: 100)
        #expect(packed.flatMap(\.shares).count == 7 && packed.map(\.lanes).max() == 8)
    }

    @Test func whatNeverRanIsSpreadSinceItMayTakeHours() {
        let batches = ClusterBatcher(limits: limits).batches(candidates(40, seconds: 1, isGuess: true), room: 100)
        #expect(batches.flatMap(\.shares).allSatisfy { $0.count <= 4 } && members(batches).count == 40)
        #expect(batches.allSatisfy { $0.time >= 14_400 })
    }

    @Test func limitsOfTheClusterAreKept() {
        var limits = limits
        (limits.arraySize, limits.coresPerNode, limits.memoryPerNode, limits.time) = (10, 2, 1 << 30, 3600)
        let batches = ClusterBatcher(limits: limits).batches(candidates(200, seconds: 700, memory: 700 << 20), room: 25)
        #expect(batches.flatMap(\.shares).count == 25 && batches.allSatisfy { $0.shares.count <= 10 && $0.memory <= 1 << 30 && $0.time <= 3600 })
        // The most urgent ones first.
        #expect(members(batches) == Array(0..<25))
        #expect(ClusterBatcher(limits: limits).batches(candidates(1, seconds: 1), room: 0).isEmpty)
    }

    @Test func targetsOfUnlikeNeedsDoNotShareAJob() {
        let mixed = candidates(10, seconds: 5) + candidates(10, seconds: 5, memory: 16 << 30).map { .init(number: 10, needs: $0.needs) } + candidates(5, seconds: 5, cores: 8)
        for batch in ClusterBatcher(limits: limits).batches(mixed, room: 100) { #expect(batch.cores * batch.lanes <= 8 && batch.memory <= 64 << 30) }
        #expect(ClusterBatcher(limits: limits).batches(mixed, room: 100).count == 3)
    }

    private func view(_ presence: ClusterJobView.Presence, _ items: [ClusterReport.State]?, wasInterrupted: Bool = false) -> ClusterJobView {
        ClusterJobView(
            presence: presence,
            report: items.map { ClusterReport(node: "n1", time: 0, couldTakeLockOfBuild: false, items: $0, wasInterrupted: wasInterrupted) })
    }

    @Test func oneThatWaitedForItsTurnIsNotToBlame() {
        let items: [ClusterReport.State] = [.made, .running, .waiting]
        for ending in [ClusterEnding.nodeFailed, .completed, .failed(status: 1)] {
            #expect(view(.ended(ending), items).verdict(ofItem: 1) == .again(.lost, counts: true))
            #expect(view(.ended(ending), items).verdict(ofItem: 2) == .again(.lost, counts: false))
        }
        // In a job that did nothing everyone counts: that must not go on for ever.
        #expect(view(.gone, [.running, .waiting]).verdict(ofItem: 1) == .again(.lost, counts: true))
        #expect(view(.ended(.timeLimit), items).verdict(ofItem: 1) == .again(.time, counts: true))
        #expect(view(.ended(.failed(status: 130)), [.made, .interrupted], wasInterrupted: true).verdict(ofItem: 1) == .again(.time, counts: true))
        #expect(view(.ended(.preempted), items).verdict(ofItem: 1) == .again(.preempted, counts: false))
    }

    @Test func nothingFollowsAsLongAsTheJobMayBeAlive() {
        for items in [nil, [ClusterReport.State.running], [.waiting], [.interrupted]] { #expect(view(.alive, items).verdict(ofItem: 0) == .wait) }
        #expect(view(.silent, [.running]).verdict(ofItem: 0) == .again(.lost, counts: true))
    }

    @Test func aKillOfTheWorkerAsksForMoreMemoryAndATrapFails() {
        #expect(view(.alive, [.ended(signal: 9, status: nil, log: "")]).verdict(ofItem: 0) == .again(.memory, counts: true))
        #expect(view(.alive, [.ended(signal: 5, status: nil, log: "")]).verdict(ofItem: 0) == .fail(.ended(signal: 5, status: nil)))
    }

    @Test func aJobThatDidNotStartIsToldByHowItEnded() {
        #expect(view(.ended(.launchFailed), nil).verdict(ofItem: 0) == .fail(.storeNotShared))
        #expect(view(.ended(.failed(status: 79)), nil).verdict(ofItem: 0) == .fail(.storeNotShared))
        #expect(view(.ended(.failed(status: 127)), nil).verdict(ofItem: 0) == .fail(.notStarted(status: 127)))
        #expect(view(.ended(.cancelled), nil).verdict(ofItem: 0) == .fail(.cancelled))
    }
}
