// What a collection takes out of a store, what it leaves, and that neither a kill nor another process is hurt by it.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

extension TestWorld {
    static let cache = "/project/build/cache"

    /// The live set of graphs with these roots.
    func live(_ graphs: [[AnyInput]], in store: Store, code: String = "code") throws -> LiveSet {
        var live = LiveSet()
        for roots in graphs {
            live.add(BuildContext(graph: try Graph(roots: roots.map(\.node)), store: store, code: CodeFingerprints(everything: Digest(of: code.utf8))))
        }
        return live
    }

    @discardableResult
    func collect(
        _ graphs: [[AnyInput]], _ policy: CollectionPolicy = CollectionPolicy(), code: String = "code",
        wait: (([LockHolder]) -> Void)? = nil
    ) throws -> CollectionPlan {
        try openStore().collect(policy, keeping: { try live(graphs, in: $0, code: code) }, wait: wait)
    }

    var objectCount: Int { files.paths.count { $0.contains("/objects/") && !$0.contains("/new/") } }
}

@Suite struct CollectionTests {
    let world = TestWorld()

    /// A large value, a small one of it, and a small one of its own.
    private func graph(_ size: Int) -> [AnyInput] {
        [
            AnyInput(Total(name: "total", series: Input(Series(name: "series", count: size)))),
            AnyInput(Constant(name: "constant", value: Double(size))),
        ]
    }

    @Test func whatNoProfileNeedsGoesAndWhatOneNeedsStays() throws {
        for size in [1000, 2000, 3000] { try world.build(graph(size)) }
        let before = try world.openStore().planCollection(keeping: world.live([graph(1000), graph(2000)], in: world.openStore()), CollectionPolicy())
        let plan = try world.collect([graph(1000), graph(2000)])
        #expect(plan.values.count == 3)
        #expect(plan.values == before.values)
        #expect(Set(plan.groups.map(\.typeName)) == ["BuildGraphTests.Series", "BuildGraphTests.Total", "BuildGraphTests.Constant"])
        #expect(world.objectCount == 2)
        #expect(try world.build(graph(1000)).ran.isEmpty)
        #expect(try world.build(graph(2000)).ran.isEmpty)
        #expect(Set(try world.build(graph(3000)).ran) == ["series", "total", "constant"])
    }

