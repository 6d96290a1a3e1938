// What was running when a build was killed is suspected of it, and runs in a worker process.
import BuildGraph
import TestSupport
import Testing

@Suite struct RunningRecordTests {
    let world = TestWorld()
    private let targets = [AnyInput(Constant(name: "a", value: 1)), AnyInput(Constant(name: "b", value: 2))]
    private let record = TestWorld.storeFolder + "/objects/new/99-1.running"

    private func key(of name: String) throws -> [UInt8] {
        let context = BuildContext(
            graph: try Graph(roots: targets.map(\.node)), store: try world.openStore(), code: CodeFingerprints(everything: Digest(of: Array("code".utf8))))
        let plan = Scheduler(context, options: BuildOptions(machine: world.effects.machine)).plan([0, 1])
        return try #require(plan.toRun.first { $0.node.name == name }?.key).bytes
    }

    private func write(_ records: [UInt8]) throws {
        try world.files.makeFolder(record.parentFolder)
        try world.files.append(records, to: record)
    }

    @Test func whatBeganAndDidNotEndIsSuspectedOnce() throws {
        // One ended, and the last record is torn.
        try write([1] + key(of: "a") + [1] + key(of: "b") + [0] + key(of: "b") + [1, 2, 3])
        let result = try world.build(targets)
        #expect(result.ran.sorted() == ["a", "b"] && result.notices == [.suspect(target: "a")])
        #expect(!world.files.paths.contains { $0.hasSuffix(".running") })
        #expect(try world.build(targets, code: "other").notices.isEmpty)
    }

    @Test func whatRunsInAnotherBuildIsNotSuspected() throws {
        try write([1] + key(of: "a"))
        let lock = try world.files.lock(record)
        #expect(try world.build(targets).notices.isEmpty)
        lock.unlock()
        #expect(try world.build(targets, code: "other").notices.isEmpty)
    }
}
