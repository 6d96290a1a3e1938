// Outputs of an earlier state of the paper: those of a figure that is gone go too, and a page that could not be made again says so.
import BuildGraph
import Foundation
import Testing

@Suite struct EarlierOutputsTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    @Test func theFilesOfAFigureThatIsGoneAreRemovedAndOthersStay() throws {
        try project.build()
        try project.write("mine", to: "build/figures/mine.svg")
        try project.write("# An example\n\n::: figure line\nA line.\n:::\n\n{{claims}}\n", to: "paper/example.md")
        let environment = ["EXAMPLE_FIGURE": "line"]
        #expect(try project.build(environment: environment).report.failed == [])
        for format in ["svg", "png", "csv", "gp"] {
            #expect(!project.exists("build/figures/noise.\(format)"))
            #expect(project.exists("build/figures/line.\(format)"))
        }
        #expect(project.exists("build/figures/mine.svg"))
        #expect(try project.build(environment: environment).ran == [])
    }

    @Test(arguments: [[], ["line"]])
    func afterAFailedFigureThePageSaysThatItIsAnEarlierOne(names: [String]) throws {
        try project.build()
        let whole = try project.read("build/paper.html"), report = try project.read("build/paper.md")
        try project.write("plot nothing\n", to: "figures/line.gp")
        for _ in 1...2 {
            let build = try project.build(names)
            #expect(build.report.failed == ["line"])
            #expect(build.result.errorText.contains("build/paper.html and paper.md beside it are of an earlier build"))
            #expect(try project.read("build/paper.md") == "> **This report is of an earlier build: the last one could not make it again.** Failed: line.\n\n" + report)
            let page = try project.read("build/paper.html")
            #expect(page.components(separatedBy: "This page is of an earlier build").count == 2)
            #expect(page.contains("Failed: line."))
        }
        try project.write("#!/bin/sh\n", to: "bin/xdg-open")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.folder + "/bin/xdg-open")
        let path = ["PATH": project.folder + "/bin:/usr/bin:/bin"]
        #expect(try project.run(["open"], environment: path).errorText.contains("This page is of an earlier build"))
        #expect(try project.run(["open", "line"], environment: path).errorText.contains("This figure is of an earlier build: the last one failed. gnuplot stopped"))
        #expect(try project.run(["open", "noise"], environment: path).errorText == "")

        try project.write("plot data index line using x:y with lines\n", to: "figures/line.gp")
        #expect(try project.build().report.failed == [])
        let mended = try project.read("build/paper.html")
        #expect(!mended.contains("earlier build") && mended.count > whole.count / 2)
        #expect(try !project.read("build/paper.md").contains("earlier build"))
        #expect(try project.run(["open"], environment: path).errorText == "")
    }
}
