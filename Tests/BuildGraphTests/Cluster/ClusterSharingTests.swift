// Several builds on one store and one queue, one after another or at once: jobs that are in the queue are adopted, and nothing is
// made twice.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ClusterSharingTests {
    private let world = TestWorld()
    private let roots = [AnyInput(Sum(name: "sum", terms: (0..<12).map { Input(ClusterNumber(number: $0)) }))]

    /// Starts a build on a thread of its own, and ends it when its jobs are in the queue.
    private func interrupted(_ cluster: MemoryCluster, settings: ClusterSettings = ClusterSettings()) throws -> TestWorld.Result {
        let cancellation = Cancellation()
        Thread.detachNewThread {
            while cluster.submissions.isEmpty { usleep(1000) }
            usleep(50_000)
            cancellation.cancel()
        }
        return try world.build(roots, cancellation: cancellation, cluster: { try cluster.dispatcher($0, settings: settings) })
    }

    @Test func anInterruptedBuildLeavesItsJobsAndTheNextOneAdoptsThem() throws {
        let mayRun = Atomic(false)
        let cluster = try MemoryCluster(world, roots, mayRun: { mayRun.load(ordering: .relaxed) })
        let first = try interrupted(cluster)
        #expect(first.outcome.wasInterrupted && first.outcome.failures.isEmpty)
        #expect(first.clusterNotices.contains { if case .left(12, _) = $0 { true } else { false } }, "\(first.clusterNotices)")
        let jobs = cluster.submissions.count
        Thread.detachNewThread {
            usleep(200_000)
            mayRun.store(true, ordering: .relaxed)
        }
        let second = try world.build(roots, cluster: { try cluster.dispatcher($0) })
        #expect(second.outcome.succeeded)
        #expect(second.clusterNotices.contains { if case .adopted(12, _) = $0 { true } else { false } }, "\(second.clusterNotices)")
        #expect(cluster.submissions.count == jobs)
        #expect(cluster.made.count == 12 && cluster.made.values.allSatisfy { $0 == 1 })
    }

    @Test func anInterruptedBuildCancelsItsJobsWhenAsked() throws {
        var settings = ClusterSettings()
        settings.onInterrupt = .cancel
        let mayRun = Atomic(false)
        let cluster = try MemoryCluster(world, roots, mayRun: { mayRun.load(ordering: .relaxed) })
        let first = try interrupted(cluster, settings: settings)
        #expect(first.clusterNotices.contains { if case .cancelled(12, _) = $0 { true } else { false } }, "\(first.clusterNotices)")
        #expect(!cluster.cancelled.isEmpty)
        mayRun.store(true, ordering: .relaxed)
        #expect(try world.build(roots, cluster: { try cluster.dispatcher($0) }).outcome.succeeded)
        #expect(cluster.made.count == 12 && cluster.made.values.allSatisfy { $0 == 1 })
    }

    @Test func twoBuildsAtOnceMakeNothingTwice() throws {
        let cluster = try MemoryCluster(world, roots, pause: 0.02)
        let results = Mutex<[Bool]>([])
        let group = DispatchGroup()
        for number in 0..<2 {
            group.enter()
            let (world, roots) = (world, roots)
            Thread.detachNewThread {
                var other = world
                other.effects.processIdentifier = Int32(10 + number)
                let result = try? other.build(roots, cluster: { try cluster.dispatcher($0) })
                results.withLock { $0.append(result?.outcome.succeeded == true) }
                group.leave()
            }
        }
        group.wait()
        #expect(results.withLock { $0 } == [true, true])
        #expect(cluster.made.count == 12 && cluster.made.values.allSatisfy { $0 == 1 }, "\(cluster.made)")
    }

    @Test func locksThatAreLocalToEachHostAreNoticedByTheFirstJob() throws {
        // As on a file system that was mounted without shared locks: every host can take every lock.
        let cluster = try MemoryCluster(world, roots, pause: 0.5)
        let result = try world.build(roots, cluster: { try ForgetfulLocks.dispatcher(cluster, $0) })
        // What the first jobs have made meanwhile is made.
        #expect(!result.outcome.failures.isEmpty)
        #expect(result.outcome.failures.allSatisfy { $0.1.what.contains("local to each machine") }, "\(result.outcome.failures)")
    }
}

/// A store whose locks reach no other host.
private struct ForgetfulLocks: FileSystem {
    let files: any FileSystem
    func status(_ path: String) throws -> FileStatus? { try files.status(path) }
    func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8] { try files.read(path, from: offset, count: count) }
    func write(_ bytes: [UInt8], to path: String) throws { try files.write(bytes, to: path) }
    func append(_ bytes: [UInt8], to path: String) throws { try files.append(bytes, to: path) }
    func truncate(_ path: String, to size: Int) throws { try files.truncate(path, to: size) }
    func synchronize(_ path: String) throws { try files.synchronize(path) }
    func rename(_ old: String, to new: String) throws { try files.rename(old, to: new) }
    func isLink(_ path: String) throws -> Bool { try files.isLink(path) }
    func remove(_ path: String) throws { try files.remove(path) }
    func makeFolder(_ path: String) throws { try files.makeFolder(path) }
    func list(_ path: String) throws -> [String] { try files.list(path) }
    func lock(_ path: String, _ mode: LockMode) throws -> any FileLock { try files.lock("/local" + path.replacingOccurrences(of: "/", with: "-"), mode) }
    func tryLock(_ path: String, _ mode: LockMode) throws -> (any FileLock)? { try files.tryLock("/local" + path.replacingOccurrences(of: "/", with: "-"), mode) }
    func lockHolders(_ path: String) -> [LockHolder] { [] }
    func makeScratchFolder() throws -> String { try files.makeScratchFolder() }

    static func dispatcher(_ cluster: MemoryCluster, _ store: Store) throws -> any Dispatcher {
        var effects = cluster.world.effects
        effects.files = ForgetfulLocks(files: effects.files)
        effects.processIdentifier = 77
        return try cluster.dispatcher(Store(folder: store.folder, effects: effects))
    }
}
