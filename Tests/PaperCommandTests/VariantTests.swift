// `--set`: a variant stands beside the paper, says what it is, and changes nothing that is committed.
import BuildGraph
import Foundation
import PaperCommand
import Testing

@Suite struct VariantTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    private func failure(_ arguments: String...) throws -> String {
        let result = try project.run(arguments)
        #expect(result.ending == .exited(2), "\(result.outputText)")
        return result.errorText
    }

    @Test func aVariantStandsBesideThePaperAndReplacesNoneOfIt() throws {
        try project.build()
        #expect(try project.run(["check", "--accept"]).succeeded)
        let names = ["paper.html", "paper.md", "claims.json", "figures/line.csv", "lineage.json"]
        let before = try names.map { try project.read("build/\($0)") }, verdicts = try project.read("paper/verdicts.json"), ledger = try project.read("paper/ledger.json")
        let built = try project.build(["--set", "example.slope=3"])
        #expect(built.result.errorText.contains("EX-1  fails; in the paper: holds: 3 ") && built.result.errorText.contains("judged otherwise in this variant than in the paper"), "\(built.result.errorText)")
        #expect(built.result.errorText.contains("diff --set example.slope=3` compares") && !built.result.errorText.contains(", new"))
        #expect(built.ran.contains("line") && !built.ran.contains("noise") && !built.ran.contains("Noise"), "\(built.ran)")
        #expect(try names.map { try project.read("build/\($0)") } == before)
        #expect(try project.read("paper/verdicts.json") == verdicts && project.read("paper/ledger.json") == ledger)
        let folder = "build/variants/example.slope=3"
        #expect(try project.read("\(folder)/figures/line.csv") != before[3])
        // The paper is as it was: nothing runs.
        #expect(try project.build().report.ran.isEmpty)
        #expect(try project.build(["--set", "example.slope=3"]).report.ran.isEmpty)
    }

    @Test func everythingOfAVariantSaysSo() throws {
        let result = try project.run(["build", "--set", "example.slope=3"])
        #expect(result.succeeded && result.errorText.contains("Variant: example.slope = 3 instead of 2."))
        let folder = "build/variants/example.slope=3", page = try project.read("\(folder)/paper.html"), report = try project.read("\(folder)/paper.md")
        #expect(page.contains("<title>Variant: ") && page.contains("<strong>Variant.</strong> <code>example.slope</code> = 3 instead of 2"))
        #expect(report.contains("> **Variant.** `example.slope` = 3 instead of 2."))
        #expect(try project.read("\(folder)/lineage.json").contains("\"example.slope\" : \"3\""))
        for command in [["plan"], ["list"], ["show", "EX-1"]] {
            let told = try project.run(command + ["--set", "example.slope=3"])
            #expect(told.succeeded && told.errorText.contains("Variant: example.slope = 3"), "\(command) \(told.errorText)")
        }
        let show = try project.run(["show", "EX-1", "--json", "--set", "example.slope=3"])
        #expect(show.outputText.contains("\"observed\":3") && show.outputText.first == "{")
    }

    /// Heavy targets run in processes of their own, which have to build the same variant.
    @Test func workersBuildTheSameVariant() throws {
        let built = try project.build(["--set", "example.noise.judged=7", "--set", "example.noise.shown=7"])
        #expect(built.report.failed.isEmpty && built.ran.count { $0 == "Noise" } == 7, "\(built.ran) \(built.result.errorText)")
    }

    @Test func thePaperIsComparedWithItsVariant() throws {
        try project.build()
        try project.build(["--set", "example.slope=3"])
        for arguments in [["--set", "example.slope=3"], ["\(project.folder)/build", "\(project.folder)/build/variants/example.slope=3"]] {
            let result = try project.run(["diff"] + arguments)
            #expect(result.succeeded, "\(result.errorText)")
            #expect(result.outputText.contains("EX-1") && result.outputText.contains("example.slope: as in the profile → 3") && result.outputText.contains("because of `Line.slope`: 2 → 3"))
        }
    }

    @Test func ofAVariantThatWasBuiltInPartNothingIsSaidToBeGone() throws {
        try project.build()
        try project.build(["line", "--set", "example.slope=3"])
        let result = try project.run(["diff", "--set", "example.slope=3"])
        #expect(result.succeeded, "\(result.errorText)")
        #expect(result.outputText.contains("1 figure with other data.") && !result.outputText.contains("gone"), "\(result.outputText)")
        #expect(result.outputText.contains("only a part was built, with the figures line: the rest is not compared"))
        #expect(result.outputText.contains("because of `Line.slope`: 2 → 3"))
    }

    @Test func settingsThatCannotBeAreAnsweredByWhatCanBe() throws {
        let unknown = try failure("build", "--set", "exmple.slope=3")
        #expect(unknown.contains("no parameter called exmple.slope") && unknown.contains("Did you mean example.slope?") && unknown.contains("example.noise.shown (5)"))
        let inside = try failure("plan", "--set", "example.shown=3")
        #expect(inside.contains("Did you mean example.noise.shown?"))
        // A pattern with the word that was misspelt would set nothing.
        #expect(try !failure("plan", "--set", "example.noise.shwn=3").contains("*"))
        let pattern = try failure("build", "--set", "*.width=3")
        #expect(pattern.contains("No parameter's path matches *.width"))
        #expect(try failure("build", "--set", "example.slope=steep").contains("It is a number above 0. It is 2 in the profile."))
        #expect(try failure("build", "--set", "example.noise.shown=2.5").contains("a whole number above 0"))
        #expect(try failure("build", "--set", "example.noise.shown=0").contains("a whole number above 0"))
        #expect(try failure("build", "--set", "example.slope=3", "--set", "example.slope=4").contains("set twice"))
        #expect(!project.exists("build/variants"))
        for arguments in [["build", "--set", "example.slope"], ["build", "--set", "=3"], ["check", "--set", "example.slope=3"]] {
            let result = try project.run(arguments)
            #expect(result.ending == .exited(64), "\(arguments) \(result.errorText)")
        }
    }

    @Test func theSameParametersAreTheSameVariantHoweverTheyAreTyped() throws {
        try project.build(["--set", "example.noise.*=6", "--set", "example.slope=3.0"])
        try project.build(["--set", "example.slope=3", "--set", "example.noise.judged=6", "--set", "example.noise.shown=6"])
        let variants = try FileManager.default.contentsOfDirectory(atPath: "\(project.folder)/build/variants")
        #expect(variants == ["example.noise.judged=6+example.noise.shown=6+example.slope=3"])
    }

    @Test func whatIsSetAsInTheProfileIsSaidToBeSo() throws {
        let result = try project.run(["plan", "--set", "example.slope=2"])
        #expect(result.errorText.contains("what is set is as in the profile already"))
    }

    @Test func aVariantOfAnotherProfileStandsBesideThatProfile() throws {
        try project.build(["--profile", "paper", "--set", "example.slope=3"])
        #expect(project.exists("build/paper/variants/example.slope=3/paper.html"))
    }

    @Test func parametersAreListedWithTheirValues() throws {
        let list = try project.run(["list", "--parameters", "--set", "example.slope=3"])
        #expect(list.outputText.contains("example.slope") && list.outputText.contains("3 instead of 2") && list.outputText.contains("example.noise.judged"))
    }
}
