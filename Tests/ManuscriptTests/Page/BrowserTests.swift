// Figures as a browser shows them: no text over another, none cut, on a wide page and on a telephone; the SVG like the PNG.
import BuildGraph
import Foundation
import Manuscript
import TestSupport
import Testing

/// Two panels in the layout of this paper, with everything that panels.gp places.
struct PanelFigure: Figure {
    var plot = Plot.panels("panel-figure", height: 340)
    /// What the images are, where they stand in for others.
    var origin = ""

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let x = (1...40).map(Double.init)
        drawing.add("curves", family: [1.0, 1.02, 1.1, 3].map { factor in
            .init("\(factor)", [Column("x", x), Column("y", x.map { factor * $0 })])
        })
        drawing.setPanels(["one", "two"])
        drawing.set("origin", origin)
        return drawing
    }
}

private let panels = """
    panel_top = 66
    panel_right = 60
    panel_gap_x = 136
    do for [k=1:|curves|] { eval legend_line(k, |curves|, curves_title[k], panel_left, 16, figure_width - panel_left, "linetype 1", "pointtype 7") }
    do for [p=1:panel_count] {
      eval panel(p)
      eval panel_xlabel(p, "x")
      eval panel_ylabel(p, "a label of some length")
      eval panel_ends(p, "c =")
      array label_at[|curves|]
      do for [k=1:|curves|] {
        stats data index curves[k] using y nooutput
        label_at[k] = log(STATS_max) / log(150) * panel_height(panel_count)
      }
      eval spread_ends(1, |curves|)
      do for [k=1:|curves|] { eval panel_end(p, k, curves_title[k]) }
      set logscale xy
      set yrange [1:150]
      set xrange [1:40]
      eval log_tics("x", 1, 40)
      eval log_tics("y", 1, 150)
      plot for [k=1:|curves|] data index curves[k] using x:y with lines linetype k
      unset label
      unset arrow
    }
    """

@Suite struct BrowserTests {
    private func page(_ svg: String, name: String) -> String {
        "<!doctype html><style>\(StyleSheet.all)</style><main><div class=\"plot\">\(InlineSVG(svg, name: name).element(title: name))</div></main>"
    }

    /// A browser, or a word that there is none.
    private func browser(_ test: String = #function) -> Browser? {
        let browser = Browser()
        if browser == nil { print("Skipped for want of Chromium: \(test)") }
        return browser
    }

    @Test func textsThatOverlapOrAreCutAreFound() throws {
        guard let browser = browser() else { return }
        let project = try Project()
        try project.write("", to: "figures/style.gp")
        try project.write(
            """
            set label 1 "one label" at screen 0.5, 0.5
            set label 2 "another" at screen 0.52, 0.5
            set label 3 "far out" at screen 0.97, 0.3
            plot data index theory[1] using x:density with lines notitle
            """, to: "figures/test-figure.gp")
        let figure = TestFigure()
        let svg = try project.build([AnyInput(figure)]).value(of: figure).svg
        let shown = try browser.figures(of: page(svg, name: "test"), width: 900)
        #expect(shown[0].faults == ["test: “one label” and “another” overlap", "test: “far out” is cut"])
    }

    private func projectWithPanels() throws -> Project {
        let project = try Project()
        for name in ["style", "panels"] {
            try project.write(String(contentsOf: .project(of: #filePath).appending(path: "figures/\(name).gp"), encoding: .utf8), to: "figures/\(name).gp")
        }
        try project.write(panels, to: "figures/panel-figure.gp")
        return project
    }

    /// In a panel it would cover curves, and reach over the axes of a narrow one.
    @Test func theNoteOnAStandInIsOnceBelowAllPanelsWhereNothingElseIs() throws {
        guard let browser = browser() else { return }
        let note = "on a synthetic stand-in, not on CIFAR-10", project = try projectWithPanels(), figure = PanelFigure(origin: note)
        let svg = try project.build([AnyInput(figure)]).value(of: figure).svg
        for width in [1300, 390] {
            let shown = try browser.figures(of: page(svg, name: "panels"), width: width)[0]
            let notes = shown.texts.filter { $0.text == note }
            #expect(notes.count == 1 && shown.faults == [], "\(shown.faults) at \(width) pixels")
            #expect(shown.strokes.count > 10 && !shown.strokes.contains { $0.overlaps(notes[0]) }, "at \(width) pixels")
            #expect(shown.texts.allSatisfy { $0.text == note || $0.bottom <= notes[0].top + 1 }, "at \(width) pixels")
        }
        let without = PanelFigure()
        #expect(try !project.build([AnyInput(without)]).value(of: without).svg.contains("stand-in"))
    }

    /// A script that places the note itself would have it twice.
    @Test func scriptsLeaveTheNoteToTheLayout() throws {
        let folder = URL.project(of: #filePath).appending(path: "figures")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".gp") && name != "panels.gp" {
            let script = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            #expect(!script.contains("strlen(origin)"), "\(name)")
        }
    }

    @Test func whatTheLayoutOfPanelsPlacesDoesNotOverlapAndThePNGLooksAlike() throws {
        guard let browser = browser() else { return }
        let project = try projectWithPanels(), figure = PanelFigure()
        let files = try project.build([AnyInput(figure)]).value(of: figure)
        for width in [1300, 390] {
            let shown = try browser.figures(of: page(files.svg, name: "panels"), width: width)
            #expect(shown[0].faults == [], "at \(width) pixels")
            #expect(shown[0].texts.count > 20)
            #expect(shown[0].digits == "lining-nums")
        }
        #expect(try browser.difference(svg: Array(files.svg.utf8), png: files.png) < 0.02)
        let without = files.svg.replacing(/<path [^>]*>/, with: "")
        #expect(try browser.difference(svg: Array(without.utf8), png: files.png) > 0.1)
    }

    /// The pages in the folders that PAPER_TEST_PAGES names, as `.ci/run` does once it has built one. Not every page that lies in
    /// build/: an old one would fail the tests of new scripts.
    @Test func theFiguresOfTheBuiltPagesHaveNoTextOverAnotherAndLookLikeTheirPNGs() throws {
        guard let browser = browser() else { return }
        let pages = (ProcessInfo.processInfo.environment["PAPER_TEST_PAGES"] ?? "").split(separator: ":").map {
            URL.project(of: #filePath).appending(path: String($0)).path
        }
        if pages.isEmpty { print("Skipped without PAPER_TEST_PAGES: \(#function)") }
        for folder in pages {
            let page = try String(contentsOfFile: folder + "/paper.html", encoding: .utf8)
            for width in [1300, 390] {
                let faults = try browser.figures(of: page, width: width).flatMap(\.faults)
                #expect(faults.isEmpty, "\(folder) at \(width) pixels: \(faults.joined(separator: "; "))")
            }
            let figures = folder + "/figures"
            for name in try FileManager.default.contentsOfDirectory(atPath: figures).sorted() where name.hasSuffix(".png") {
                let svg = FileManager.default.contents(atPath: "\(figures)/\(name.dropLast(4)).svg") ?? Data()
                let png = FileManager.default.contents(atPath: "\(figures)/\(name)") ?? Data()
                #expect(try browser.difference(svg: Array(svg), png: Array(png)) < 0.05, "\(folder)/figures/\(name)")
            }
        }
    }
}
