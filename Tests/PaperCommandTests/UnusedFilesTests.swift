// Pictures that a chapter shows and that are not there, and files that nothing shows.
import BuildGraph
import Foundation
import Testing

@Suite struct UnusedFilesTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    @Test func aPictureThatIsNotThereIsAnErrorAtItsLineBeforeAnythingRuns() throws {
        try project.write(try project.read("paper/example.md") + "\n\n![A sketch](paper/sketch.png)\n", to: "paper/example.md")
        let result = try project.run(["build"])
        #expect(result.ending == .exited(2), "\(result.errorText)")
        #expect(result.errorText.contains("paper/example.md:") && result.errorText.contains("paper/sketch.png"), "\(result.errorText)")
        #expect(!project.exists("build/cache/traces.journal"))
    }

    @Test func whatNobodyUsesIsNamedByTheBuildAndByDoctor() throws {
        try project.write("# Forgotten\n", to: "paper/draft/old.md")
        try project.write("plot data\n", to: "figures/lone.gp")
        try project.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n", to: "paper/lone.svg")
        try project.write("Not a chapter.\n", to: "paper/README.md")
        let build = try project.build()
        #expect(build.report.failed == [])
        for text in [build.result.errorText, try project.run(["doctor"]).outputText] {
            #expect(text.contains("paper/draft/old.md is no chapter of the paper."), "\(text)")
            #expect(text.contains("figures/lone.gp draws no figure."))
            #expect(text.contains("paper/lone.svg is shown by no chapter."))
            #expect(!text.contains("README.md is no chapter"))
        }
    }
}