    @Test func aSecondCollectionFindsNothingToDoAndWritesNothing() throws {
        for size in [1000, 2000] { try world.build(graph(size)) }
        try world.collect([graph(1000)])
        let journal = try world.files.read(TestWorld.cache + "/traces.journal")
        world.files.resetCounts()
        #expect(try world.collect([graph(1000)]).isEmpty)
        #expect(try world.files.read(TestWorld.cache + "/traces.journal") == journal)
        for operation in ["write", "append", "rename", "remove"] { #expect(world.files.count(of: operation) == 0, "\(operation)") }
    }

    @Test func aPlanTakesNoLockAndWritesNothing() throws {
        for size in [1000, 2000] { try world.build(graph(size)) }
        world.files.resetCounts()
        let store = try world.openStore()
        #expect(try !store.planCollection(keeping: world.live([graph(1000)], in: store), CollectionPolicy()).isEmpty)
        for operation in ["lock", "write", "append", "rename", "remove", "mkdir", "fsync"] {
            #expect(world.files.count(of: operation) == 0, "\(operation)")
        }
    }

    @Test func inTheMiddleOfAnEditTheLastRunOfEveryTargetStays() throws {
        try world.build(graph(1000), code: "before")
        try world.collect([graph(1000)], code: "after")
        #expect(try world.build(graph(1000), code: "before").ran.isEmpty)
        // Two versions ago is two versions ago.
        try world.build(graph(1000), code: "after")
        try world.collect([graph(1000)], code: "after")
        #expect(try world.build(graph(1000), code: "after").ran.isEmpty)
        #expect(try world.build(graph(1000), code: "before").ran.count == 3)
    }

    @Test func aTargetWhoseFileIsMissingKeepsItsLastRun() throws {
        let text = [AnyInput(FileText(name: "text", file: SourceFile("notes")))]
        try world.write("hello", to: "notes")
        try world.build(text)
        try world.files.remove("/project/notes")
        try world.collect([text])
        try world.write("hello", to: "notes")
        #expect(try world.build(text).ran.isEmpty)
    }

    @Test func theLastFailureOfATargetStaysAndThatOfAnotherGoes() throws {
        try world.write("fail", to: "state")
        let mine = AnyInput(Fragile(name: "mine", file: SourceFile("state"))), other = AnyInput(Fragile(name: "other", file: SourceFile("state")))
        try world.build([mine, other])
        #expect(try world.collect([[mine]]).failures.count == 1)
        #expect(try world.openStore().lastFailure(ofIdentity: mine.node.identity) != nil)
        #expect(try world.openStore().lastFailure(ofIdentity: other.node.identity) == nil)
    }

    @Test func whatWasMadeInTheLastDaysStaysIfAskedFor() throws {
        for size in [1000, 2000, 3000] {
            try world.build(graph(size))
            world.clock.advance(86_400)
        }
        try world.collect([graph(1000)], CollectionPolicy(days: 1.5))
        #expect(try world.build(graph(3000)).ran.isEmpty)
        #expect(try world.build(graph(1000)).ran.isEmpty)
        #expect(try world.build(graph(2000)).ran.count == 3)
    }

    @Test func theOldestGoesFirstUntilTheStoreFits() throws {
        // One after the other: of two that are made at once, chance would say which is older.
        func chain(_ size: Int) -> [AnyInput] { Array(graph(size).prefix(1)) }
        for size in [1000, 2000, 3000, 4000] {
            try world.build(chain(size))
            world.clock.advance(100)
        }
        // 1000 is live; of 4000 + 3000 + 2000 numbers of eight bytes the first two fit into what is left, and the small
        // value that was made after the third.
        let plan = try world.collect([chain(1000)], CollectionPolicy(size: 8 * (1000 + 4000 + 3000) + 12_000))
        #expect(plan.values.count == 1)
        let stays = world.files.paths.filter { $0.hasPrefix(TestWorld.cache) }.compactMap { try? world.files.status($0)?.size }.reduce(0, +)
        #expect(stays <= 8 * 8000 + 12_000)
        #expect(plan.stays.bytes == stays)
        for size in [1000, 3000, 4000] { #expect(try world.build(chain(size)).ran.isEmpty) }
        #expect(try world.build(chain(2000)).ran == ["series"])
    }

    @Test func aStoreThatFitsKeepsEverythingAndOneWhoseLiveValuesDoNotKeepsThem() throws {
        for size in [1000, 2000] { try world.build(graph(size)) }
        #expect(try world.collect([graph(1000)], CollectionPolicy(size: 1 << 20)).values.count == 0)
        let plan = try world.collect([graph(1000)], CollectionPolicy(size: 10))
        #expect(plan.values.count == 3)
        #expect(plan.live.bytes > 10)
        #expect(try world.build(graph(1000)).ran.isEmpty)
    }

    @Test func aValueThatTwoTracesLeadToStaysAsLongAsOneDoes() throws {
        let one = [AnyInput(Series(name: "one", count: 1000))], other = [AnyInput(Series(name: "other", count: 1000))]
        try world.build(one)
        try world.build(other)
        #expect(world.objectCount == 1)
        try world.collect([one])
        #expect(world.objectCount == 1)
        #expect(try world.build(one).ran.isEmpty)
    }

    @Test func whatKilledProcessesLeftGoesAndForeignFilesStay() throws {
        try world.build(graph(1000))
        let cache = TestWorld.cache, key = Digest(of: [1]).hexadecimal
        let leftovers = ["objects/new/7-123-1", "objects/new/0a1b2c3d.lock", "traces.journal.new-3k", "checkpoints/\(key).new-1"]
        let foreign = ["README", "objects/notes.txt", "checkpoints/mine", "checkpoints/\(key)", "traces.journal.backup"]
        try world.files.makeFolder(cache + "/checkpoints")
        for path in leftovers + foreign + ["objects/ab/\(key.dropFirst(2))"] {
            try world.files.makeFolder("\(cache)/\(path)".parentFolder)
            try world.files.write([1, 2, 3], to: "\(cache)/\(path)")
        }
        let plan = try world.collect([graph(1000)])
        // The lock of a worker goes too, without a word.
        #expect(plan.leftovers.count == leftovers.count - 1)
        #expect(plan.unreachable.count == 1)
        #expect(plan.unreachable.bytes == 3)
        // What is no checkpoint is nobody's: it is left to whoever looks at it.
        #expect(plan.checkpoints.count == 0)
        for path in leftovers { #expect(!world.files.paths.contains("\(cache)/\(path)"), "\(path)") }
        for path in foreign { #expect(world.files.paths.contains("\(cache)/\(path)"), "\(path)") }
        #expect(try world.build(graph(1000)).ran.isEmpty)
    }

    @Test func valuesOfAnotherPaperAreToldApart() throws {
        try world.build([AnyInput(Series(name: "theirs", count: 1000))], code: "theirs")
        try world.build([AnyInput(Constant(name: "a", value: 1))], code: "before")
        try world.build([AnyInput(Constant(name: "a", value: 1))])
        let plan = try world.collect([[AnyInput(Constant(name: "a", value: 1))]])
        let groups = Dictionary(uniqueKeysWithValues: plan.groups.map { ($0.typeName, $0) })
        #expect(groups["BuildGraphTests.Series"]?.isCurrent == false)
        #expect(groups["BuildGraphTests.Constant"]?.isCurrent == true)
        #expect(groups["BuildGraphTests.Constant"]?.ofOtherCode == 1)
    }

    @Test func recordsOfANewerProgramAreNotTouched() throws {
        try world.build(graph(1000))
        let path = TestWorld.cache + "/traces.journal"
        var other = try world.files.read(path)
        Journal.add([200] + Array(repeating: 1, count: 40), to: &other)
        try world.files.write(other, to: path)
        let error = #expect(throws: BuildError.self) { try world.collect([]) }
        #expect(ErrorReport(try #require(error)).what == "\(path) was written by another version of this program.")
        #expect(try world.files.read(path) == other)
    }

    @Test func aStoreThatIsNotThereHasNothingToCollect() throws {
        #expect(try world.collect([graph(1000)]).isEmpty)
        #expect(!world.files.paths.contains { $0.hasPrefix(TestWorld.cache) })
    }
}
