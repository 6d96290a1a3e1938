// Light targets that end the process they run in, for real: each is a failed target, and the rest is built.
import BuildGraph
import Testing

@Suite(.serialized) struct TrapTests {
    /// The example, with targets to which mishaps happen and which its chapter quotes.
    private func project(_ mishaps: String) throws -> ExampleProject {
        let project = try ExampleProject()
        let quotations = mishaps.split(separator: " ").map { "{{\($0.prefix { $0 != ":" }):.0f}}" }
        try project.write(try project.read("paper/example.md") + "\n\(quotations.joined(separator: ", "))\n", to: "paper/example.md")
        return project
    }

    private func build(_ mishaps: String, environment: [String: String] = [:]) throws -> (ExampleProject, ExampleProject.Report, CommandResult) {
        let project = try project(mishaps)
        let (_, report, result) = try project.build(environment: environment.merging(["EXAMPLE_MISHAPS": mishaps]) { $1 })
        return (project, report, result)
    }

    @Test func aTrapOnAThreadIsAFailedTargetWithItsLog() throws {
        let (project, report, result) = try build("a:trap b:none")
        #expect(report.failed == ["a"])
        #expect(report.ran.contains("b"))
        #expect(result.errorText.contains("a was running when the build trapped or was killed"))
        #expect(result.errorText.contains("a traps on purpose"))
        #expect(project.exists("build/figures/line.svg"))
        let why = try project.run(["why", "a"], environment: ["EXAMPLE_MISHAPS": "a:trap b:none"]).outputText
        #expect(why.contains("stopped at a trap") && why.contains("a traps on purpose"))
    }

    @Test func twoTrapsAtOnceAreTwoFailedTargets() throws {
        let (project, report, _) = try build("a:trap b:trap c:none")
        #expect(report.failed.sorted() == ["a", "b"])
        #expect(project.exists("build/figures/noise.svg"))
    }

    @Test(arguments: ["overflow", "abort"]) func whateverEndsTheProcessIsAFailedTarget(kind: String) throws {
        let (project, report, _) = try build("a:\(kind)")
        #expect(report.failed == ["a"])
        #expect(project.exists("build/figures/line.svg"))
    }

    @Test(arguments: ["figure", "claim"]) func aTrapInAFigureOrAClaimIsAFailedTarget(name: String) throws {
        let (project, report, _) = try build("", environment: ["EXAMPLE_TRAPS": name])
        #expect(report.failed == [name == "figure" ? "line" : "EX-1"])
        #expect(project.exists("build/figures/noise.svg"))
        // Mended, it is built as ever, in a worker process, with the versions of the programs that it used.
        let mended = try project.build()
        #expect(mended.report.failed.isEmpty && mended.report.skipped.isEmpty)
        let records = try project.read("build/provenance.json")
        #expect(records.components(separatedBy: "\"pandoc\"").count == records.components(separatedBy: "\"software\"").count)
    }

    @Test func whatOnlyRanBesideATrapIsBuilt() throws {
        let (_, report, _) = try build("a:once b:trap")
        #expect(report.failed == ["b"])
    }

    /// As when memory runs out. Nothing can be started again in place: the next build knows whom to suspect.
    @Test func afterAKillTheNextBuildIsolatesWhatRan() throws {
        let project = try project("a:kill"), environment = ["EXAMPLE_MISHAPS": "a:kill"]
        #expect(try project.run(["build"], environment: environment).ending == .signalled(9))
        let (_, report, result) = try project.build(environment: environment)
        #expect(report.failed == ["a"])
        #expect(result.errorText.contains("was killed (signal 9), as happens when memory runs out"))
        #expect(project.exists("build/figures/line.svg"))
    }
}
