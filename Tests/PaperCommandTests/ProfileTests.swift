// `paper profile` on a real project: the trace in the format of the viewers, the table in 80 columns.
import BuildGraph
import Foundation
import PaperCommand
import Testing

@Suite struct ProfileTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    /// A trace event, with what the viewers need of it.
    struct Event: Decodable {
        var name: String, ph: String, pid: Int, tid: Int
        var ts: Int64?, dur: Int64?
    }
    struct Trace: Decodable { var traceEvents: [Event] }

    func trace(_ path: String = "build/trace.json") throws -> [Event] {
        try JSONDecoder().decode(Trace.self, from: Data(try project.read(path).utf8)).traceEvents
    }

    @Test func beforeAnyBuildItSaysWhatToDo() throws {
        let result = try project.run(["profile"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("There is no profile of a build yet."))
        #expect(result.errorText.contains("→ Build first: example-paper build"))
    }

    @Test func theTraceHoldsEveryRunOnceOnNamedRowsThatDoNotOverlap() throws {
        let ran = try project.build().ran
        let result = try project.run(["profile"])
        #expect(result.succeeded, "\(result.errorText)")
        let events = try trace()
        #expect(Set(events.map(\.ph)) == ["M", "X", "C"])
        let boxes = events.filter { $0.ph == "X" }
        for box in boxes { #expect((box.ts ?? -1) >= 0 && (box.dur ?? -1) >= 0, "\(box)") }
        // Called by their titles, "Line: slope 2".
        #expect(boxes.filter { $0.tid > 0 }.map { String($0.name.prefix { $0 != ":" }) }.sorted() == ran)
        #expect(Set(boxes.filter { $0.tid == 0 }.map(\.name)) == ["graph and store", "check", "resolve", "commit", "publish"])
        let named = Set(events.filter { $0.ph == "M" && $0.name == "thread_name" }.map(\.tid))
        #expect(Set(boxes.map(\.tid)).isSubset(of: named))
        for row in named {
            let times = boxes.filter { $0.tid == row }.compactMap { box in box.ts.flatMap { from in box.dur.map { (from, from + $0) } } }.sorted { $0 < $1 }
            // Times are rounded to a microsecond.
            for (one, next) in zip(times, times.dropFirst()) { #expect(one.1 <= next.0 + 1) }
        }
        #expect(Set(boxes.map(\.pid)) == [1])
    }

    @Test func theTableFitsEightyColumnsAndNamesTheDearest() throws {
        try project.build()
        let text = try project.run(["profile"]).outputText
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        for part in ["wall time", "processor time", "cores taken", "critical path", "The 10 slowest targets", "process", "WovenChapter"] {
            #expect(text.contains(part), "\(part) in\n\(text)")
        }
    }

    @Test func aBuildThatRunsNothingLeavesTheProfileOfTheLastThatDid() throws {
        try project.build()
        let before = try Data(contentsOf: URL(filePath: project.folder + "/build/.profile"))
        try project.build()
        #expect(try Data(contentsOf: URL(filePath: project.folder + "/build/.profile")) == before)
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        #expect(try project.run(["profile", "-o", project.folder + "/elsewhere.json"]).succeeded)
        #expect(try trace("elsewhere.json").contains { $0.name.hasPrefix("Line: ") })
        #expect(try !trace("elsewhere.json").contains { $0.name.hasPrefix("Noise: ") })
    }

    @Test func eachProfileOfThePaperHasItsOwn() throws {
        try project.build()
        #expect(!(try project.run(["profile", "--profile", "paper"]).succeeded))
    }

    @Test func aProfileThatCannotBeKeptIsNoFailureAndADamagedOneIsNone() throws {
        try FileManager.default.createDirectory(atPath: project.folder + "/build/.profile/x", withIntermediateDirectories: true)
        #expect(try project.build().result.succeeded)
        #expect(try project.run(["profile"]).ending == .exited(2))
        try project.remove("build/.profile")
        try project.write("nonsense", to: "build/.profile")
        #expect(try project.run(["profile"]).ending == .exited(2))
    }

    @Test func aTargetInAProcessIsNotedWithTheMemoryAndTimeOfThatProcess() throws {
        try project.build()
        let profile = try decodeValue(BuildTiming.self, from: Array(try Data(contentsOf: URL(filePath: project.folder + "/build/.profile"))))
        let noise = profile.runs.filter { $0.type == "Noise" }
        #expect(noise.count == 5)
        #expect(noise.allSatisfy { $0.isProcess && $0.peakMemory > 1 << 20 && $0.processorTime > 0 })
        #expect(["paper.html", "paper.md"].contains(profile.criticalPath.last?.name))
    }

    @Test func cleanRemovesProfileAndTrace() throws {
        try project.build()
        _ = try project.run(["profile"])
        #expect(try project.run(["clean"]).succeeded)
        #expect(!project.exists("build/.profile"))
        #expect(!project.exists("build/trace.json"))
    }
}
