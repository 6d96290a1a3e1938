// Every mistake a user can make gives one clear message and the next step.
import BuildGraph
import Foundation
import Testing

@Suite struct BadInputTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    /// A PATH in which some programs are missing.
    private func path(without programs: [String]) throws -> String {
        let folder = try RealFileSystem().makeScratchFolder()
        for program in ["gnuplot", "pandoc", "sh", "env"] where !programs.contains(program) {
            if let real = SystemProcessRunner.find(program) {
                try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(program)", withDestinationPath: real)
            }
        }
        return folder
    }

    @Test(arguments: ["gnuplot", "pandoc"]) func aMissingProgramIsNamedBeforeAnythingRuns(program: String) throws {
        let result = try project.run(["build"], environment: ["PATH": try path(without: [program])])
        #expect(!result.succeeded)
        #expect(result.errorText.contains(program))
        #expect(result.errorText.contains("→"))
        #expect(!project.exists("build/cache/traces.journal"))
    }

    @Test func anErrorInAScriptIsShownInGnuplotsWordsWithItsLine() throws {
        try project.write("set key off\nplott data\n", to: "figures/line.gp")
        let build = try project.build()
        #expect(build.result.ending == .exited(1))
        #expect(build.report.failed == ["line"])
        #expect(build.result.errorText.contains("figures/line.gp"))
        #expect(build.result.errorText.contains("2"))
        #expect(project.exists("build/figures/noise.svg"))
    }

    @Test func anUnknownTargetIsAnsweredWithTheNearest() throws {
        let result = try project.run(["build", "nosie"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("There is no target called nosie."))
        #expect(result.errorText.contains("noise"))
    }

    @Test func anUnknownProfileIsAnsweredWithTheNearest() throws {
        let result = try project.run(["build", "--profile", "smal"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("small"))
    }

    @Test func anUnknownDirectiveIsAnErrorWithItsPlaceBeforeAnythingRuns() throws {
        try project.write(try project.read("paper/example.md") + "\n\nSee {{EX-7.observed:.2f}}.\n", to: "paper/example.md")
        let result = try project.run(["build"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("paper/example.md:"))
        #expect(result.errorText.contains("EX-1"))
        #expect(!project.exists("build/cache/traces.journal"))
    }

    @Test func aNaNInAClaimIsNeverAPass() throws {
        try project.build(environment: ["EXAMPLE_NAN": "1"])
        let claims = try project.run(["show", "EX-1", "--json"], environment: ["EXAMPLE_NAN": "1"])
        #expect(!claims.outputText.contains("\"verdict\":\"holds\""))
    }

    @Test func aFolderThatIsNoProjectIsNamed() throws {
        let empty = try RealFileSystem().makeScratchFolder()
        let result = try SystemProcessRunner().run(
            Command(ExampleProject.program, ["list", "--project", empty]), until: Cancellation())
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("is not in the project"))
    }

    @Test func aStoreThatCannotBeWrittenIsNamedBeforeAnythingRuns() throws {
        let file = "\(project.folder)/notafolder"
        try project.write("", to: "notafolder")
        let result = try project.run(["build"], environment: ["PAPER_CACHE": file + "/cache"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("PAPER_CACHE"))
    }

    @Test func aDamagedJournalIsCutOffAndSaidAloudAndTheBuildGoesOn() throws {
        try project.build()
        let journal = URL(filePath: "\(project.folder)/build/cache/traces.journal")
        var bytes = try Data(contentsOf: journal)
        bytes.removeLast(7)
        try bytes.write(to: journal)
        let build = try project.build()
        #expect(build.result.succeeded)
        #expect(build.result.errorText.contains("were damaged"))
        #expect(try project.build().ran.isEmpty)
    }
}
