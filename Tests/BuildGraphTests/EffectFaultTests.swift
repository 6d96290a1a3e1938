// Faults and coincidences in the middle of a build: edits while it runs, equal values at once, disks that fill up.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

/// Edits its own file on its first run, between the decision to run it and its reading the file.
struct Interloper: Target {
    var name: String
    var file: SourceFile
    var label: String? { name }
    func make(_ inputs: Inputs) throws -> String {
        let path = inputs.effects.projectPath(file.path)
        if try inputs.effects.files.read(path) == Array("before".utf8) {
            try inputs.effects.files.write(Array("after".utf8), to: path)
        }
        return String(decoding: try inputs[file], as: UTF8.self)
    }
}

@Suite struct EffectFaultTests {
    let world = TestWorld()

    @Test func aFileEditedWhileItsTargetRunsIsDecidedAnewAndPoisonsNothing() throws {
        let target = [AnyInput(Interloper(name: "text", file: SourceFile("notes")))]
        try world.write("before", to: "notes")
        let first = try world.build(target)
        #expect(first.failed.isEmpty)
        #expect(try decodeValue(String.self, from: first.outcome.bytes(of: target[0].node)) == "after")
        // The old content has no value: what was made from the new one is not stored under its key.
        try world.write("before", to: "notes")
        let second = try world.build(target)
        #expect(try decodeValue(String.self, from: second.outcome.bytes(of: target[0].node)) == "after")
        #expect(try world.files.read("/project/notes") == Array("after".utf8))
    }

    @Test func equalLargeValuesMadeAtOnceAreOneObject() throws {
        // Two labels, so two nodes; one value.
        let roots = (0..<8).map { AnyInput(Series(name: "s\($0)", count: 2000)) }
        let result = try world.build(roots, jobs: 4)
        #expect(result.failed.isEmpty)
        #expect(world.files.paths.count(where: { $0.contains("/objects/") && !$0.contains("/new/") }) == 1)
        #expect(!world.files.paths.contains { $0.contains("/objects/new/") })
        #expect(try world.build(roots).ran.isEmpty)
    }

    @Test(arguments: ["write", "append", "fsync", "rename", "lock", "mkdir"], [ENOSPC, EIO, EROFS])
    func aStoreThatCannotBeWrittenEndsTheBuildOnceAndTheNextOneGoesOn(operation: String, code: Int32) throws {
        let roots = (0..<6).map { AnyInput(Series(name: "s\($0)", count: 1000 + $0)) }
        try world.build([AnyInput(Constant(name: "first", value: 1))])
        for after in 0..<6 {
            let count = Mutex(0)
            world.files.injectFaults { done, path in
                guard done == operation, path.contains("cache"), !path.contains("files.journal") else { return nil }
                return count.withLock { count in
                    count += 1
                    return count > after ? code : nil
                }
            }
            let result = Result { try world.build(roots, jobs: 2) }
            world.files.injectFaults(nil)
            if case .success(let build) = result { #expect(build.failed.isEmpty) }
            #expect(try world.build([AnyInput(Constant(name: "first", value: 1))]).ran.isEmpty)
        }
        #expect(try world.build(roots).failed.isEmpty)
        #expect(try world.build(roots).ran.isEmpty)
    }

    @Test func aJournalThatWasRemovedUnderARunningStoreIsBegunAnew() throws {
        let store = try world.openStore()
        try world.build([AnyInput(Constant(name: "a", value: 1))])
        try store.refresh()
        try world.files.remove("/project/build/cache/traces.journal")
        try world.build([AnyInput(Constant(name: "b", value: 1))])
        try store.refresh()
        #expect(try world.build([AnyInput(Constant(name: "b", value: 1))]).ran.isEmpty)
    }
}
