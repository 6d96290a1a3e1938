// `paper diff`: what states it takes, what it says of them, and that it leaves everything as it was.
import BuildGraph
import Foundation
import PaperCommand
import Testing

@Suite struct DiffCommandTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    private struct Report: Decodable {
        struct Side: Decodable { let name: String, settings: [String: String] }
        struct Cause: Decodable { let kind, text: String }
        struct Claim: Decodable {
            struct Change: Decodable { let judgement: String, difference: Double }
            let id, kind: String, oldVerdict, newVerdict: String?, change: Change?, causes: [Cause]
        }
        struct Data: Decodable { let name, status: String, relative: Double?, causes: [Cause] }
        struct Value: Decodable { let path: String, oldText, newText: String?, causes: [Cause] }
        let format: Int
        let old, new: Side
        let isSame: Bool
        let claims: [Claim]?
        let values: [Value]?
        let figures: [Data]?
        let chapters, notes: [String]
    }

    private func diff(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> Report {
        let result = try project.run(["diff", "--format", "json"] + arguments, environment: environment)
        #expect(result.ending == .exited(0), "\(result.errorText)")
        return try JSONDecoder().decode(Report.self, from: Data(result.output))
    }

    private func copyBuild(to name: String) throws -> String {
        let copy = try RealFileSystem().makeScratchFolder() + "/" + name
        try FileManager.default.copyItem(atPath: "\(project.folder)/build", toPath: copy)
        try? FileManager.default.removeItem(atPath: copy + "/cache")
        return copy
    }

    // MARK: Builds

    @Test func twoFoldersAreComparedWithoutTheirStore() throws {
        try project.build()
        let old = try copyBuild(to: "old")
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        let new = try copyBuild(to: "new")
        #expect(try project.run(["clean", "--cache", "--yes"]).succeeded)
        let report = try diff([old, new])
        let claim = try #require(report.claims?.first)
        #expect(claim.id == "EX-1" && claim.kind == "worse" && claim.oldVerdict == "holds" && claim.newVerdict == "fails")
        #expect(claim.change?.difference == 1 && claim.change?.judgement == "beyond")
        #expect(claim.causes.map(\.text) == ["`Line.slope`: 2 → 3"])
        #expect(report.figures?.map { "\($0.name) \($0.status)" } == ["line changed", "noise same"])
        #expect(report.figures?[0].causes.map(\.kind) == ["parameter"])
        #expect(report.values?.map(\.path) == ["EX-1.observed"] && report.values?[0].oldText == "2.00" && report.values?[0].newText == "3.00")
        #expect(report.format == 1 && !report.isSame && report.notes.isEmpty)
    }

    @Test func anEditedScriptAndAnEditedChapterAreNamed() throws {
        try project.build()
        let old = try copyBuild(to: "old")
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try project.write(try project.read("paper/example.md") + "\nMore.\n", to: "paper/example.md")
        try project.build()
        let report = try diff([old, "\(project.folder)/build"])
        #expect(report.figures?.first?.status == "redrawn" && report.figures?.first?.causes.map(\.text) == ["`figures/line.gp`"])
        #expect(report.chapters == ["paper/example.md"] && report.claims?.allSatisfy { $0.kind == "same" } == true)
    }

    @Test func aBuildOfSomeTargetsKeepsWhatIsKnownOfTheOthers() throws {
        try project.build()
        let old = try copyBuild(to: "old")
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try project.build(["line"])
        let report = try diff([old, "\(project.folder)/build"])
        #expect(report.figures?.map(\.status) == ["redrawn", "same"] && report.figures?[0].causes.map(\.kind) == ["file"])
        #expect(report.values?.isEmpty == true)
    }

    @Test func aBuildFromBeforeThereWereLineagesIsComparedAsFarAsItGoes() throws {
        try project.build()
        let old = try copyBuild(to: "old")
        for name in ["lineage.json", "values.json"] { try FileManager.default.removeItem(atPath: "\(old)/\(name)") }
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        let report = try diff([old, "\(project.folder)/build"])
        #expect(report.values == nil && report.claims?.first?.kind == "worse" && report.notes.contains { $0.contains("lineage.json") })
    }

    @Test func whatIsNotBuiltIsToldWithTheCommandThatBuildsIt() throws {
        let nothing = try project.run(["diff"])
        #expect(nothing.ending == .exited(2) && nothing.errorText.contains("build has no build") && nothing.errorText.contains("--build"))
        try project.build()
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try project.commit()
        #expect(try diff().notes.contains { $0.contains("is not up to date") && $0.contains("would run") })
    }

    // MARK: Commits

    @Test(.enabled(if: ExampleProject.hasGit)) func aCommitThatWasBuiltIsComparedWithoutBuildingItAgain() throws {
        try project.commit()
        try project.build()
        #expect(try diff().isSame)
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try project.build()
        let report = try diff()
        #expect(report.old.name.hasPrefix("HEAD (") && report.new.name == "now")
        #expect(report.figures?.first?.status == "redrawn" && report.figures?.first?.causes.map(\.text) == ["`figures/line.gp`"])
        try project.commit()
        try project.build()
        #expect(try diff(["HEAD~1", "HEAD"]).figures?.first?.status == "redrawn")
    }

    @Test(.enabled(if: ExampleProject.hasGit)) func ofACommitThatWasNeverBuiltTheCommittedClaimsAreCompared() throws {
        #expect(try project.run(["check", "--accept"]).succeeded)
        try project.commit()
        try project.write("edited\n", to: "notes.md")
        try project.commit()
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        let report = try diff(["HEAD~1"], environment: ["EXAMPLE_SLOPE": "3"])
        let claim = try #require(report.claims?.first)
        #expect(claim.id == "EX-1" && claim.kind == "worse" && claim.oldVerdict == "holds")
        #expect(report.figures == nil && report.values == nil)
        #expect(report.notes.contains { $0.contains("never built") && $0.contains("diff --build") })
        // What did not change is the same, though the file has six digits only.
        #expect(report.claims?.first { $0.id == "EX-2" }?.kind == "same")
    }

    @Test(.enabled(if: ExampleProject.hasGit)) func anotherCommitIsBuiltInAFolderOfItsOwn() throws {
        try project.writeMakefile("EXAMPLE_SLOPE=3 \(ExampleProject.program) build --quiet --profile $(PROFILE)")
        let first = try project.commit()
        try project.writeMakefile()
        try project.commit()
        try project.write("unfinished", to: "notes.md")
        let report = try diff(["HEAD~1", "--build"])
        #expect(report.claims?.first?.kind == "better" && report.claims?.first?.oldVerdict == "fails")
        #expect(try project.git("status", "--porcelain") == "?? notes.md")
        #expect(try project.read("build/diff/checkout/Makefile").contains("EXAMPLE_SLOPE=3"))
        // It is remembered: the next time nothing is built.
        try project.remove("build/diff")
        #expect(try diff([String(first.prefix(10))]).figures?.map(\.status) == ["changed", "same"])
    }

    @Test(.enabled(if: ExampleProject.hasGit)) func aCommitThatDoesNotBuildIsOneClearMessageAndNothingIsLost() throws {
        try project.writeMakefile("echo 'Walk.swift:3:1: error: no such thing' >&2; exit 1")
        try project.commit()
        try project.writeMakefile()
        try project.commit()
        try project.build()
        let before = try project.read("build/paper.html")
        let result = try project.run(["diff", "HEAD~1", "--build"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("does not build") && result.errorText.contains("Walk.swift:3:1: error: no such thing") && result.errorText.contains("build/diff/"))
        #expect(try project.read("build/paper.html") == before && project.git("status", "--porcelain").isEmpty)
        // Without its build the committed claims are compared: here there are none.
        #expect(try diff(["HEAD~1"]).claims == nil)
    }

    @Test(.enabled(if: ExampleProject.hasGit)) func aCommitWithoutAMakefileSaysHowElseToCompare() throws {
        try project.commit()
        try project.write("more", to: "notes.md")
        try project.commit()
        try project.build()
        let result = try project.run(["diff", "HEAD~1", "--build"])
        #expect(result.ending == .exited(2) && result.errorText.contains("no Makefile"))
    }

    @Test func withoutGitOrACommitTheStatesHaveToBeNamed() throws {
        try project.build()
        let result = try project.run(["diff"])
        #expect(result.ending == .exited(2) && result.errorText.contains("no committed state"))
    }

    /// Results that are not those of the commit's files are not remembered as such.
    @Test(.enabled(if: ExampleProject.hasGit)) func aBuildWithEditedFilesIsNotRememberedAsTheCommit() throws {
        let commit = try project.commit()
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try project.build()
        #expect(!project.exists("build/cache/builds/\(commit)-laptop.json"))
        try project.git("checkout", "--quiet", ".")
        try project.build(["line"])
        #expect(!project.exists("build/cache/builds/\(commit)-laptop.json"), "of some targets")
        try project.build()
        #expect(project.exists("build/cache/builds/\(commit)-laptop.json"))
        #expect(try project.run(["clean", "--cache", "--yes"]).succeeded)
        #expect(!project.exists("build/cache/builds"))
    }

    // MARK: Archives

    private func export(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> String {
        let archive = try RealFileSystem().makeScratchFolder() + "/values.tar"
        let result = try project.run(["cache", "export", archive] + arguments, environment: environment)
        #expect(result.succeeded, "\(result.errorText)")
        return archive
    }

    @Test func anArchiveIsComparedWithNow() throws {
        try project.build()
        let archive = try export(["--profile", "laptop"])
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        let report = try diff([archive], environment: ["EXAMPLE_SLOPE": "3"])
        #expect(report.claims?.first?.kind == "worse" && report.claims?.first?.causes.map(\.text) == ["`Line.slope`: 2 → 3"])
        #expect(report.figures?.first?.status == "changed" && report.values?.map(\.path) == ["EX-1.observed"])
    }

    @Test func anArchiveOfAnotherPaperIsRefusedByName() throws {
        try project.build()
        let archive = try export()
        var bytes = try Data(contentsOf: URL(filePath: archive))
        let title = try #require(bytes.range(of: Data("An example".utf8)))
        bytes.replaceSubrange(title, with: Data("My example".utf8))
        try bytes.write(to: URL(filePath: archive))
        let result = try project.run(["diff", archive])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("archive of another paper") && result.errorText.contains("“My example”") && result.errorText.contains("“An example”"))
    }

    @Test func anArchiveWithoutTheProfileNamesThoseThatItHas() throws {
        try project.build()
        try project.build(["--profile", "paper"])
        let archive = try export(["--profile", "laptop"])
        let result = try project.run(["diff", archive, "--profile", "paper"])
        #expect(result.ending == .exited(2) && result.errorText.contains("no results of profile paper") && result.errorText.contains("laptop"))
    }

    @Test func aTornArchiveIsOneMessage() throws {
        try project.build()
        let archive = try export()
        let handle = try #require(FileHandle(forWritingAtPath: archive))
        try handle.truncate(atOffset: 5000)
        try handle.close()
        let result = try project.run(["diff", archive])
        #expect(result.ending == .exited(2) && result.errorText.split(separator: "\n").count <= 4, "\(result.errorText)")
    }

    @Test func aBuildOfAnotherPaperIsRefusedByName() throws {
        try project.build()
        let old = try copyBuild(to: "old"), path = "\(old)/lineage.json"
        try String(contentsOfFile: path, encoding: .utf8).replacing("An example", with: "Another one").write(toFile: path, atomically: true, encoding: .utf8)
        let result = try project.run(["diff", old])
        #expect(result.ending == .exited(2) && result.errorText.contains("build of another paper") && result.errorText.contains("“Another one”"))
    }

    @Test func aNameThatStandsForNothingIsToldWithWhatThereIs() throws {
        try project.build()
        let unknown = try project.run(["diff", "no-such-thing"])
        #expect(unknown.ending == .exited(2) && unknown.errorText.contains("neither a build, nor an archive, nor a commit"))
        let folder = try project.run(["diff", "\(project.folder)/paper"])
        #expect(folder.ending == .exited(2) && folder.errorText.contains("is not a build"))
    }

    // MARK: Forms

    @Test func theFormFollowsTheNameOfTheFile() throws {
        try project.write(try project.read("paper/example.md") + "\n\n{{claims}}\n", to: "paper/example.md")
        try project.build()
        let old = try copyBuild(to: "old")
        try project.build(environment: ["EXAMPLE_SLOPE": "3"])
        let new = "\(project.folder)/build"
        for (name, start) in [("d.md", "### ❌ An example"), ("d.html", "<!DOCTYPE html>"), ("d.json", "{\"format\":1"), ("d.txt", "")] {
            let result = try project.run(["diff", old, new, "-o", "\(project.folder)/\(name)"])
            #expect(result.ending == .exited(0) && result.output.isEmpty && result.errorText.contains("1 claim became worse"), "\(result.errorText)")
            #expect(try project.read(name).hasPrefix(start))
        }
        let page = try project.read("d.html")
        #expect(!page.contains("<script") && !page.contains("src=\"http"))
        #expect(page.contains("id=\"fig-line\"") && page.contains("aria-label=\"line, ") && page.contains("<code>Line.slope</code>"))
        // The formula of the claim's sentence is set.
        #expect(page.contains("The line has slope") && page.contains("<math"))
        let text = try project.run(["diff", old, new])
        #expect(text.outputText.contains("✗ EX-1") && text.outputText.contains("holds → fails") && text.outputText.contains("because of `Line.slope`: 2 → 3"))
        #expect(try project.run(["diff", old, new, "-o", "/nowhere/d.md"]).ending == .exited(2))
    }
}
