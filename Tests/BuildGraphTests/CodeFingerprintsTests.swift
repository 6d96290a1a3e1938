// Fingerprints of code in keys, and what is said of them when they change.
import BuildGraph
import TestSupport
import Testing

@Suite struct CodeFingerprintsTests {
    let world = TestWorld()

    /// The two texts of a program of this module's target types, in which the body of each type has a version.
    private func code(constant: Int = 1, sum: Int = 1, makeOfSum: Int = 1, more: [String] = [], without: Set<String> = [], padding: Int = 0) -> CodeFingerprints {
        func digits(_ count: Int, _ parts: Int...) -> String {
            String(Digest(of: parts.map(String.init).joined(separator: " ").utf8).hexadecimal.prefix(count))
        }
        let types = [("Constant", digits(64, 1, constant)), ("Sum", digits(64, 2, constant, sum, makeOfSum, more.count)), ("Replicates", digits(64, 3))]
        let fingerprints = ["*" + digits(64, constant, sum), "=BuildGraphTests", "=BuildGraph"] + types.filter { !without.contains($0.0) }.map { name, digits in
            "\(name == "Replicates" ? "BuildGraph" : "BuildGraphTests").\(name) \(digits)"
        }
        let declarations = [
            "=BuildGraphTests", "/Samples/Constant.swift", "+\(digits(16, constant)) Constant", "/Samples/Sum.swift", "+\(digits(16, sum)) Sum",
            ".\(digits(16, makeOfSum)) Sum.make(_:)",
        ] + more.map { "+\(digits(16, 9)) \($0)" } + ["*0", ">BuildGraphTests.Constant", "*0-\(1 + more.count)", ">BuildGraphTests.Sum"]
            // A line that nobody understands makes the table an object in a file of its own.
            + [String(repeating: "?", count: padding)]
        return CodeFingerprints(fingerprints: fingerprints.joined(separator: "\n"), declarations: declarations.joined(separator: "\n"))
    }

    private var targets: [AnyInput] {
        [AnyInput(Sum(name: "sum", terms: [Input(Constant(name: "a", value: 1))]))]
    }

    @Test func aTargetRunsWhenTheCodeOfItsTypeChangedAndSaysWhat() throws {
        try world.build(targets, fingerprints: code())
        #expect(try world.build(targets, fingerprints: code()).ran.isEmpty)
        let second = try world.build(targets, fingerprints: code(makeOfSum: 2))
        #expect(second.ran == ["sum"])
        #expect(second.reasons["sum"] == .codeChanged(["`Sum.make(_:)` in Sum.swift"]))
        #expect(second.reasons["sum"]?.description == "changed code: `Sum.make(_:)` in Sum.swift")
    }

    @Test func newAndRemovedDeclarationsAreNamedToo() throws {
        try world.build(targets, fingerprints: code(more: ["helper(_:)"]))
        let second = try world.build(targets, fingerprints: code(sum: 2))
        #expect(second.reasons["sum"] == .codeChanged(["`Sum` in Sum.swift", "removed: `helper(_:)` in Sum.swift"]))
        let third = try world.build(targets, fingerprints: code(sum: 3, more: ["other"]))
        #expect(third.reasons["sum"] == .codeChanged(["`Sum` in Sum.swift", "new: `other` in Sum.swift"]))
    }

    @Test func ofManyChangesThreeAreNamed() throws {
        try world.build(targets, fingerprints: code())
        let second = try world.build(targets, fingerprints: code(constant: 2, makeOfSum: 2, more: ["b", "c", "d"]), only: ["sum"])
        let reason = try #require(second.reasons["sum"])
        #expect(reason.description == "changed code: `Constant` in Constant.swift, `Sum.make(_:)` in Sum.swift, new: `b` in Sum.swift and 2 more")
    }

    /// Of an overloaded name that the type reached in part, and the rest of which is reached now, nothing is said: something else changed.
    @Test func whatIsOnlyReachedNowIsNoChange() throws {
        func code(_ version: Int, reached: String) -> CodeFingerprints {
            let digits = Digest(of: [UInt8(version)]).hexadecimal
            let table = ["=BuildGraphTests", "/a.swift", "+\(digits.prefix(16)) Constant", "+1 twice(_:)", "+2 twice(_:)", "*\(reached)", ">BuildGraphTests.Constant"]
            return CodeFingerprints(fingerprints: "*\n=BuildGraphTests\nBuildGraphTests.Constant \(digits)", declarations: table.joined(separator: "\n"))
        }
        let target = [AnyInput(Constant(name: "a", value: 1))]
        try world.build(target, fingerprints: code(1, reached: "0-1"))
        #expect(try world.build(target, fingerprints: code(2, reached: "0-2")).reasons["a"] == .codeChanged(["`Constant` in a.swift"]))
    }

