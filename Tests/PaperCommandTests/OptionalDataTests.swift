// A data set that a paper can do without: what is built with it and without it, what the text says, and how it comes.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct OptionalDataTests {
    /// The example with a figure of the data set and a value of it in its text.
    private func paper() throws -> DataProject {
        var paper = try DataProject()
        paper.environment["EXAMPLE_OPTIONAL"] = "1"
        try paper.project.write("plot data index dots using x:y with points\n", to: "figures/dots-figure.gp")
        let chapter = try paper.project.read("paper/example.md")
        try paper.project.write(
            chapter + "\n\n::: figure dots-figure\nThe dots.\n:::\n\nThe last of {{ref figure:dots-figure}} is {{dots[7]:.1f}}.\n", to: "paper/example.md")
        return paper
    }

    @Test func withoutItTheRestIsBuiltAndTheTextSaysWhatIsNot() throws {
        let paper = try paper()
        let build = try paper.build()
        #expect(build.ending == .exited(0) && build.ran.contains("paper.html"))
        #expect(build.text.contains("Dots is not here. Not built: figure dots-figure, quantity dots."), "\(build.text)")
        #expect(build.text.contains("data Dots` downloads it"), "\(build.text)")
        // It is downloaded when it is asked for, and not before.
        #expect(paper.server.requests.isEmpty && !build.text.contains("stand-in") && !build.ran.contains("dots"))
        #expect(!paper.project.exists("build/figures/dots-figure.svg"))
        let page = try paper.project.read("build/paper.html")
        for part in [
            "id=\"fig-dots-figure\" class=\"left-out\"", "Not built: the data set Dots is not here.", "<code>paper data Dots</code>",
            "Figure\u{A0}3.</span> The dots.", "is (not built).", "Not built, because the data set Dots is not here: figure dots-figure, quantity dots.",
        ] { #expect(page.replacing("\n", with: " ").contains(part), "\(part)") }
        let report = try paper.project.read("build/paper.md")
        #expect(report.contains("Not built: the data set Dots is not here.") && report.contains("is (not built)"))
        // Nothing more is printed a second time, and nothing runs.
        #expect(try paper.build().ran == [])
        #expect(try paper.run("build", "--quiet").errorText.contains("Dots") == false)
    }

    @Test func aTargetThatIsLeftOutIsAnsweredWithTheReason() throws {
        let paper = try paper()
        for command in ["build", "why", "show"] {
            let result = try paper.run(command, "dots-figure")
            #expect(!result.succeeded)
            for part in ["dots-figure is not built.", "The data set Dots is not here.", "data Dots` downloads it"] {
                #expect(result.errorText.contains(part), "\(command): \(result.errorText)")
            }
        }
        #expect(try paper.run("build", "dots-fi*").errorText.contains("dots-figure is not built."))
        #expect(try paper.run("build", "dots-figur").errorText.contains("Did you mean dots-figure"))
        let list = try paper.run("list").outputText
        #expect(list.contains("not built") && list.contains("the data set Dots is not here"))
    }

    @Test func whereItIsItIsReadAndShownAndItsContentIsInTheKeys() throws {
        let paper = try paper()
        try paper.build()
        let before = try paper.project.read("build/paper.md")
        try paper.put(in: paper.folder + "/data")
        let with = try paper.build()
        // Nothing that was made without it is made again but the documents.
        #expect(Set(with.ran).isSuperset(of: ["dots", "dots-figure", "paper.html"]))
        #expect(!with.ran.contains { ["line", "noise", "Noise", "Line", "EX-1", "EX-2"].contains($0) }, "\(with.ran)")
        #expect(!with.text.contains("Not built") && paper.server.requests.isEmpty, "\(with.text)")
        let page = try paper.project.read("build/paper.html")
        #expect(page.contains("is 8.0.") && !page.contains("not built") && paper.project.exists("build/figures/dots-figure.svg"))
        try paper.put(Array("1 2 3 4 5 6 7 9 ".utf8), in: paper.folder + "/data")
        #expect(try paper.run("why", "dots").outputText.contains("changed file: data:dots/dots.txt"))
        #expect(try paper.build().ran.contains("dots"))
        // Gone again, it is said where it was, the figure is taken away, and the page is that of before.
        try paper.project.remove("data")
        let without = try paper.build()
        #expect(without.ending == .exited(0) && without.text.contains("Dots is gone: it was last read from \(paper.folder)/data/dots"), "\(without.text)")
        #expect(!paper.project.exists("build/figures/dots-figure.svg"))
        #expect(try paper.project.read("build/paper.md") == before)
        // Its results are kept.
        #expect(try paper.run("gc", "--apply").ending == .exited(0))
        try paper.put(Array("1 2 3 4 5 6 7 9 ".utf8), in: paper.folder + "/data")
        #expect(try paper.build().ran == [])
    }

    @Test func thePartOfADataSetIsSaid() throws {
        var paper = try paper()
        try paper.put([1, 2, 3], in: paper.folder + "/disk")
        paper.environment["PAPER_DATA"] = "disk"
        #expect(try paper.build().text.contains("which has no Dots: \(paper.folder)/disk/dots/dots.txt has 3 bytes, not 16."))
        let told = try paper.run("doctor").outputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(told.contains("has 3 bytes"), "\(told)")
        // A folder that somebody names need not have what the paper can do without.
        try paper.project.write("", to: "empty/nothing")
        #expect(try paper.build("--data", paper.folder + "/empty").ending == .exited(0))
    }

    @Test func theCommandSaysWhereItIsAndDownloadsItWhenAsked() throws {
        let paper = try paper()
        let list = try paper.run("data").outputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in ["The paper can do without it", "not built are figure dots-figure, quantity dots", "Not found in \(paper.folder)/data"] {
            #expect(list.contains(part), "\(list)")
        }
        let unknown = try paper.run("data", "Dotts")
        #expect(unknown.ending == .exited(2) && unknown.errorText.contains("Did you mean Dots?"))
        let refused = try paper.run("data", "Dots", "--offline")
        #expect(refused.ending == .exited(2) && refused.errorText.contains("--offline forbids downloading it"))
        #expect(paper.server.requests.isEmpty)
        #expect(try paper.run("data", "dots").errorText.contains("Dots was downloaded"))
        #expect(paper.exists(paper.cache + "/dots/dots.txt"))
        #expect(try paper.run("data", "dots").outputText.contains("Dots is in \(paper.cache)/dots."))
        #expect(try paper.run("data").outputText.contains("official: all checksums are the publisher's"))
        #expect(try paper.build().ran.contains("dots-figure"))
        #expect(try paper.project.run(["data"]).outputText.contains("made from no data set"))
    }
}
