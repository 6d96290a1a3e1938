// What a build notes of its own course.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct ProfileTests {
    let world = TestWorld()

    func profile(_ result: TestWorld.Result, jobs: Int = 2) -> BuildTiming? {
        BuildTiming(result.outcome, phases: [], jobs: jobs, effects: world.effects)
    }

    /// a → b → c, and d beside them.
    var roots: [AnyInput] {
        let a = Constant(name: "a", value: 1)
        let b = Sum(name: "b", terms: [Input(a)])
        return [AnyInput(Sum(name: "c", terms: [Input(b)])), AnyInput(Constant(name: "d", value: 2))]
    }

    @Test func everyRunIsNotedWithItsLaneAndItsTimes() throws {
        let profile = try #require(profile(try world.build(roots)))
        #expect(Set(profile.runs.map(\.name)) == ["a", "b", "c", "d"])
        #expect(profile.runs.allSatisfy { $0.start >= 0 && $0.start < $0.end && $0.end <= profile.duration })
        #expect(profile.runs.allSatisfy { $0.reason == "never built" && !$0.hasFailed && $0.processorTime > 0 })
        for lane in Set(profile.runs.map(\.lane)) {
            let runs = profile.runs.filter { $0.lane == lane }.sorted { $0.start < $1.start }
            for (one, next) in zip(runs, runs.dropFirst()) { #expect(one.end <= next.start) }
        }
        #expect(profile.phases.map(\.name) == ["resolve", "commit"])
    }

    @Test func theCriticalPathIsTheLongestChainOfTargets() throws {
        // The clock ticks at each look, so that a chain of three takes longer than one target.
        let profile = try #require(profile(try world.build(roots, jobs: 1)))
        #expect(profile.criticalPath.map(\.name) == ["a", "b", "c"])
        #expect(profile.criticalPath.reduce(0) { $0 + $1.duration } <= profile.duration)
        #expect(profile.occupancy > 0 && profile.occupancy <= 0.5)
    }

    @Test func aBuildThatRanNothingHasNoProfile() throws {
        try world.build(roots)
        #expect(profile(try world.build(roots)) == nil)
    }

    @Test func whatIsUpToDateIsCountedAndWhatFailsIsMarked() throws {
        try world.build(roots)
        try world.write("fail", to: "state")
        let profile = try #require(profile(try world.build(roots + [AnyInput(Fragile(name: "fragile", file: SourceFile("state")))])))
        #expect(profile.upToDate == 4)
        #expect(profile.runs.map(\.name) == ["fragile"])
        #expect(profile.runs[0].hasFailed)
    }

    @Test func aProfileIsReadBackAsItWasWritten() throws {
        let profile = try #require(profile(try world.build(roots)))
        #expect(try decodeValue(BuildTiming.self, from: encodeValue(profile)) == profile)
        // Of columns of different lengths none is believed.
        let text = String(decoding: try encodeValue(["format": 1]), as: UTF8.self)
        #expect(throws: (any Error).self) { try decodeValue(BuildTiming.self, from: Array(text.utf8)) }
    }
}
