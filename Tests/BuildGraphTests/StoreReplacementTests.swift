// What others may do to a store while a build uses it. Whatever it is, the build does not say that it is done when values are gone; the next
// one makes again what was lost, and nothing else.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

/// Does something to the world while it is made.
struct Saboteur: Target {
    var name = "saboteur"
    var terms: [Input<Double>]
    var label: String? { name }

    static let deed = Mutex<(@Sendable () throws -> Void)?>(nil)

    func make(_ inputs: Inputs) throws -> Double {
        let sum = try inputs[terms].reduce(0, +)
        // What ran before is durable by now.
        Thread.sleep(forTimeInterval: 0.15)
        try Self.deed.withLock { try $0?() }
        return sum
    }
}

@Suite(.serialized) struct StoreReplacementTests {
    enum Way: String, CaseIterable, Sendable {
        case everythingRemoved, everythingReplacedByACopy, everythingReplacedByAnOlderStore
        case journalRemoved, journalCutShort, journalEmptied, journalReplacedByAnOlderOne, journalOverwrittenByAnOlderOne
        case objectsRemoved, locksRemoved
    }

    let world = TestWorld()
    private let journal = TestWorld.cache + "/traces.journal"
    private let first = (0..<6).map { Input(Constant(name: "c\($0)", value: Double($0))) }
    private var series: Input<[Double]> { Input(Series(name: "series", count: 2000)) }
    /// What an earlier build made.
    private var old: [AnyInput] { first.prefix(3).map(AnyInput.init) }
    private var roots: [AnyInput] {
        let saboteur = Input(Saboteur(terms: first + [Input(Total(name: "total", series: series))]))
        return [AnyInput(Sum(name: "last", terms: [saboteur]))]
    }
    private static let all: Set = ["c0", "c1", "c2", "c3", "c4", "c5", "series", "total", "saboteur", "last"]

    private func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in world.files.paths where path.hasPrefix(TestWorld.cache) { files[path] = try world.files.read(path) }
        return files
    }

    private func put(_ store: [String: [UInt8]]) throws {
        for path in try files().keys { try world.files.remove(path) }
        for (path, bytes) in store { try world.files.write(bytes, to: path) }
    }

    private func sabotage(_ way: Way, older: [String: [UInt8]]) throws {
        let bytes = try #require(older[journal])
        switch way {
        case .everythingRemoved: try put([:])
        case .everythingReplacedByACopy: try put(files())
        case .everythingReplacedByAnOlderStore: try put(older)
        case .journalRemoved: try world.files.remove(journal)
        case .journalCutShort: try world.files.truncate(journal, to: bytes.count)
        case .journalEmptied: try world.files.write([], to: journal)
        case .journalReplacedByAnOlderOne: try world.files.replace(journal, with: bytes, durable: false)
        case .journalOverwrittenByAnOlderOne: try world.files.write(bytes, to: journal)
        case .objectsRemoved: for path in try files().keys where path.contains("/objects/") { try world.files.remove(path) }
        case .locksRemoved: for name in ["lock", "in-use"] { try world.files.remove("\(TestWorld.cache)/\(name)") }
        }
    }

    @Test(arguments: Way.allCases) func aBuildThatLosesWhatItMadeSaysSo(way: Way) throws {
        try world.build(old, jobs: 1)
        let older = try files()
        Saboteur.deed.withLock { deed in deed = { try self.sabotage(way, older: older) } }
        let error = #expect(throws: BuildError.self, "\(way)") { try world.build(roots, jobs: 1) }
        Saboteur.deed.withLock { $0 = nil }
        let report = ErrorReport(try #require(error))
        #expect(report.what.contains("while it was in use: \(TestWorld.cache)") && report.next != nil, "\(way): \(report)")

        let again = try world.build(roots, jobs: 1)
        #expect(again.failed.isEmpty && again.notices.isEmpty, "\(way)")
        let lost: Set<String> =
            switch way {
            case .everythingRemoved: Self.all
            case .everythingReplacedByAnOlderStore: Self.all.subtracting(["c0", "c1", "c2"])
            case .everythingReplacedByACopy, .locksRemoved: ["saboteur", "last"]
            // What was made after it was gone is in the new one.
            case .journalRemoved, .journalEmptied: Self.all.subtracting(["saboteur"])
            case .journalCutShort, .journalReplacedByAnOlderOne, .journalOverwrittenByAnOlderOne: Self.all.subtracting(["c0", "c1", "c2", "saboteur"])
            case .objectsRemoved: ["series"]
            }
        #expect(lost.isSuperset(of: again.ran), "\(way): \(again.reasons)")
        let last = try #require(roots.first).node
        #expect(try decodeValue(Double.self, from: again.outcome.bytes(of: last)).rounded() == 15 + 1999 * 1000, "\(way)")
        #expect(try world.build(roots, jobs: 1).ran.isEmpty, "\(way)")
    }

    @Test func aStoreThatIsBeingUsedIsNotRemovedAndOtherwiseAllOfItGoes() throws {
        try world.build(roots, jobs: 1)
        try world.files.write([1], to: TestWorld.cache + "/README")
        let use = try world.openStore().prepareFolder()
        let before = try files()
        let error = #expect(throws: BuildError.self) { try world.openStore().removeAll() }
        #expect(ErrorReport(try #require(error)).what == "The store is in use: \(TestWorld.cache).")
        #expect(try files() == before)
        use.unlock()
        try world.openStore().removeAll()
        #expect(try files().keys.sorted() == [TestWorld.cache + "/README"])
        #expect(try Set(world.build(roots, jobs: 1).ran) == Self.all)
    }

    @Test func aDamagedStoreIsNotRemoved() throws {
        try world.build(roots, jobs: 1)
        world.files.corrupt(journal) { $0[40] ^= 1 }
        #expect(throws: BuildError.self) { try world.openStore().removeAll() }
        #expect(world.files.paths.contains(journal))
    }

    /// Whoever waits for a lock whose file is removed by its holder gets the one that others lock, too.
    @Test func aLockHasTheNameItWasAskedFor() throws {
        let path = try RealFileSystem().makeScratchFolder() + "/lock", files = RealFileSystem()
        let held = try files.lock(path)
        let waiting = Mutex<(any FileLock)?>(nil)
        let thread = Thread { waiting.withLock { $0 = try? files.lock(path) } }
        thread.start()
        Thread.sleep(forTimeInterval: 0.05)
        try files.remove(path)
        #expect(held.isLost)
        held.unlock()
        #expect(!held.isLost)
        while !thread.isFinished { Thread.sleep(forTimeInterval: 0.005) }
        #expect(waiting.withLock { $0?.isLost } == false)
        #expect(try files.tryLock(path, .exclusive) == nil)
    }
}
