// Which decoded values are kept, and that nothing is decoded twice at once.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ValueCacheTests {
    private let world = TestWorld()

    /// Stores values of 8 kB each and one of 80 kB, and gives their digests.
    private func store(_ names: [String]) throws -> (store: Store, digests: [String: Digest]) {
        let targets = names.map { AnyInput(Series(name: $0, count: ($0 == "large" ? 10_000 : 1000) + $0.utf8.reduce(0) { $0 + Int($1) })) }
        let outcome = try world.build(targets).outcome
        let digests = try targets.map { ($0.node.name, try #require(outcome.item(for: $0.node)?.output)) }
        return (try world.openStore(), Dictionary(uniqueKeysWithValues: digests))
    }

    /// How often the value of a target is read while `body` asks the cache.
    private func reads(_ digest: Digest, _ body: () throws -> Void) rethrows -> Int {
        let name = digest.hexadecimal
        let path = "\(TestWorld.storeFolder)/objects/\(name.prefix(2))/\(name.dropFirst(2))"
        let before = world.files.count(of: "read", in: path)
        try body()
        return world.files.count(of: "read", in: path) - before
    }

    @Test func aValueThatIsUsedByManyThreadsAtOnceIsDecodedOnce() throws {
        let (store, digests) = try store(["a"])
        let digest = try #require(digests["a"]), cache = ValueCache(store: store)
        // So slow that all have asked before the first has its answer.
        world.files.injectFaults { operation, path in
            if operation == "read", path.contains("/objects/") { usleep(100_000) }
            return nil
        }
        let sums = Mutex<[Double]>([])
        let count = reads(digest) {
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                let value = try? cache.value(digest, target: "a", as: [Double].self)
                sums.withLock { $0.append(value?.reduce(0, +) ?? -1) }
            }
        }
        #expect(count == 1)
        #expect(Set(sums.withLock { $0 }).count == 1 && sums.withLock { $0.count } == 8)
    }

    @Test func theLeastRecentlyUsedGo() throws {
        let names = (0..<16).map { "value\($0)" }
        let (store, digests) = try store(names)
        let cache = ValueCache(store: store, limit: 100_000)
        let favourite = try #require(digests[names[0]])
        let count = try reads(favourite) {
            for name in names {
                _ = try cache.value(try #require(digests[name]), target: name, as: [Double].self)
                _ = try cache.value(favourite, target: names[0], as: [Double].self)
            }
        }
        #expect(count == 1)
        // The others did not all have room.
        let second = try #require(digests[names[1]])
        #expect(try reads(second) { _ = try cache.value(second, target: names[1], as: [Double].self) } == 1)
    }

    @Test func aLargeValueDrivesNoOthersOut() throws {
        let (store, digests) = try store(["a", "large"])
        let cache = ValueCache(store: store, limit: 100_000)
        let small = try #require(digests["a"]), large = try #require(digests["large"])
        func use(_ digest: Digest) throws { _ = try cache.value(digest, target: "it", as: [Double].self) }
        try use(small)
        #expect(try reads(large) { try use(large); try use(large) } == 2)
        #expect(try reads(small) { try use(small) } == 0)
    }

    @Test func aValueOfAnotherFormIsAnErrorEachTime() throws {
        let (store, digests) = try store(["a"])
        let cache = ValueCache(store: store), digest = try #require(digests["a"])
        for _ in 0..<2 { #expect(throws: BuildError.self) { try cache.value(digest, target: "a", as: [String: Int].self) } }
        #expect(try cache.value(digest, target: "a", as: [Double].self).count > 1000)
    }
}
