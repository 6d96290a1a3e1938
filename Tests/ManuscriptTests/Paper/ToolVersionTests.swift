// One paper with the machine's pandoc and gnuplot and with the newest: the same words, numbers, citations and figures.
import BuildGraph
import Foundation
import Manuscript
import TestSupport
import Testing

@Suite struct ToolVersionTests {
    /// The words of HTML as they are read, without figures and styles.
    private func words(_ html: String) -> [Substring] {
        var text = html
        for element in ["svg", "style", "annotation"] {
            text = text.replacing(try! Regex("<\(element)[ >](?s:.*?)</\(element)>"), with: " ")
        }
        return text.replacing(/<[^>]*>/, with: " ").split(whereSeparator: \.isWhitespace)
    }

    /// The texts of an SVG, and what each curve is drawn with.
    private func contents(_ svg: String) -> [String] {
        svg.matches(of: /<text[^>]*>(?s:(.*?))<\/text>|gnuplot_plot_[0-9]+/).map { match in
            (match.1.map(String.init) ?? String(match.0)).replacing(/<[^>]*>/, with: "")
        }.sorted()
    }

    private func newest(_ programs: [String], _ test: String = #function) -> NewestTools? {
        let tools = NewestTools(programs)
        if tools == nil { print("Skipped for want of .build/tools, which .ci/run makes: \(test)") }
        return tools
    }

    @Test func theTextIsTheSameWithTheNewestPandoc() throws {
        guard let newest = newest(["pandoc"]) else { return }
        func documents(_ processes: (any ProcessRunner)?) throws -> (page: String, report: String) {
            let project = try SamplePaper.project(processes: processes), paper = try project.assemble()
            let outcome = try project.build(paper.roots)
            #expect(outcome.succeeded, "\(outcome.failures)")
            return (try outcome.value(of: paper.page), try outcome.value(of: paper.report))
        }
        let old = try documents(nil), new = try documents(newest)
        #expect(words(old.page) == words(new.page))
        #expect(words(old.page).count > 300)
        // The space behind the signs of lists and the length of the lines in tables are all that differs.
        func markdownWords(_ text: String) -> [Substring] {
            text.split(whereSeparator: \.isWhitespace).filter { !$0.allSatisfy("|:-".contains) }
        }
        #expect(markdownWords(old.report) == markdownWords(new.report))
        #expect(old.page.contains("(<a href=\"#ref-pennington2017\" role=\"doc-biblioref\">Pennington, Schoenholz, and Ganguli 2017</a>)"))
    }

    @Test func figuresSayTheSameWithTheNewestGnuplotAndItsPNGNeedsNoCairo() throws {
        guard let newest = newest(["gnuplot"]) else { return }
        func figures(_ processes: (any ProcessRunner)?) throws -> [FigureFiles] {
            let project = try SamplePaper.project(processes: processes), paper = try project.assemble()
            let outcome = try project.build(paper.figures.map { AnyInput($0.input) })
            return try paper.figures.map { figure -> FigureFiles in
                try decodeValue(FigureFiles.self, from: outcome.bytes(of: figure.input.node))
            }
        }
        let old = try figures(nil), new = try figures(newest)
        #expect(old.count == 2)
        for (old, new) in zip(old, new) {
            #expect(contents(old.svg) == contents(new.svg))
            #expect(old.csv == new.csv && old.gp == new.gp)
            #expect(new.png.starts(with: [0x89, 0x50, 0x4e, 0x47]))
        }
    }

    @Test func theNewestGnuplotsVersionSaysThatItHasNoCairo() throws {
        guard let newest = newest(["gnuplot"]) else { return }
        #expect(try Gnuplot.check(asking(newest)).hasSuffix(", PNGs without Cairo"))
    }

    private func asking(_ processes: any ProcessRunner) -> (Command) throws -> CommandResult { { try processes.run($0, until: Cancellation()) } }

    /// A gnuplot with these terminals.
    private func gnuplot(_ terminals: String) -> StandInProcesses {
        StandInProcesses { command in
            command.arguments == ["--version"]
                ? CommandResult(ending: .exited(0), output: Array("gnuplot 6.0 patchlevel 1\n".utf8))
                : CommandResult(ending: .exited(0), errorOutput: Array(" \(terminals) \n".utf8))
        }
    }

    @Test func whatAGnuplotCannotDrawIsKnownBeforehand() throws {
        #expect(try Gnuplot.check(asking(gnuplot("dumb png pngcairo svg"))) == "gnuplot 6.0 patchlevel 1")
        #expect(try Gnuplot.check(asking(gnuplot("dumb png svg"))) == "gnuplot 6.0 patchlevel 1, PNGs without Cairo")
        #expect(try Gnuplot.check(asking(gnuplot("dumb svg"))) == "gnuplot 6.0 patchlevel 1, no PNGs")
        #expect(throws: GnuplotError.noSVG(found: "gnuplot 6.0 patchlevel 1")) { try Gnuplot.check(asking(gnuplot("dumb png"))) }
    }
}
