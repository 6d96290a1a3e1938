// The rules of docs/keys.md, "Why did it run?": in its order, with its numbers. Each state is one to which later rules
// would apply too, so that a test fails when its rule is left out, and when it is moved down.
import BuildGraph
import TestSupport
import Testing

/// A target with everything that a rule can be about.
struct RuleSubject: Target {
    var name = "subject"
    var parameter = 1
    var input: Input<Double>
    var file = SourceFile("notes.md")
    var label: String? { name }
    struct Refused: Error {}

    func make(_ inputs: Inputs) throws -> [Double] {
        if try inputs[file] == Array("fail".utf8) { throw Refused() }
        // Large enough for a file of its own in the store.
        return Array(repeating: try inputs[input] * Double(parameter), count: 1000)
    }
}

@Suite struct InvalidationRulesTests {
    let world = TestWorld()

    func roots(parameter: Int = 1, input: Double = 1) -> [AnyInput] {
        [AnyInput(RuleSubject(parameter: parameter, input: Input(Constant(name: "input", value: input))))]
    }

    /// Builds; the result is the reason for which the subject ran, nil when it did not.
    func reason(parameter: Int = 1, input: Double = 1, code: String = "code", forced: [String] = []) throws -> Reason? {
        try world.build(roots(parameter: parameter, input: input), code: code, forced: forced).reasons["subject"]
    }

    func builtOnce() throws {
        try world.write("text", to: "notes.md")
        #expect(try reason() == .neverBuilt)
    }

    /// The reason for which it would run, nil when it would not.
    func plannedReason(parameter: Int = 1, input: Double = 1, code: String = "code") throws -> Reason? {
        let graph = try Graph(roots: roots(parameter: parameter, input: input).map(\.node))
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: try world.openStore(), code: CodeFingerprints(everything: Digest(of: code.utf8))),
            options: BuildOptions(machine: world.effects.machine))
        return scheduler.plan(Array(graph.nodes.indices)).toRun.first { $0.node.name == "subject" }?.reason
    }

    @Test func rule1AStoredValueForThisVeryStateIsUsed() throws {
        try builtOnce()
        #expect(try reason() == nil)
        // Also after other states have been built.
        #expect(try reason(parameter: 2) != nil)
        #expect(try reason() == nil)
    }

    @Test func rule2WhatIsAskedForRunsThoughItIsUpToDate() throws {
        try builtOnce()
        #expect(try reason(forced: ["subject"]) == .forced)
    }

    @Test func rule3AStateThatFailedTheLastTimeSaysSo() throws {
        try builtOnce()
        try world.write("fail", to: "notes.md")
        #expect(try plannedReason(parameter: 2) == .parametersChanged(["parameter: 1 → 2"]))
        #expect(try world.build(roots(parameter: 2)).failed == ["subject"])
        #expect(try plannedReason(parameter: 2) == .failedBefore)
    }

    @Test func rule4AValueThatIsGoneIsMadeAgain() throws {
        try builtOnce()
        for path in world.files.paths where path.contains("/objects/") { try world.files.remove(path) }
        #expect(try reason() == .valueMissing)
    }

    @Test func rule5NothingOfThisNameEverRan() throws {
        try builtOnce()
        let other = AnyInput(RuleSubject(name: "other", parameter: 2, input: Input(Constant(name: "input", value: 3))))
        #expect(try world.build([other], code: "other").reasons["other"] == .neverBuilt)
    }

    @Test func rule6OtherParametersGoBeforeFilesInputsAndCode() throws {
        try builtOnce()
        try world.write("other text", to: "notes.md")
        #expect(try reason(parameter: 2, input: 3, code: "other") == .parametersChanged(["parameter: 1 → 2"]))
    }

    @Test func rule7OtherFilesGoBeforeInputsAndCode() throws {
        try builtOnce()
        try world.write("other text", to: "notes.md")
        #expect(try reason(input: 3, code: "other") == .filesChanged(["notes.md"]))
    }

    @Test func rule8OtherInputsGoBeforeCode() throws {
        try builtOnce()
        #expect(try reason(input: 3, code: "other") == .inputsChanged(["input"]))
    }

    @Test func rule9WhatIsLeftIsTheCode() throws {
        try builtOnce()
        guard case .codeChanged = try reason(code: "other") else {
            Issue.record("another reason than the code")
            return
        }
    }
}
