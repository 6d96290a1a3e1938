// A collection that is killed, that meets builds, and that readers meet.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct CollectionSafetyTests {
    static let old = (0..<4).map { AnyInput(Series(name: "s\($0)", count: 1000 + $0)) }
    static let now = (0..<4).map { AnyInput(Series(name: "s\($0)", count: 2000 + $0)) } + [AnyInput(Constant(name: "c", value: 1))]

    private func worldWithHistory() throws -> TestWorld {
        let world = TestWorld()
        try world.build(Self.old, jobs: 1)
        try world.build(Self.now, jobs: 1)
        return world
    }

    private func everything(_ world: TestWorld) -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: world.files.paths.map { ($0, (try? world.files.read($0)) ?? []) })
    }

    /// The store without what differs from run to run: the mark of a replaced journal.
    private func shape(_ world: TestWorld) -> [String: Int] { everything(world).mapValues(\.count) }

    /// What the first build of all puts into a store must be there when the build writes its outputs.
    @Test func aStoreThatIsNotThereYetIsHeldToo() throws {
        let world = TestWorld()
        let use = try #require(try world.openStore().hold())
        try world.build(Self.old, jobs: 1)
        let error = #expect(throws: BuildError.self) { try world.collect([Self.now]) }
        #expect(ErrorReport(try #require(error)).what.hasPrefix("The store is in use"))
        use.unlock()
        try world.collect([Self.now])
        #expect(try Set(world.build(Self.old, jobs: 1).ran).count == Self.old.count)
    }

    @Test(arguments: [EIO, ENOSPC]) func aCollectionThatIsKilledAtItsNthEffectLosesNothingAndTheNextOneEndsIt(code: Int32) throws {
        let undisturbed = try worldWithHistory()
        try undisturbed.collect([Self.now])
        var kills = 0
        for n in 0... {
            let world = try worldWithHistory()
            let store = try world.openStore()
            let count = Mutex(0)
            // From its n-th effect on nothing reaches the disk: a kill leaves no time to tidy up.
            world.files.injectFaults { operation, _ in
                guard ["write", "append", "fsync", "rename", "remove", "truncate"].contains(operation) else { return nil }
                return count.withLock { count in
                    count += 1
                    return count > n ? code : nil
                }
            }
            let result = Result { try store.collect(CollectionPolicy(), keeping: { try world.live([Self.now], in: $0) }) }
            world.files.injectFaults(nil)
            if case .success = result {
                #expect(n > 8)
                break
            }
            kills += 1
            #expect(try world.build(Self.now).ran.isEmpty, "at \(n)")
            #expect(try world.build(Self.now).notices.isEmpty, "at \(n)")
            try world.collect([Self.now])
            #expect(shape(world) == shape(undisturbed), "at \(n)")
        }
        #expect(kills > 8)
    }

    @Test func aPowerCutAtAnyEffectOfACollectionLosesNothing() throws {
        let undisturbed = try worldWithHistory()
        try undisturbed.collect([Self.now])
        for number in 0... {
            var wasCut = false
            for seed in 0..<4 {
                let world = try worldWithHistory()
                world.files.makeAllDurable()
                world.files.inject { $0.number == number ? .crash(seed % 2 == 0 ? 0 : 1) : nil }
                _ = try? world.collect([Self.now])
                wasCut = world.files.isDown
                world.files.cutPower(seed: UInt64(4 * number + seed))
                let build = try world.build(Self.now)
                #expect(build.ran.isEmpty && build.notices.isEmpty, "at \(number), seed \(seed)")
                try world.collect([Self.now])
                #expect(shape(world) == shape(undisturbed), "at \(number), seed \(seed)")
            }
            if !wasCut {
                #expect(number > 8)
                break
            }
        }
    }

    @Test func onAFullDiskRoomIsMadeBeforeTheJournalIsWritten() throws {
        let world = try worldWithHistory()
        let removed = Mutex(false)
        world.files.injectFaults { operation, path in
            if operation == "remove" && path.contains("/objects/") { removed.withLock { $0 = true } }
            return operation == "append" && !removed.withLock { $0 } ? ENOSPC : nil
        }
        try world.collect([Self.now])
        world.files.injectFaults(nil)
        #expect(world.objectCount == 4)
        #expect(try world.build(Self.now).ran.isEmpty)
        #expect(try world.collect([Self.now]).isEmpty)
    }

    @Test func whileSomebodyBuildsItIsRefusedAndNothingChanges() throws {
        let world = try worldWithHistory()
        let before = everything(world)
        let build = try world.openStore().prepareFolder()
        let error = #expect(throws: BuildError.self) { try world.collect([Self.now]) }
        let report = ErrorReport(try #require(error))
        #expect(report.what == "The store is in use: \(TestWorld.cache).")
        #expect(report.why == "By paper build (process 7).")
        #expect(everything(world) == before)
        build.unlock()
        #expect(try world.collect([Self.now]).values.count == 4)
    }

    /// The file of a lock is as old as its first use, and may be held by a worker that has run for days.
    @Test func whatOldProcessesLeftIsSweptButNoLock() throws {
        let world = TestWorld()
        let store = try world.openStore()
        try store.prepareFolder().unlock()
        let folder = TestWorld.storeFolder + "/objects/new"
        let held = try world.files.lock(folder + "/0123abcd.lock")
        try world.files.write([1], to: folder + "/1-1-1")
        let record = try world.files.lock(folder + "/1-1.running")
        world.clock.advance(3 * 86_400)
        try world.openStore().prepareFolder().unlock()
        #expect(world.files.paths.contains(folder + "/0123abcd.lock"))
        #expect(world.files.paths.contains(folder + "/1-1.running") && !record.isLost)
        #expect(!world.files.paths.contains(folder + "/1-1-1"))
        held.unlock()
    }

    @Test func itWaitsForABuildIfAskedTo() throws {
        let world = try worldWithHistory()
        let build = try world.openStore().prepareFolder()
        let told = Mutex<[String]>([])
        let plan = try world.collect([Self.now]) { holders in
            told.withLock { $0 = holders.map(\.description) }
            // The build ends some time after the collection began to wait.
            Thread.detachNewThread {
                usleep(20_000)
                build.unlock()
            }
        }
        #expect(told.withLock { $0 } == ["paper build (process 7)"])
        #expect(plan.values.count == 4)
    }

    @Test func twoBuildsShareTheStore() throws {
        let world = TestWorld()
        let one = try world.openStore().prepareFolder(), other = try world.openStore().prepareFolder()
        one.unlock()
        #expect(throws: BuildError.self) { try world.collect([]) }
        other.unlock()
        #expect(try world.collect([]).values.count == 0)
    }

    @Test func aReaderThatHasTheOldJournalFindsItsValuesInTheNewOne() throws {
        let world = TestWorld()
        let constants = (0..<50).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) }
        try world.build(constants, jobs: 1)
        let reader = try world.openStore()
        try world.collect([Array(constants[30...])])
        // Small values are in the journal: at other places now.
        for (value, input) in constants.enumerated().dropFirst(30) {
            let trace = try #require(reader.lastTrace(of: input.node))
            #expect(try decodeValue(Double.self, from: reader.load(trace.output, target: "c")) == Double(value))
        }
        let gone = reader.lastTrace(of: constants[0].node)
        #expect(gone == nil)
    }

    @Test func whoAppendsAfterACollectionAppendsToTheNewJournal() throws {
        let world = try worldWithHistory()
        let writer = try world.openStore()
        try world.collect([Self.now])
        let more = [AnyInput(Constant(name: "more", value: 3))]
        let graph = try Graph(roots: (Self.now + more).map(\.node))
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: writer, code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine))
        #expect(try scheduler.run(Array(graph.nodes.indices)).ran.map(\.node.name) == ["more"])
        #expect(try world.build(Self.now + more).ran.isEmpty)
        #expect(try world.build(Self.now + more).notices.isEmpty)
    }

    @Test func aBuildThatStartsInACollectionFindsItsFolders() throws {
        let world = try worldWithHistory()
        let begun = Mutex(false)
        // Something to remove, so that its folder is empty afterwards.
        try world.files.write([1], to: TestWorld.cache + "/objects/new/9-9-9")
        // The collection has the store alone from here to its end; a build asks for it meanwhile.
        let plan = try world.openStore().collect(
            CollectionPolicy(),
            keeping: { store in
                let waiting = try world.openStore()
                Thread.detachNewThread {
                    begun.withLock { $0 = true }
                    let use = try? waiting.prepareFolder()
                    use?.unlock()
                    begun.withLock { $0 = use == nil }
                }
                while !begun.withLock({ $0 }) { usleep(1000) }
                usleep(5000)
                return try world.live([Self.now], in: store)
            })
        #expect(plan.values.count == 4)
        for _ in 0..<1000 where begun.withLock({ $0 }) { usleep(5000) }
        #expect(!begun.withLock { $0 })
        #expect(try world.build(Self.now).ran.isEmpty)
    }

    @Test func aBuildThatWaitsForACollectionSaysSo() throws {
        let world = TestWorld()
        let graph = try Graph(roots: [AnyInput(Constant(name: "a", value: 1)).node])
        try world.files.makeFolder(TestWorld.cache)
        let collection = try world.files.lock(TestWorld.cache + "/in-use", .exclusive)
        let waits = Mutex(0)
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: try world.openStore(), code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine),
            observe: { event in
                guard case .waitingForStore = event else { return }
                waits.withLock { $0 += 1 }
                collection.unlock()
            })
        #expect(try scheduler.run([0]).ran.count == 1)
        #expect(waits.withLock { $0 } == 1)
    }

    @Test func whatWasDecidedBeforeACollectionIsDecidedAgain() throws {
        let world = try worldWithHistory()
        let store = try world.openStore()
        let more = [AnyInput(Constant(name: "more", value: 3))]
        let graph = try Graph(roots: (Self.now + more).map(\.node))
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine))
        // Another checkout has the old targets only.
        try world.collect([Self.old])
        let outcome = try scheduler.run(Array(graph.nodes.indices))
        #expect(outcome.ran.count == graph.nodes.count)
        #expect(try world.build(Self.now + more).ran.isEmpty)
    }

    @Test func aJournalThatGotTheInodeOfTheOneThatWasReadIsReadAnew() throws {
        let world = TestWorld()
        let path = TestWorld.cache + "/traces.journal"
        try world.build([AnyInput(Constant(name: "b", value: 2)), AnyInput(Constant(name: "c", value: 3))], jobs: 1)
        let other = try world.files.read(path)
        try world.files.remove(path)
        try world.build([AnyInput(Constant(name: "a", value: 1))])
        let store = try world.openStore()
        // Writing in place keeps the inode, as a file system does that gives a number out again.
        let inode = try world.files.status(path)?.inode
        try world.files.write(other, to: path)
        #expect(try world.files.status(path)?.inode == inode)
        try store.refresh()
        #expect(store.lastTrace(of: AnyInput(Constant(name: "a", value: 1)).node) == nil)
        #expect(store.lastTrace(of: AnyInput(Constant(name: "c", value: 3)).node) != nil)
    }

    @Test func theLinesOfTheKernelsTableOfLocksAreRead() {
        let table = """
            1: FLOCK  ADVISORY  READ 4242 08:01:131090 0 EOF
            1: -> FLOCK  ADVISORY  WRITE 4300 08:01:131090 0 EOF
            2: POSIX  ADVISORY  WRITE 99 08:01:131090 0 EOF
            3: FLOCK  ADVISORY  WRITE 77 08:01:5 0 EOF
            4: FLOCK  ADVISORY  READ 4243 08:01:131090 0 EOF
            """
        #expect(LockHolder.holders(in: table, ofInode: 131090) == [4242, 4243])
    }
}
