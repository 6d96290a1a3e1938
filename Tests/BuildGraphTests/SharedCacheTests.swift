// A shared cache, in memory: what is used of it, what is not, and that nothing it does harms a build.
import BuildGraph
import Synchronization
import TestSupport
import Testing

/// A machine with a store of its own, beside a shared cache.
struct Machines {
    static let key = SigningKey(seed: Array(repeating: 7, count: 32))
    static let stranger = SigningKey(seed: Array(repeating: 9, count: 32))

    let world = TestWorld()
    let remote: MemoryRemote

    init() { remote = MemoryRemote(world) }

    /// Builds with the cache; the result tells also what the build said of it.
    @discardableResult
    func build(
        _ roots: [AnyInput], in world: TestWorld? = nil, remote: MemoryRemote? = nil, signer: SigningKey? = nil, trusted: [SigningKey?] = [key],
        only names: [String] = [], code: String = "code"
    ) throws -> (result: TestWorld.Result, notices: [SharedCacheNotice], usage: SharedCache.Usage) {
        let world = world ?? self.world, store = try world.openStore()
        let keys = Set(trusted.compactMap { $0?.publicKey })
        store.trust(keys)
        let cache = SharedCache(remote ?? self.remote, effects: world.effects, trusted: keys, signer: signer)
        store.attach(cache)
        let result = try world.build(roots, code: code, only: names, store: store)
        store.finishUploads(within: 10)
        let notices = (result.notices + store.takeNotices()).compactMap { if case .sharedCache(let notice) = $0 { notice } else { nil } }
        return (result, notices, cache.usage)
    }

    /// The cache after a build on this machine, as another one sees it.
    func filled(by roots: [AnyInput], signer: SigningKey? = key) throws -> (world: TestWorld, remote: MemoryRemote) {
        try build(roots, signer: signer)
        let other = TestWorld()
        return (other, remote.seen(by: other))
    }
}

@Suite struct SharedCacheTests {
    let machines = Machines()
    /// Large and small values, in three levels.
    let roots = [
        AnyInput(Total(name: "total", series: Input(Series(name: "series", count: 1000)))), AnyInput(Series(name: "other", count: 700)),
        AnyInput(Sum(name: "sum", terms: [Input(Sum(name: "inner", terms: [Input(Constant(name: "constant", value: 7))]))])),
    ]

    @Test func aSecondMachineRunsNothing() throws {
        let (other, remote) = try machines.filled(by: roots)
        #expect(Set(machines.remote.written.map { $0.prefix(3) }) == ["cas", "ac/"])
        let (result, notices, usage) = try machines.build(roots, in: other, remote: remote)
        #expect(result.ran.isEmpty)
        #expect(notices.isEmpty)
        #expect(usage.traces == 6)
        // Values are not fetched before somebody reads them.
        #expect(usage.objects == 0)
        #expect(remote.batches.flatMap { $0 }.allSatisfy { $0.hasPrefix("ac/") })
    }

    @Test func keysOfOneLevelAreAskedForTogether() throws {
        let leaves = (0..<50).map { Constant(name: "leaf\($0)", value: Double($0)) }
        let sums = (0..<50).map { Sum(name: "sum\($0)", terms: [Input(leaves[$0]), Input(leaves[($0 + 1) % 50])]) }
        let roots = [AnyInput(Sum(name: "all", terms: sums.map { Input($0) }))]
        let (other, remote) = try machines.filled(by: roots)
        #expect(try machines.build(roots, in: other, remote: remote).result.ran.isEmpty)
        // The first key is asked for alone, to see whether anybody is there.
        #expect(remote.batches.map(\.count) == [1, 49, 50, 1])
    }

    @Test func aValueIsFetchedWhenItIsReadAndOnlyThen() throws {
        let (other, remote) = try machines.filled(by: roots)
        let outcome = try machines.build(roots, in: other, remote: remote).result.outcome
        #expect(try outcome.value(of: Series(name: "other", count: 700)).count == 700)
        #expect(remote.batches.last?.first?.hasPrefix("cas/") == true)
        // Of another target that uses it only that one runs, and its input is fetched.
        let more = roots + [AnyInput(Total(name: "more", series: Input(Series(name: "series", count: 1000))))]
        let (result, _, usage) = try machines.build(more, in: other, remote: remote)
        #expect(result.ran == ["more"])
        #expect(usage.objects == 1)
    }