    /// Two programs are compared once for each type, whatever the number of targets: the old table is read from the store once.
    @Test func theReasonsOfManyTargetsReadTheOldTableOnce() throws {
        let many = (0..<500).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) }
        try world.build(many, fingerprints: code(padding: 5000))
        let edited = code(constant: 2, padding: 5000)
        let store = try world.openStore()
        world.files.resetCounts()
        let plan = Scheduler(
            BuildContext(graph: try Graph(roots: many.map(\.node)), store: store, code: edited), options: BuildOptions(machine: world.effects.machine)
        ).plan(Array(0..<500))
        #expect(plan.toRun.count == 500 && plan.toRun.allSatisfy { $0.reason == .codeChanged(["`Constant` in Constant.swift"]) })
        #expect(world.files.count(of: "read", in: TestWorld.storeFolder + "/objects") == 1)
    }

    @Test func theTableIsStoredOnceAndARunWithoutItIsStillExplained() throws {
        try world.build(targets, fingerprints: code())
        let store = try world.openStore()
        let nodes = try Graph(roots: targets.map(\.node)).nodes
        let snapshots = Set(nodes.compactMap { store.lastTrace(of: $0)?.details.codeSnapshot })
        #expect(nodes.count == 2 && snapshots.count == 1)

        // A record of a program without the table.
        try world.build([AnyInput(Constant(name: "b", value: 1))])
        let second = try world.build([AnyInput(Constant(name: "b", value: 1))], fingerprints: code())
        #expect(second.reasons["b"] == .codeChanged([]))
        #expect(second.reasons["b"]?.description == "the code changed")
    }

    @Test(arguments: [0, 5000]) func theTableStaysAsLongAsAValueThatWasMadeByItsCode(padding: Int) throws {
        let first = code(padding: padding), second = code(makeOfSum: 2, padding: padding)
        try world.build(targets, fingerprints: first)
        let store = try world.openStore()
        let plan = try store.collect(CollectionPolicy(), keeping: { store in
            var live = LiveSet()
            live.add(BuildContext(graph: try Graph(roots: targets.map(\.node)), store: store, code: first))
            return live
        })
        #expect(plan.unreachable.count == 0)
        #expect(try world.openStore().check().unreachable.count == 0)
        #expect(try world.build(targets, fingerprints: second).reasons["sum"] == .codeChanged(["`Sum.make(_:)` in Sum.swift"]))
    }

    @Test func aGenericTypeHasTheCodeOfItsArguments() throws {
        let replicates = [AnyInput(Replicates(2) { Constant(name: "c\($0)", value: 1) })]
        try world.build(replicates, fingerprints: code())
        #expect(try world.build(replicates, fingerprints: code(sum: 2)).ran.isEmpty)
        #expect(try world.build(replicates, fingerprints: code(constant: 2)).ran.contains { $0.hasPrefix("Replicates") })
    }

    @Test func aTypeWithoutAFingerprintFailsAndSaysWhatToDo() throws {
        let result = try world.build(targets, fingerprints: code(without: ["Sum"]))
        #expect(result.failed == ["sum"] && result.ran == ["a"])
        let report = try #require(result.outcome.failures.first?.1)
        #expect(report.what == "The code of the target type BuildGraphTests.Sum is not known.")
        #expect(report.next?.contains("CodeFingerprintPlugin") == true)
        // The same for an argument of a generic type, and for a module that the plugin has not seen.
        let argument = try world.build([AnyInput(Replicates(1) { Seeded(seed: $0) })], fingerprints: code())
        #expect(argument.outcome.failures.count == 1)
        let foreign = CodeFingerprints(fingerprints: "*\n=Other", declarations: "")
        #expect(try world.build(targets, fingerprints: foreign).failed == ["a"])
    }

    @Test func aTypeInAnExtensionOfAnotherModulesTypeIsRefused() throws {
        let result = try world.build([AnyInput(String.Nested())], fingerprints: code())
        #expect(result.outcome.failures.first?.1.what.contains("is not known") == true)
    }

    @Test func aDamagedTableNamesNothingAndStopsNothing() throws {
        let fingerprints = "*\n=BuildGraphTests\nBuildGraphTests.Constant "
        func odd(_ digit: Character, _ table: String) -> CodeFingerprints {
            CodeFingerprints(fingerprints: fingerprints + String(repeating: digit, count: 64), declarations: table)
        }
        let target = [AnyInput(Constant(name: "a", value: 1))]
        try world.build(target, fingerprints: odd("a", "+\n*9-3 x\n>BuildGraphTests.Constant\n.\n??"))
        #expect(try world.build(target, fingerprints: odd("b", "")).reasons["a"] == .codeChanged([]))
    }
}

extension String {
    /// A target type that has no place of its own.
    struct Nested: Target {
        func make(_ inputs: Inputs) -> Int { 1 }
    }
}
