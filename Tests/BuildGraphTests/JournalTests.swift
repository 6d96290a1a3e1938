// The store's journals as files: read in blocks, replaced, of another format.
import BuildGraph
import TestSupport
import Testing

/// A target whose parameters, and so its trace, are as large as wanted.
struct Bulky: Target {
    var name: String
    var numbers: [Int]
    var label: String? { name }
    func make(_ inputs: Inputs) -> Int { numbers.count }
}

@Suite struct JournalTests {
    let world = TestWorld()
    let traces = "/project/build/cache/traces.journal", digests = "/project/build/cache/files.journal"

    @Test func recordsLargerThanWhatIsReadAtOnceAreFoundAgain() throws {
        let roots = (0..<20).map { i in
            AnyInput(Bulky(name: "b\(i)", numbers: Array(0..<(i % 5 == 0 ? 100_000 : 3000 * i))))
        }
        try world.build(roots, jobs: 1)
        #expect(try world.files.read(traces).count > 3_000_000)
        #expect(try world.build(roots).ran.isEmpty)
        #expect(try world.openStore().lastTrace(of: roots[10].node)?.name == "b10")
    }

    @Test func aJournalThatAnotherOneReplacedIsReadFromItsBeginning() throws {
        let a = AnyInput(Constant(name: "a", value: 1)), b = AnyInput(Constant(name: "b", value: 2))
        try world.build([b])
        let other = try world.files.read(traces)
        try world.files.remove(traces)
        try world.build([a])
        let store = try world.openStore()
        #expect(store.lastTrace(of: a.node) != nil)
        try world.files.write(other + other.dropFirst(8), to: traces + ".new")
        try world.files.rename(traces + ".new", to: traces)
        try store.refresh()
        #expect(store.lastTrace(of: a.node) == nil)
        #expect(store.lastTrace(of: b.node)?.name == "b")
    }

    @Test func aValueWhoseJournalIsGoneIsMadeAgainWhenItIsNeeded() throws {
        let a = Constant(name: "a", value: 1)
        try world.build([AnyInput(a)])
        let graph = try Graph(roots: [AnyInput(Sum(name: "sum", terms: [Input(a)])).node])
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: try world.openStore(), code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine))
        try world.files.remove(traces)
        let outcome = try scheduler.run([0, 1])
        #expect(outcome.succeeded)
        #expect(outcome.ran.map(\.node.name) == ["a", "sum"])
    }

    @Test func aJournalOfAnotherFormatIsNamedAndLeftAlone() throws {
        try world.files.makeFolder("/project/build/cache")
        let old = Array("PAPER001 and more".utf8)
        try world.files.write(old, to: traces)
        let error = #expect(throws: BuildError.self) { try world.build([AnyInput(Constant(name: "a", value: 1))]) }
        #expect(ErrorReport(try #require(error)).what == "\(traces) was written by another version of this program.")
        #expect(try world.files.read(traces) == old)
    }

    @Test func statShortcutsOfAnotherFormatAreBegunAnew() throws {
        let target = [AnyInput(FileText(name: "text", file: SourceFile("notes.md")))]
        try world.write("hello", to: "notes.md")
        try world.files.makeFolder("/project/build/cache")
        try world.files.write(Array("PAPER001 and more".utf8), to: digests)
        for _ in 0..<3 { #expect(try world.build(target).failed.isEmpty) }
        world.files.injectFaults { operation, path in operation == "read" && path.hasSuffix("notes.md") ? 5 : nil }
        #expect(try world.build(target).failed.isEmpty)
    }

    @Test func aStoreThatIsOpenedBesideOtherWorkGivesBothOrTheirErrors() throws {
        struct Failed: Error {}
        try world.build([AnyInput(Constant(name: "a", value: 1))])
        let folder = "/project/build/cache"
        let (store, result) = try Store.open(folder: folder, effects: world.effects) { Input(Constant(name: "a", value: 1)).node }
        #expect(store.lastTrace(of: result)?.name == "a")
        #expect(throws: Failed.self) { try Store.open(folder: folder, effects: world.effects) { throw Failed() } }
        try world.files.write(Array("PAPER001".utf8), to: traces)
        #expect(throws: BuildError.self) { try Store.open(folder: folder, effects: world.effects) {} }
    }
}