    @Test func whatWasFoundStaysFoundWithoutTheCache() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        #expect(try other.build(roots).ran.isEmpty)
        // What is read then is made again, since there is nowhere to fetch it from.
        let more = roots + [AnyInput(Total(name: "more", series: Input(Series(name: "series", count: 1000))))]
        let result = try other.build(more)
        #expect(Set(result.ran) == ["more", "series"])
        #expect(result.reasons["series"] == .valueMissing)
        #expect(try other.openStore().check().missingValues.isEmpty)
    }

    @Test func whatIsMissingInTheCacheIsMadeAndTheRestIsUsed() throws {
        let (other, remote) = try machines.filled(by: roots)
        let position = try #require(remote.contents.keys.filter { $0.hasPrefix("ac/") }.min())
        for (path, _) in remote.contents where path == position { remote.contents[path] = nil }
        let (result, notices, _) = try machines.build(roots, in: other, remote: remote)
        #expect(result.ran.count == 1)
        #expect(notices.isEmpty)
        #expect(try other.openStore().check().damagedObjects.isEmpty)
    }

    @Test func aValueThatIsGoneFromTheCacheIsMadeAgain() throws {
        let (other, remote) = try machines.filled(by: roots)
        for path in remote.contents.keys where path.hasPrefix("cas/") { remote.contents[path] = nil }
        #expect(try machines.build(roots, in: other, remote: remote).result.ran.isEmpty)
        let more = roots + [AnyInput(Total(name: "more", series: Input(Series(name: "series", count: 1000))))]
        let (result, notices, _) = try machines.build(more, in: other, remote: remote)
        #expect(Set(result.ran) == ["more", "series"])
        #expect(notices == [.goneValue(target: "series")])
    }

    // MARK: Trust

    @Test func aTraceThatNoTrustedKeySignedIsNotUsedAndToldOnce() throws {
        let (other, remote) = try machines.filled(by: roots, signer: Machines.stranger)
        let (result, notices, usage) = try machines.build(roots, in: other, remote: remote)
        #expect(result.ran.count == 6)
        #expect(notices == [.refusedTraces(cache: "memory", unreadable: 0, untrusted: 6, forged: 0)])
        #expect(usage.traces == 0)
    }

    @Test func aForgedTraceIsNotUsed() throws {
        let (other, remote) = try machines.filled(by: roots)
        // A byte of the payload, which begins 105 bytes behind the magic word of the envelope.
        remote.inject { operation, item in
            guard case .record = item else { return nil }
            return .bytes { bytes in
                var bytes = bytes
                let magic = Array("TRACE001".utf8)
                for start in 0..<bytes.count - 300 where Array(bytes[start..<start + 8]) == magic { bytes[start + 8 + 96 + 70] ^= 1 }
                return bytes
            }
        }
        let (result, notices, _) = try machines.build(roots, in: other, remote: remote)
        #expect(result.ran.count == 6)
        #expect(notices == [.refusedTraces(cache: "memory", unreadable: 0, untrusted: 0, forged: 6)])
    }

    @Test func theTraceOfAnotherKeyIsNotUsed() throws {
        let (other, remote) = try machines.filled(by: roots)
        let records = remote.contents.filter { $0.key.hasPrefix("ac/") }
        let paths = records.keys.sorted()
        for (number, path) in paths.enumerated() { remote.contents[path] = records[paths[(number + 1) % paths.count]] }
        let (result, notices, _) = try machines.build(roots, in: other, remote: remote)
        #expect(result.ran.count == 6)
        #expect(notices == [.refusedTraces(cache: "memory", unreadable: 0, untrusted: 0, forged: 6)])
    }

    @Test func whatIsNoRecordIsNotUsed() throws {
        for rubbish in [[], [0xff, 0xff], Array("<html>Please log in</html>".utf8), [UInt8](repeating: 0, count: 5000)] as [[UInt8]] {
            let (other, remote) = try Machines().filled(by: roots)
            remote.inject { _, item in if case .record = item { .bytes { _ in rubbish } } else { nil } }
            let (result, notices, _) = try machines.build(roots, in: other, remote: remote)
            #expect(result.ran.count == 6)
            #expect(notices == [.refusedTraces(cache: "memory", unreadable: 6, untrusted: 0, forged: 0)])
        }
    }

    @Test func withoutAnyKeyNothingIsAskedFor() throws {
        let (other, remote) = try machines.filled(by: roots)
        #expect(try machines.build(roots, in: other, remote: remote, trusted: []).result.ran.count == 6)
        #expect(remote.batches.isEmpty)
    }

    @Test func whatARevokedKeySignedIsMadeAgainWithThatReason() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        let (result, _, _) = try machines.build(roots, in: other, remote: remote, trusted: [Machines.stranger])
        #expect(result.ran.count == 6)
        #expect(result.reasons.count == 6 && result.reasons.values.allSatisfy { $0 == .notTrusted })
        // What was made here is one's own.
        #expect(try machines.build(roots, in: other, remote: remote, trusted: []).result.ran.isEmpty)
    }

    @Test func whereATraceCameFromIsKnown() throws {
        let (other, remote) = try machines.filled(by: roots)
        let outcome = try machines.build(roots, in: other, remote: remote).result.outcome
        let store = try other.openStore()
        for item in outcome.items {
            let key = try #require(item.key), origin = try #require(store.origin(ofKey: key))
            #expect(origin.signer == Machines.key?.publicKey)
            #expect(origin.details.source == "memory")
        }
        let own = try machines.world.openStore()
        #expect(outcome.items.allSatisfy { own.origin(ofKey: $0.key ?? Digest(of: [])) == nil })
    }

    // MARK: Servers that fail

    @Test(arguments: [RemoteTrouble.noAnswer, .failed(status: 500), .refused(status: 403), .redirected(to: "https://login"), .unreachable("no"), .noProgram("curl")])
    func afterTheFirstTroubleItIsLeftAloneAndThatIsToldOnce(trouble: RemoteTrouble) throws {
        let (other, remote) = try machines.filled(by: roots)
        remote.inject { _, _ in .answer(.trouble(trouble)) }
        let (result, notices, _) = try machines.build(roots, in: other, remote: remote)
        #expect(result.ran.count == 6)
        #expect(notices == [.leftAlone(cache: "memory", trouble)])
        #expect(remote.batches.map(\.count) == [1])
    }

    @Test func aServerThatDoesNotAnswerCostsASecond() throws {
        let (other, remote) = try machines.filled(by: roots)
        remote.inject { _, _ in .silence }
        let start = other.clock.monotonic()
        try machines.build(roots, in: other, remote: remote)
        #expect(other.clock.monotonic() - start < 1.1)
    }

    @Test func aServerThatIsSlowAndHasNothingIsLeftAloneAfterASecondInAll() throws {
        let chain = (1..<40).reduce(into: [Sum(name: "0", terms: [Input(Constant(name: "c", value: 1))])]) { $0.append(Sum(name: "\($1)", terms: [Input($0[$1 - 1])])) }
        let other = TestWorld(), remote = machines.remote.seen(by: other)
        remote.inject { _, _ in .slow(0.3) }
        let start = other.clock.monotonic()
        let (result, notices, _) = try machines.build([AnyInput(chain[39])].compactMap { $0 }, in: other, remote: remote)
        #expect(result.ran.count == 41)
        #expect(notices == [.leftAlone(cache: "memory", .tooSlow)])
        #expect(other.clock.monotonic() - start < 1.6)
    }

    @Test func aValueThatIsNotTheOneItsNameSaysIsMadeAgain() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        remote.inject { _, item in
            guard case .object = item else { return nil }
            return .bytes { $0.map { $0 ^ 1 } }
        }
        let more = roots + [AnyInput(Total(name: "more", series: Input(Series(name: "series", count: 1000))))]
        let (result, notices, _) = try machines.build(more, in: other, remote: remote)
        #expect(Set(result.ran) == ["more", "series"])
        #expect(notices == [.goneValue(target: "series"), .damagedValues(cache: "memory", count: 1)])
        #expect(try other.openStore().check().damagedObjects.isEmpty)
        #expect(!other.files.paths.contains { $0.contains("/objects/new/") && !$0.hasSuffix(".lock") })
    }

    @Test func aValueThatIsCutShortIsGoneOnWith() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        let cuts = Mutex(0)
        remote.inject { _, item in
            guard case .object = item, cuts.withLock({ $0 += 1; return $0 == 1 }) else { return nil }
            return .cut(3000)
        }
        let more = roots + [AnyInput(Total(name: "more", series: Input(Series(name: "series", count: 1000))))]
        let (result, notices, _) = try machines.build(more, in: other, remote: remote)
        #expect(result.ran == ["more"])
        #expect(notices.isEmpty)
    }

    @Test(arguments: [0, 1, 100, 7999])
    func whatEndsTooEarlyAgainAndAgainIsMadeAgain(count: Int) throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        remote.inject { _, item in if case .object = item { .cut(count) } else { nil } }
        let more = roots + [AnyInput(Total(name: "more", series: Input(Series(name: "series", count: 1000))))]
        let result = try machines.build(more, in: other, remote: remote).result
        if count < 7999 { #expect(Set(result.ran) == ["more", "series"]) }
        #expect(result.failed.isEmpty)
    }

    // MARK: Writing

    @Test func withoutAKeyToSignWithNothingIsWritten() throws {
        try machines.build(roots)
        #expect(machines.remote.written.isEmpty)
    }

    @Test(arguments: [RemoteTrouble.refused(status: 405), .full, .failed(status: 500), .forbidden(path: "/x")])
    func aCacheThatTakesNothingIsToldOnceAndHarmsNobody(trouble: RemoteTrouble) throws {
        machines.remote.inject { operation, _ in operation == "put" ? .answer(.trouble(trouble)) : nil }
        let (result, notices, _) = try machines.build(roots, signer: Machines.key)
        #expect(result.ran.count == 6)
        #expect(notices == [.notWritten(cache: "memory", trouble)])
    }

    @Test func aRecordIsThereOnlyWithItsValue() throws {
        machines.remote.inject { operation, item in
            if case .object = item, operation == "put" { .answer(.unusable) } else { nil }
        }
        try machines.build(roots, signer: Machines.key)
        #expect(machines.remote.contents.keys.count { $0.hasPrefix("ac/") } == 4)
    }

    @Test func whatCameFromTheCacheIsNotPutThereAgain() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote, signer: Machines.stranger)
        #expect(remote.written.isEmpty)
    }

    @Test func aTargetThatBecomesReadyWhileOthersRunIsAskedForToo() throws {
        let (other, remote) = try machines.filled(by: roots)
        // The record of the innermost target alone is missing: what follows from its value is there.
        let outcome = try machines.build(roots, only: ["constant"]).result.outcome
        let key = try #require(outcome.items.first { $0.node.name == "constant" }?.key)
        remote.contents["ac/\(key.hexadecimal)"] = nil
        #expect(try machines.build(roots, in: other, remote: remote).result.ran == ["constant"])
    }

    // MARK: Upkeep

    @Test func aCollectionKeepsWhereTracesCameFrom() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        try other.build([AnyInput(Series(name: "old", count: 3000))])
        _ = try other.openStore().collect(CollectionPolicy(), keeping: { try other.live([roots], in: $0) })
        #expect(try other.build(roots).ran.isEmpty)
        let check = try other.openStore().check()
        #expect(check.promisedValues == 2)
        #expect(check.missingValues.isEmpty)
    }

    @Test func anExportFetchesWhatItNeedsAndLeavesOutWhatIsNowhere() throws {
        let (other, remote) = try machines.filled(by: roots)
        try machines.build(roots, in: other, remote: remote)
        #expect(try other.export(roots).manifest.traces == 4)
        let store = try other.openStore()
        store.attach(SharedCache(remote, effects: other.effects, trusted: Set([Machines.key?.publicKey].compactMap { $0 })))
        var sink = MemorySink()
        #expect(try store.export({ try other.live([roots], in: $0) }, title: "", profiles: [], to: &sink).manifest.traces == 6)
    }
}
