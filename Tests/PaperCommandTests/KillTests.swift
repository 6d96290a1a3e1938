// SIGKILL for real, at random moments: of the build alone and of everything it started, of one build and of two at once on
// one store. Afterwards the same command, without a flag, ends with the report of an undisturbed build, byte for byte.
//
// PAPER_TEST_KILLS sets how many kills of each kind (6 by default); PAPER_TEST_KILL_PROGRAM, _FOLDER and _ARGUMENTS have
// another paper killed: see docs/crashes.md. A failure prints its seed; PAPER_TEST_SEED begins with it.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct KillTests {
    private let count = TestSettings.count("PAPER_TEST_KILLS", default: 6)
    private let firstSeed = TestSettings.count("PAPER_TEST_SEED", default: 1)

    @Test(arguments: SpawnedBuild.Victim.allCases, [1, 2])
    func afterAnyKillTheSameCommandEndsWithTheSameReport(victim: SpawnedBuild.Victim, builds: Int) throws {
        let subject = try KillSubject()
        let reference = try subject.undisturbed()
        var kills = 0, rounds = 0, resumedTails = 0
        while kills < count {
            let seed = firstSeed + rounds
            let comment = "PAPER_TEST_SEED=\(seed), \(victim), \(builds) at once"
            var random = SplitMix(state: UInt64(seed) &* 7919 &+ UInt64(builds))
            try subject.forgetEverything()
            // Several kills of one store, each somewhere between the beginning and the end of a build. What a killed build had
            // started may still be at work when the next one begins.
            for _ in 0..<random.next(in: 1...3) {
                let running = try (0..<builds).map { _ in try subject.start() }
                for build in running {
                    usleep(UInt32(Double(random.next(in: 0...1000)) / 1000 * reference.seconds * 1.1e6 / Double(builds)))
                    build.kill(victim)
                }
                for build in running where build.wait() == nil { kills += 1 }
            }
            let last = try (0..<builds).map { _ in try subject.start() }
            for build in last {
                #expect(build.wait() == 0, "\(comment): \(build.output)")
                // What was cut off was never used; an object that is there is whole.
                #expect(!build.output.contains("The stored value of"), "\(comment): \(build.output)")
                if build.output.contains("They were set aside") { resumedTails += 1 }
            }
            let outputs = try subject.outputs()
            #expect(Set(outputs.keys) == Set(reference.outputs.keys), "\(comment)")
            for (name, bytes) in reference.outputs { #expect(outputs[name] == bytes, "\(comment): \(name) differs") }
            rounds += 1
        }
        print("kills: \(kills) of \(victim), \(builds) at once, in \(rounds) stores; \(resumedTails) torn tails cut off; all reports equal")
    }

    /// The example, with a long walk that it quotes.
    private func walkProject() throws -> ExampleProject {
        let project = try ExampleProject()
        try project.write(try project.read("paper/example.md") + "\nThe walk ends at {{walk.end:.3f}}.\n", to: "paper/example.md")
        return project
    }

    @Test(arguments: SpawnedBuild.Victim.allCases)
    func aKilledWalkGoesOnFromItsCheckpointsToTheSameValue(victim: SpawnedBuild.Victim) throws {
        let environment = ["EXAMPLE_WALK": "400"]
        func value(_ project: ExampleProject) throws -> [UInt8] {
            let result = try project.run(["show", "walk"], environment: environment)
            #expect(result.succeeded, "\(result.errorText)")
            return result.output
        }
        let reference = try walkProject()
        #expect(try reference.run(["build", "walk"], environment: environment).succeeded)
        let expected = try value(reference)

        let project = try walkProject()
        var random = SplitMix(state: UInt64(firstSeed))
        var kills = 0, sessions = 0
        while true {
            let build = try SpawnedBuild(["build", "walk", "--project", project.folder], environment: environment)
            // Longer from time to time, so that a slow machine comes to its end, too.
            usleep(UInt32(random.next(in: 20_000...400_000) + 20_000 * sessions))
            build.kill(victim)
            sessions += 1
            if let status = build.wait() {
                try #require(status == 0, "\(build.output)")
                break
            }
            kills += 1
            if sessions > 200 { break }
        }
        #expect(try value(project) == expected)
        let why = try project.run(["why", "walk"], environment: environment).outputText
        if kills > 2 { #expect(why.contains("from a checkpoint"), "\(why)") }
        // A kill between the last trace and the removal of its checkpoint leaves this to the next build that runs something.
        #expect(try project.run(["build", "line"], environment: environment).succeeded)
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(project.folder)/build/cache/checkpoints")
        #expect(left.allSatisfy { $0.contains(".new-") }, "\(left)")
        print("kills: a walk with checkpoints, \(kills) kills of \(victim), \(why.contains("from a checkpoint") ? "resumed" : "in one go")")
    }

    @Test func aProgramThatHangsEndsWithTheBuildAlsoWhenThatIsKilled() throws {
        let project = try ExampleProject()
        try project.write("while (1) { x = 1 }\n", to: "figures/line.gp")
        let build = try SpawnedBuild(["build", "line", "--project", project.folder])
        try build.wait { build.programs.contains("gnuplot") }
        build.kill(.main)
        #expect(build.wait() == nil)
        try build.wait { build.programs.isEmpty }
    }

    @Test func ctrlCWritesALastStateInTheWorker() throws {
        let environment = ["EXAMPLE_WALK": "100000"]
        let project = try walkProject()
        let build = try SpawnedBuild(["build", "walk", "--project", project.folder], environment: environment)
        let folder = "\(project.folder)/build/cache/checkpoints"
        func stamp() -> Date? {
            let name = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.first { !$0.contains(".new-") }
            return name.flatMap { try? FileManager.default.attributesOfItem(atPath: "\(folder)/\($0)")[.modificationDate] as? Date }
        }
        try build.wait { stamp() != nil }
        build.signal(SIGINT)
        #expect(build.wait() == 130, "\(build.output)")
        #expect(build.output.contains("Interrupted"))
        #expect(!build.output.contains("✗"), "\(build.output)")
    }
}

/// The paper that is killed: the example in a scratch folder, or another one by environment variables.
private struct KillSubject {
    let program: String
    let arguments: [String]
    /// Where the outputs go, the store beside them.
    let build: String
    private let store: String

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        if let program = environment["PAPER_TEST_KILL_PROGRAM"], let folder = environment["PAPER_TEST_KILL_FOLDER"] {
            self.program = program
            let more = (environment["PAPER_TEST_KILL_ARGUMENTS"] ?? "").split(separator: " ").map(String.init)
            arguments = ["build", "--project", folder] + more
            let profile = more.firstIndex(of: "--profile").map { more[$0 + 1] }
            build = folder + "/build" + (profile.map { "/" + $0 } ?? "")
            // A store of its own: what is forgotten here is nobody else's.
            store = try RealFileSystem().makeScratchFolder() + "/cache"
        } else {
            program = ExampleProject.program
            let folder = try ExampleProject().folder
            arguments = ["build", "--project", folder]
            build = folder + "/build"
            store = folder + "/build/cache"
        }
    }

    func start() throws -> SpawnedBuild { try SpawnedBuild(arguments, program: program, environment: ["PAPER_CACHE": store]) }

    func forgetEverything() throws {
        // Of another paper nothing goes but the outputs: its folder may hold a store that somebody needs.
        let outputs = ["figures", "paper.md", "paper.html", "claims.json", "claims.xml", "provenance.json", ".outputs"]
        for path in [store] + outputs.map({ "\(build)/\($0)" }) { try RealFileSystem().removeAll(path) }
    }

    struct Reference {
        let outputs: [String: [UInt8]]
        let seconds: Double
    }

    func undisturbed() throws -> Reference {
        try forgetEverything()
        let start = SystemClock().monotonic()
        let running = try self.start()
        #expect(running.wait() == 0, "\(running.output)")
        return Reference(outputs: try outputs(), seconds: SystemClock().monotonic() - start)
    }

    /// The report without what tells of the run itself: times, reasons and machines.
    func outputs() throws -> [String: [UInt8]] {
        var outputs: [String: [UInt8]] = [:]
        let figures = try FileManager.default.contentsOfDirectory(atPath: "\(build)/figures").map { "figures/" + $0 }
        for name in ["paper.md", "claims.json"] + figures where !name.contains(".new-") { outputs[name] = try RealFileSystem().read("\(build)/\(name)") }
        return outputs
    }
}
