// What runs and what does not: the rules of rebuilding, in a world in memory.
import BuildGraph
import Synchronization
import TestSupport
import Testing

@Suite struct RebuildTests {
    let world = TestWorld()

    func chain(_ a: Double, grain: Double = 1e-9) -> [AnyInput] {
        let sum = Sum(name: "sum", terms: [Input(Constant(name: "a", value: a)), Input(Constant(name: "b", value: 2))], grain: grain)
        return [AnyInput(Sum(name: "top", terms: [Input(sum)]))]
    }

    @Test func everythingRunsOnceAndThenNothing() throws {
        let first = try world.build(chain(1))
        #expect(Set(first.ran) == ["a", "b", "sum", "top"])
        #expect(first.reasons["sum"] == .neverBuilt)
        #expect(try world.build(chain(1)).ran.isEmpty)
    }

    @Test func aChangedParameterRerunsWhatUsesItsContent() throws {
        try world.build(chain(1))
        let second = try world.build(chain(5))
        #expect(Set(second.ran) == ["a", "sum", "top"])
        #expect(second.reasons["a"] == .parametersChanged(["value: 1.0 → 5.0"]))
        #expect(second.reasons["sum"] == .inputsChanged(["a"]))
    }

    @Test func theSameInputsInAnotherArrangementAreChangedInputs() throws {
        let a = Input(Constant(name: "a", value: 1))
        try world.build([AnyInput(Sum(name: "sum", terms: [a]))])
        #expect(try world.build([AnyInput(Sum(name: "sum", terms: [a, a]))]).reasons["sum"] == .inputsChanged(["a"]))
    }

    @Test func aLongTextThatChangedInTheMiddleIsAChangedParameter() throws {
        let text = String(repeating: "word ", count: 60)
        try world.build([AnyInput(Prose(name: "prose", text: text + "a"))])
        let second = try world.build([AnyInput(Prose(name: "prose", text: text + "b"))])
        #expect(second.reasons["prose"] == .parametersChanged(["text: another text of 301 bytes"]))
    }

    @Test func goingBackToAnOldStateComputesNothing() throws {
        try world.build(chain(1))
        try world.build(chain(5))
        #expect(try world.build(chain(1)).ran.isEmpty)
    }

    @Test func equalContentStopsARebuildEarly() throws {
        try world.build(chain(1, grain: 10))
        let second = try world.build(chain(1.5, grain: 10))
        #expect(second.ran.sorted() == ["a", "sum"])
        #expect(try world.build(chain(1.5, grain: 10)).ran.isEmpty)
    }

    @Test func changedCodeRerunsEverything() throws {
        try world.build(chain(1))
        let second = try world.build(chain(1), code: "other")
        #expect(second.reasons["a"] == .codeChanged([]))
    }

    @Test func filesCountByContentNotByTime() throws {
        let target = [AnyInput(FileText(name: "text", file: SourceFile("notes.md")))]
        try world.write("hello", to: "notes.md")
        try world.build(target)
        world.files.touch("/project/notes.md")
        #expect(try world.build(target).ran.isEmpty)
        try world.write("goodbye", to: "notes.md")
        let third = try world.build(target)
        #expect(third.reasons["text"] == .filesChanged(["notes.md"]))
    }

    @Test func aClockThatIsSetBackRunsNothingAndHidesNoEdit() throws {
        let target = [AnyInput(FileText(name: "text", file: SourceFile("notes.md"))), AnyInput(Series(name: "series", count: 1000))]
        try world.write("hello", to: "notes.md")
        try world.build(target)
        world.clock.setWall(by: -1e8)
        #expect(try world.build(target).ran.isEmpty)
        try world.write("hallo", to: "notes.md")
        #expect(try world.build(target).ran == ["text"])
        // Two edits at one moment of the clock that was set back: the file is from the future, and is read again.
        world.clock.setWall(by: -1e8)
        try world.write("hullo", to: "notes.md")
        #expect(try world.build(target).ran == ["text"])
        #expect(try world.build(target).ran.isEmpty)
    }

    @Test func anUntouchedFileIsNotReadAgain() throws {
        let target = [AnyInput(FileText(name: "text", file: SourceFile("notes.md")))]
        try world.write("hello", to: "notes.md")
        try world.build(target)
        try world.build(target)
        world.files.injectFaults { operation, path in operation == "read" && path.hasSuffix("notes.md") ? 5 : nil }
        #expect(try world.build(target).failed.isEmpty)
    }

    @Test func aMissingFileFailsItsTargetAndSaysSo() throws {
        let result = try world.build([AnyInput(FileText(name: "text", file: SourceFile("absent.md")))])
        #expect(result.failed == ["text"])
        #expect(result.outcome.failures.first?.1.what == "absent.md is missing.")
    }

    @Test func moreReplicatesReuseTheFirst() throws {
        try world.build([AnyInput(Replicates(3) { Seeded(seed: $0) })])
        let second = try world.build([AnyInput(Replicates(5) { Seeded(seed: $0) })])
        #expect(second.ran.count(where: { $0.hasPrefix("Seeded") }) == 2)
        let values = try second.outcome.value(of: Replicates(5) { Seeded(seed: $0) })
        #expect(values == [0, 1, 4, 9, 16])
    }

    @Test func equalTargetsAreOneNode() throws {
        let twice = [AnyInput(Constant(name: "a", value: 1)), AnyInput(Constant(name: "a", value: 1))]
        #expect(try Graph(roots: twice.map(\.node)).nodes.count == 1)
    }

    @Test func aForcedTargetRunsAndItsEqualValueStopsThere() throws {
        try world.build(chain(1))
        let second = try world.build(chain(1), forced: ["sum"])
        #expect(second.ran == ["sum"])
        #expect(second.reasons["sum"] == .forced)
    }

    @Test func onlyWhatIsAskedForIsBuilt() throws {
        #expect(Set(try world.build(chain(1), only: ["sum"]).ran) == ["a", "b", "sum"])
    }

    @Test func aBuildWithNothingToDoWritesNothingAndReadsTheJournalsOnce() throws {
        let roots = chain(1) + [AnyInput(Series(name: "large", count: 1000))]
        try world.build(roots)
        world.files.resetCounts()
        try world.build(roots)
        for operation in ["write", "append", "rename", "fsync", "truncate", "remove", "mkdir", "lock"] {
            #expect(world.files.count(of: operation) == 0, "\(operation)")
        }
        #expect(world.files.count(of: "read") == 1)
    }

    @Test func programsAreAskedForTheirVersionsOnlyWhenSomethingRuns() throws {
        let asked = Mutex(0)
        var world = TestWorld()
        world.effects.software = {
            asked.withLock { $0 += 1 }
            return ["gnuplot": "5.4"]
        }
        let first = try world.build(chain(1))
        #expect(first.outcome.trace(of: chain(1)[0].node)?.details.provenance.machine.software == ["gnuplot": "5.4"])
        asked.withLock { $0 = 0 }
        try world.build(chain(1))
        #expect(asked.withLock { $0 } == 0)
    }
}
