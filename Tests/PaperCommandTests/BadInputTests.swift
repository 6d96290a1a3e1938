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

    @Test func whyShowsWhatAFailedProgramPrinted() throws {
        try project.write("print \"a hint of the author\"\nplott data\n", to: "figures/line.gp")
        try project.build()
        let why = try project.run(["why", "line"]).outputText
        #expect(why.contains("last failure") && why.contains("│ a hint of the author"), "\(why)")
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
        #expect(result.errorText.contains("laptop"))
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
        #expect(claims.succeeded)
        #expect(claims.outputText.contains("\"verdict\":\"undecided\""))
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

    @Test func aDamagedJournalIsSetAsideAndToldAndTheBuildGoesOn() throws {
        try project.build()
        let journal = URL(filePath: "\(project.folder)/build/cache/traces.journal")
        var bytes = try Data(contentsOf: journal)
        bytes.removeLast(7)
        try bytes.write(to: journal)
        let build = try project.build()
        #expect(build.result.succeeded)
        #expect(build.result.errorText.contains("They were set aside as"))
        #expect(try project.build().ran.isEmpty)
    }

    @Test func anUnknownDirectiveFormIsAnErrorWithItsPlace() throws {
        try project.write(try project.read("paper/example.md") + "\n\nSee {{figur line}}.\n", to: "paper/example.md")
        let result = try project.run(["build"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("paper/example.md:"))
    }

    @Test(arguments: [("gnuplot", "gnuplot 4.6 patchlevel 0"), ("pandoc", "pandoc 1.19.2")])
    func aProgramThatIsTooOldIsNamedBeforeAnythingRuns(program: String, version: String) throws {
        let folder = try path(without: [program])
        try "#!/bin/sh\necho '\(version)'\n".write(toFile: "\(folder)/\(program)", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(program)")
        let result = try project.run(["build"], environment: ["PATH": folder])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("too old") && result.errorText.contains(version))
        #expect(!project.exists("build/cache/traces.journal"))
    }

    @Test func cleanRemovesOutputsAndNeitherTheStoreNorWhatALinkLeadsTo() throws {
        try project.build(environment: ["PAPER_CACHE": "build/cache/"])
        try project.write("mine", to: "build/notes.txt")
        try project.write("mine", to: "elsewhere/kept.svg")
        try project.remove("build/figures")
        try FileManager.default.createSymbolicLink(
            atPath: "\(project.folder)/build/figures", withDestinationPath: "\(project.folder)/elsewhere")
        #expect(try project.run(["clean"], environment: ["PAPER_CACHE": "build/cache/"]).succeeded)
        #expect(!project.exists("build/paper.html"))
        #expect(project.exists("elsewhere/kept.svg") && project.exists("build/notes.txt"))
        #expect(try project.build().ran.isEmpty)
        #expect(try project.run(["clean", "--cache", "--yes"]).succeeded)
        #expect(!project.exists("build/cache/traces.journal"))
    }
}
