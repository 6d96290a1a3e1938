// What happens when things go wrong: failing targets, damaged stores, bad graphs.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct FailureTests {
    let world = TestWorld()

    @Test func aFailureSkipsItsDependantsAndTheRestIsBuilt() throws {
        try world.write("fail", to: "state")
        let fragile = Fragile(name: "fragile", file: SourceFile("state"))
        let top = Sum(name: "top", terms: [Input(fragile), Input(Constant(name: "a", value: 1))])
        let other = Sum(name: "other", terms: [Input(Constant(name: "b", value: 1))])
        let result = try world.build([AnyInput(top), AnyInput(other)])
        #expect(result.failed == ["fragile"])
        #expect(result.skipped == ["top"])
        #expect(result.reasons["top"] == .inputFailed("fragile"))
        #expect(Set(result.ran) == ["a", "b", "other"])
        #expect(!result.outcome.succeeded)

        let again = try world.build([AnyInput(top), AnyInput(other)])
        #expect(again.failed == ["fragile"])
        try world.write("fine", to: "state")
        #expect(Set(try world.build([AnyInput(top), AnyInput(other)]).ran) == ["fragile", "top"])
    }

    @Test func aFailureIsRememberedUntilTheTargetSucceeds() throws {
        try world.write("fail", to: "state")
        let fragile = AnyInput(Fragile(name: "fragile", file: SourceFile("state")))
        try world.build([fragile])
        #expect(try world.openStore().lastFailure(ofIdentity: fragile.node.identity)?.message.contains("Broken") == true)
        try world.write("fine", to: "state")
        try world.build([fragile])
        #expect(try world.openStore().lastFailure(ofIdentity: fragile.node.identity) == nil)
    }

    @Test func withoutKeepGoingNothingStartsAfterAFailure() throws {
        try world.write("fail", to: "state")
        let roots = [AnyInput(Fragile(name: "fragile", file: SourceFile("state")))] + (0..<50).map { AnyInput(Constant(name: "c\($0)", value: 1)) }
        let result = try world.build(roots, jobs: 1, keepGoing: false)
        #expect(result.failed == ["fragile"])
        #expect(result.ran.count < 50)
    }

    @Test func aDamagedObjectIsToldAndOnlyItIsMadeAgain() throws {
        let series = Series(name: "series", count: 1000)
        func roots(_ name: String) -> [AnyInput] { [AnyInput(Total(name: name, series: Input(series)))] }
        try world.build(roots("total"))
        let object = try #require(world.files.paths.first { $0.contains("/objects/") })
        world.files.corrupt(object) { $0[100] ^= 1 }
        // Nothing reads it yet …
        #expect(try world.build(roots("total")).ran.isEmpty)
        // … until a new target does.
        let result = try world.build(roots("new"))
        #expect(result.ran == ["series", "new"])
        #expect(result.reasons["series"] == .valueDamaged)
        #expect(result.notices.contains { if case .damagedObject("series", _) = $0 { true } else { false } })
        #expect(try world.build(roots("total")).ran.isEmpty)
    }

    /// A reader finds the damage and sets nothing aside: the worker that is to make the value again meets the damaged file.
    @Test func aWorkerMakesAgainWhatAReaderFoundDamaged() throws {
        let roots = [AnyInput(HeavySeries(name: "heavy", count: 1000, terms: Input(Constant(name: "zero", value: 0))))]
        let output = try #require(try world.build(roots).outcome.trace(of: roots[0].node)?.output)
        let store = try world.build(roots).outcome.store
        let object = try #require(world.files.paths.first { $0.contains("/objects/") })
        world.files.corrupt(object) { $0[100] ^= 1 }
        #expect(throws: BuildError.self) { try store.load(output, target: "heavy") }
        let result = try world.build(roots, store: store)
        #expect(result.ran == ["heavy"] && result.reasons["heavy"] == .valueDamaged)
        #expect(try result.outcome.bytes(of: roots[0].node).count > 8000)
        #expect(try world.build(roots).ran.isEmpty)
    }

    @Test func aMissingObjectIsMadeAgain() throws {
        let roots = [AnyInput(Series(name: "series", count: 1000))]
        try world.build(roots)
        let object = try #require(world.files.paths.first { $0.contains("/objects/") })
        try world.files.remove(object)
        #expect(try world.build(roots).reasons["series"] == .valueMissing)
    }

    @Test func aTornJournalTailIsCutOffAndToldAndTheRestIsKept() throws {
        let roots = (0..<10).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) }
        try world.build(roots, jobs: 1)
        world.files.corrupt("/project/build/cache/traces.journal") { $0.removeLast(5) }
        let result = try world.build(roots)
        #expect(result.ran.count == 1)
        #expect(result.notices.contains { if case .mendedJournal = $0 { true } else { false } })
        #expect(try world.build(roots).ran.isEmpty)
    }

    @Test func usingWhatIsNotDeclaredIsRefusedWithBothNames() throws {
        let result = try world.build([AnyInput(Smuggler(hidden: Input(Constant(name: "contraband", value: 1))))])
        let what = try #require(result.outcome.failures.first?.1.what)
        #expect(what == "smuggler uses contraband without declaring it.")
    }

    @Test func twoTargetsOfOneNameAreRefused() {
        #expect(throws: BuildError.self) {
            try Graph(roots: [AnyInput(Constant(name: "x", value: 1)).node, AnyInput(Constant(name: "x", value: 2)).node])
        }
    }

    @Test func aNaNParameterIsRefused() throws {
        let error = #expect(throws: BuildError.self) {
            try Graph(roots: [AnyInput(Constant(name: "x", value: .nan)).node])
        }
        #expect(ErrorReport(try #require(error)).what.contains("value"))
    }

    @Test func aLocalTypeIsRefusedSinceItsNameIsNotStable() {
        struct Local: Target {
            func make(_ inputs: Inputs) -> Int { 1 }
        }
        #expect(throws: BuildError.self) { try Graph(roots: [AnyInput(Local()).node]) }
    }

    @Test func aFullDiskEndsTheBuildWithOneClearMessage() throws {
        world.files.injectFaults { operation, _ in operation == "append" ? ENOSPC : nil }
        let error = #expect(throws: (any Error).self) { try world.build([AnyInput(Constant(name: "a", value: 1))]) }
        #expect(ErrorReport(try #require(error)).what.hasPrefix("The disk of /"))
        world.files.injectFaults(nil)
        #expect(try world.build([AnyInput(Constant(name: "a", value: 1))]).failed.isEmpty)
    }

    /// Before a worker process starts, what it needs is made durable. That this fails is not the target's fault.
    @Test func aDiskThatIsFullWhenAWorkerStartsIsNoFailureOfItsTarget() throws {
        let start = Input(Series(name: "series", count: 10))
        let graph = try Graph(roots: [AnyInput(HeavySeries(name: "heavy", count: 3, terms: Input(Total(name: "total", series: start)))).node])
        let failed = Names(), store = try world.openStore()
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine),
            workers: WorkerExecutor(store: store, command: Command("worker")),
            observe: { if case .failed(let node, _, _) = $0 { failed.add(node.name) } })
        world.files.injectFaults { operation, _ in operation == "append" ? ENOSPC : nil }
        let error = #expect(throws: (any Error).self) { try scheduler.run(Array(graph.nodes.indices)) }
        #expect(ErrorReport(try #require(error)).what.hasPrefix("The disk of /"))
        #expect(failed.take().isEmpty)
    }

    @Test func aReadOnlyStoreIsNamedBeforeAnythingRuns() throws {
        world.files.injectFaults { operation, path in operation == "mkdir" && path.contains("cache") ? EROFS : nil }
        let error = #expect(throws: (any Error).self) { try world.build([AnyInput(Constant(name: "a", value: 1))]) }
        #expect(ErrorReport(try #require(error)).what == "The store cannot be written: /project/build/cache.")
    }

    @Test func aMisspeltNameIsAnsweredWithTheNearest() throws {
        let graph = try Graph(roots: [AnyInput(Constant(name: "jacobian-spectra", value: 1)).node])
        let error = #expect(throws: BuildError.self) { try graph.targets(named: "jacobain-spectra") }
        #expect(ErrorReport(try #require(error)).next == "Did you mean jacobian-spectra?")
    }
}
