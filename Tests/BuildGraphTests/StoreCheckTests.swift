// Every kind of trouble in a store is found by looking at it, and looking changes nothing.
import BuildGraph
import TestSupport
import Testing

@Suite struct StoreCheckTests {
    let world = TestWorld()
    let roots = [AnyInput(Series(name: "large", count: 1000)), AnyInput(Constant(name: "small", value: 1))]

    private func check() throws -> StoreCheck { try world.openStore().check() }
    private func object() throws -> String { try #require(world.files.paths.first { $0.contains("/objects/") && !$0.contains("/new/") }) }

    @Test func aSoundStoreIsCountedAndNothingIsWritten() throws {
        try world.build(roots)
        world.files.resetCounts()
        let check = try check()
        #expect(check.traces == 2)
        #expect(check.objects.count == 2)
        #expect(check.damagedObjects.isEmpty && check.missingValues.isEmpty && check.unreadableTraces == 0 && check.damagedJournals.isEmpty)
        #expect(check.unreachable.count == 0 && check.leftovers.count == 0)
        for operation in ["lock", "write", "append", "rename", "remove", "mkdir"] { #expect(world.files.count(of: operation) == 0) }
    }

    @Test func aStoreThatIsNotThereIsEmpty() throws { #expect(try check().traces == 0) }

    @Test func aFlippedBitOrAMissingByteOfAnObjectIsFoundWithItsTarget() throws {
        try world.build(roots)
        let path = try object()
        for change in [{ $0[100] ^= 1 }, { $0.removeLast(4) }] as [(inout [UInt8]) -> Void] {
            let whole = try world.files.read(path)
            world.files.corrupt(path, change)
            let check = try check()
            #expect(check.damagedObjects.map(\.path) == [path])
            #expect(check.damagedObjects.first?.targets == ["large"])
            #expect(world.files.paths.contains(path))
            try world.files.write(whole, to: path)
        }
    }

    @Test func aCheckpointThatIsNoneIsFound() throws {
        try world.build(roots)
        let path = "\(TestWorld.cache)/checkpoints/\(Digest(of: [5]).hexadecimal)"
        try world.files.makeFolder(path.parentFolder)
        try world.files.write(Array(repeating: 7, count: 300), to: path)
        let check = try check()
        #expect(check.checkpoints.count == 1)
        #expect(check.damagedCheckpoints == [path])
    }

    @Test func aMissingObjectIsFoundWithItsTarget() throws {
        try world.build(roots)
        try world.files.remove(try object())
        #expect(try check().missingValues == ["large"])
    }

    @Test func aTornEndIsFoundAndLeftAlone() throws {
        try world.build(roots)
        let journal = TestWorld.cache + "/traces.journal"
        try world.files.append([1, 2, 3], to: journal)
        let before = try world.files.read(journal)
        #expect(try check().damagedJournals == [JournalDamage(path: journal, stretches: 1, bytes: 3, isTornEnd: true)])
        #expect(try world.files.read(journal) == before)
    }

    @Test func mendingSetsAsideWhatIsDamagedAndNothingElse() throws {
        try world.build(roots)
        let path = try object()
        world.files.corrupt(path) { $0[100] ^= 1 }
        world.files.corrupt(TestWorld.cache + "/traces.journal") { $0[30] ^= 1 }
        let damaged = try world.files.read(TestWorld.cache + "/traces.journal")
        let store = try world.openStore()
        #expect(store.takeNotices().count == 1)
        try store.mend()
        #expect(store.takeNotices().count == 2)
        let after = try check()
        #expect(after.damagedObjects.isEmpty && after.damagedJournals.isEmpty)
        #expect(after.setAside.count == 2)
        #expect(try after.setAside.contains { try world.files.read($0) == damaged })
        #expect(try world.build(roots).failed.isEmpty)
    }

    @Test func aStoreThatIsNotThereIsNotMadeByMending() throws {
        try world.openStore().mend()
        #expect(world.files.paths.isEmpty)
    }

    @Test func whatNoTraceLeadsToAndWhatWasLeftIsCounted() throws {
        try world.build(roots)
        let lost = Digest(of: [7]).hexadecimal
        for path in ["objects/\(lost.prefix(2))/\(lost.dropFirst(2))", "objects/new/1-2-3", "objects/damaged-0a"] {
            try world.files.makeFolder("\(TestWorld.cache)/\(path)".parentFolder)
            try world.files.write([7], to: "\(TestWorld.cache)/\(path)")
        }
        let check = try check()
        #expect(check.unreachable.count == 1)
        #expect(check.leftovers.count == 1 && check.setAside.count == 1)
        #expect(check.damagedObjects.isEmpty)
    }

    @Test func recordsOfANewerProgramAreCounted() throws {
        try world.build(roots)
        let journal = TestWorld.cache + "/traces.journal"
        var bytes = try world.files.read(journal)
        Journal.add([200] + Array(repeating: 1, count: 40), to: &bytes)
        try world.files.write(bytes, to: journal)
        #expect(try check().unknownRecords == 1)
    }
}
