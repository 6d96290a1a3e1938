// Damage in the middle of a journal: what readers make of it, what the next build makes of it, and what may not be done before.
import BuildGraph
import TestSupport
import Testing

@Suite struct JournalMendingTests {
    let world = TestWorld()
    let journal = TestWorld.cache + "/traces.journal", digests = TestWorld.cache + "/files.journal"
    let roots = (0..<20).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) } + [AnyInput(Series(name: "series", count: 2000))]

    @discardableResult
    private func build() throws -> TestWorld.Result { try world.build(roots, jobs: 1) }

    private func everything() -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: world.files.paths.map { ($0, (try? world.files.read($0)) ?? []) })
    }

    /// Targets that read files.
    private func texts() throws -> [AnyInput] {
        try ["a.md", "b.md"].map { name in
            try world.write("hello", to: name)
            return AnyInput(FileText(name: name, file: SourceFile(name)))
        }
    }

    /// What was set aside of a journal.
    private func copies(of path: String) throws -> [[UInt8]] {
        try world.files.paths.filter { $0.hasPrefix(path + ".damaged-") }.map { try world.files.read($0) }
    }

    /// What a process that only looks does.
    private func look() throws -> [StoreNotice] {
        let store = try world.openStore()
        let context = BuildContext(graph: try Graph(roots: roots.map(\.node)), store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8)))
        _ = Scheduler(context, options: BuildOptions(jobs: 1, machine: world.effects.machine)).plan(Array(roots.indices))
        _ = try store.check()
        _ = try? store.planCollection(keeping: LiveSet(), CollectionPolicy())
        return store.takeNotices()
    }

    /// Every place of damage: one bit, a zeroed page, a stretch that is gone, one that is there twice.
    private static let damages: [(String, @Sendable (inout [UInt8]) -> Void)] = [
        ("a bit of the version", { $0[7] ^= 1 }),
        ("a bit of the magic", { $0[2] ^= 0x40 }),
        ("the whole header", { for i in 0..<8 { $0[i] = 0 } }),
        ("the length of the first record", { $0[9] ^= 0x7f }),
        ("a bit in the middle", { $0[$0.count / 2] ^= 0x10 }),
        ("512 zeros", { for i in 2000..<2512 { $0[i] = 0 } }),
        ("512 ones", { for i in 2000..<2512 { $0[i] = 1 } }),
        ("100 bytes that are gone", { $0.removeSubrange(3000..<3100) }),
        ("100 bytes too many", { $0.insert(contentsOf: Array(repeating: 0xab, count: 100), at: 3000) }),
        ("two places", { $0[700] ^= 1; $0[$0.count - 900] ^= 1 }),
    ]

    /// A file system that had no time to write leaves a hole, perhaps a large one.
    @Test func theZerosThatAJournalEndsWithAreNotKept() throws {
        try build()
        world.files.corrupt(journal) { $0 += [1, 2, 3] + Array(repeating: 0, count: 3 << 20) }
        let whole = try world.files.read(journal).count - 3 - (3 << 20)
        let result = try build()
        #expect(result.ran.isEmpty)
        #expect(try world.files.read(journal).count == whole)
        #expect(try copies(of: journal).map { $0.prefix(3) } == [[1, 2, 3]])
        #expect(try copies(of: journal).allSatisfy { $0.count <= 1 << 20 })
    }

    @Test(arguments: damages.indices) func afterADamagedRecordReadingGoesOn(number: Int) throws {
        let (what, damage) = Self.damages[number]
        try build()
        world.files.corrupt(journal, damage)
        let before = everything()
        let notices = try look()
        #expect(notices.count == 1, "\(what): \(notices)")
        guard case .damagedJournal(let found)? = notices.first else { return #expect(Bool(false), "\(what): \(notices)") }
        #expect(found.path == journal && !found.isTornEnd, "\(what): \(found)")
        #expect(everything() == before, "\(what): looking changed something")

        let result = try build()
        #expect(result.ran.count <= 5, "\(what): \(result.ran)")
        #expect(result.notices.contains { if case .mendedJournal(let told, _) = $0 { told == found } else { false } }, "\(what)")
        #expect(try copies(of: journal) == [try #require(before[journal])], "\(what)")
        let again = try build()
        #expect(again.ran.isEmpty && again.notices.isEmpty, "\(what)")
    }

    @Test func aLargeRecordAfterADamagedLengthIsFound() throws {
        let large = [AnyInput(Constant(name: "first", value: 1)), AnyInput(Bulky(name: "bulky", numbers: Array(0..<100_000)))]
        try world.build(large, jobs: 1)
        // The record of the first trace claims another length.
        world.files.corrupt(journal) { $0[9] ^= 0x03 }
        #expect(try world.build(large, jobs: 1).ran.contains("bulky") == false)
    }

    @Test func aBuildWithNothingToRunMendsToo() throws {
        try build()
        // The mark of a verification, or whatever nothing of this graph needs.
        try world.files.append([1, 2, 3], to: journal)
        let result = try build()
        #expect(result.ran.isEmpty)
        #expect(result.notices.count == 1)
        #expect(try look().isEmpty)
    }

    @Test func damageOfTheStatShortcutsIsToldAndMendedLikewise() throws {
        let target = try texts()
        try world.build(target)
        world.files.corrupt(digests) { $0[30] ^= 1 }
        let damaged = try world.files.read(digests)
        #expect(try look().count == 1)
        let result = try world.build(target)
        #expect(result.ran.isEmpty && result.notices.count == 1)
        #expect(try copies(of: digests) == [damaged])
        #expect(try look().isEmpty)
    }

    @Test func onADiskThatCannotBeWrittenWhatIsLeftIsUsed() throws {
        try build()
        world.files.corrupt(journal) { $0.append(7) }
        world.files.injectFaults { operation, _ in ["write", "append", "truncate", "rename", "remove", "mkdir"].contains(operation) ? 30 : nil }
        let result = try build()
        #expect(result.ran.isEmpty && result.outcome.succeeded)
        #expect(result.notices.contains { if case .damagedJournal = $0 { true } else { false } })
    }

    @Test(arguments: ["traces", "files"]) func nothingIsTakenOutOrCopiedWhileAJournalIsDamaged(name: String) throws {
        let all = try roots + texts()
        try world.build(all, jobs: 1)
        let path = "\(TestWorld.cache)/\(name).journal"
        world.files.corrupt(path) { $0[$0.count / 2] ^= 1 }
        let before = everything()
        for attempt in [
            { _ = try world.collect([all]) },
            { _ = try world.openStore().planCollection(keeping: LiveSet(), CollectionPolicy()) },
            { var sink = MemorySink(); _ = try world.openStore().export({ _ in LiveSet() }, title: "t", profiles: [], to: &sink) },
        ] {
            let error = #expect(throws: BuildError.self) { try attempt() }
            #expect(ErrorReport(try #require(error)).what.contains("\(path) is damaged: "), "\(name)")
        }
        // Only the file of a lock may be new.
        #expect(everything().filter { !$0.value.isEmpty } == before.filter { !$0.value.isEmpty })
        try world.build(all, jobs: 1)
        try world.collect([all])
        #expect(try world.build(all, jobs: 1).ran.isEmpty)
    }

    /// The trace of `series` is lost, and with it the name of its value; what is needed for other targets is not known to need it.
    @Test func whatADamagedRecordMayHaveNamedStaysUntilTheCopyIsRemoved() throws {
        try world.build([AnyInput(Series(name: "series", count: 2000))])
        let other = [AnyInput(Constant(name: "a", value: 1))]
        try world.build(other)
        world.files.corrupt(journal) { $0[40] ^= 1 }
        try world.build(other)
        let plan = try world.collect([other])
        #expect(plan.doubtful.count == 1 && plan.damaged.count == 1)
        #expect(world.objectCount == 1)
        let copy = try #require(world.files.paths.first { $0.contains(".damaged-") })
        try world.files.remove(copy)
        try world.collect([other])
        #expect(world.objectCount == 0)
    }

    @Test func valuesWithoutAJournalAreNotCollected() throws {
        try build()
        try world.files.remove(journal)
        let error = #expect(throws: BuildError.self) { try world.collect([roots]) }
        #expect(ErrorReport(try #require(error)).what.contains(journal))
        #expect(world.objectCount == 1)
    }
}
