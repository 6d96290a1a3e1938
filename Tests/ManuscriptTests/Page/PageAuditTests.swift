// The whole page as browsers and validators see it: at the widths of a telephone, a tablet and a desk, in light and in dark,
// and on paper.
import BuildGraph
import Foundation
import Manuscript
import TestSupport
import Testing

@Suite struct PageAuditTests {
    /// A page with one of everything: figures with panels, a table, notes, formulas, the board of claims, the end.
    private func samplePage() throws -> String {
        let project = try SamplePaper.project()
        let paper = try project.assemble(), outcome = try project.build(paper.roots)
        var entries: [String: String] = [:]
        for figure in paper.figures {
            guard let trace = outcome.trace(of: figure.input.node) else { continue }
            var panel = ProvenancePanel(trace)
            panel.whole = WholeCost()
            panel.ancestry = Ancestry(of: figure.input.node)
            let files = try decodeValue(FigureFiles.self, from: outcome.bytes(of: figure.input.node))
            panel.files = [EmbeddedFile(name: "\(figure.name).csv", path: "figures/\(figure.name).csv", content: Array(files.csv.utf8))]
            entries[figure.name] = panel.html
        }
        let revision = Revision(log: String(repeating: "a", count: 40) + "\n2026-11-28\n", isClean: true, remote: "https://example.org/paper.git")
        let imprint = Imprint(title: "Signal", authors: [], licence: "MIT License", revision: revision, time: 1_795_000_000)
        entries["@imprint"] = imprint.front
        let timing = BuildTiming(outcome, phases: [], jobs: 2, effects: project.effects)
        let report = BuildReport(timing: timing, jobs: 2, machine: project.effects.machine)
        return fillProvenance(try outcome.value(of: paper.page), entries: entries, footer: imprint.closing + report.html)
    }

    /// The pages that PAPER_TEST_PAGES names, with the folders they are in.
    private func builtPages() throws -> [(name: String, html: String)] {
        try (ProcessInfo.processInfo.environment["PAPER_TEST_PAGES"] ?? "").split(separator: ":").map {
            let path = URL.project(of: #filePath).appending(path: String($0)).path + "/paper.html"
            return (path, try String(contentsOfFile: path, encoding: .utf8))
        }
    }

    private func pages() throws -> [(name: String, html: String)] { [("the sample", try samplePage())] + (try builtPages()) }

    @Test func pagesHaveNoFaultsAtAnyWidthInLightAndDark() throws {
        guard let browser = Browser() else { return print("Skipped for want of Chromium: \(#function)") }
        for (name, page) in try pages() {
            for width in [390, 820, 1440] {
                for scheme in Browser.ColourScheme.allCases {
                    let faults = try browser.faults(of: page, width: width, scheme: scheme)
                    #expect(faults.isEmpty, "\(name), \(width) pixels, \(scheme): \(faults.joined(separator: "\n"))")
                }
            }
        }
    }

    @Test func theAuditFindsWhatIsWrong() throws {
        guard let browser = Browser() else { return print("Skipped for want of Chromium: \(#function)") }
        let page = """
            <!doctype html><html lang="en"><title>x</title><body style="margin:0;background:#fff;color:#000"><h1>One</h1><h3>Three</h3>
            <p style="color:#aaa">pale</p><p style="width:3000px">wide</p><p style="margin-bottom:-20px">under</p><p>over</p>
            <a href="figures/x.csv">data</a><a href="#none">nowhere</a><a href="#a"></a><span id="a"></span><span id="a"></span><svg></svg><input>
            <div style="overflow:hidden;width:20px"><math><mi>abcdefghijkl</mi></math></div><table><tr><td>1</td></tr></table></body></html>
            """
        let faults = try browser.faults(of: page, width: 820, scheme: .light).joined(separator: "\n")
        for needle in [
            "pixels wide", "contrast 2.32", "overlap", "dead link figures/x.csv", "dead link #none", "link without words", "the id a", "picture without words",
            "field without a name", "heading of level 3 after level 1", "formula cut", "table without headings",
        ] {
            #expect(faults.contains(needle), "\(needle)")
        }
    }

    @Test func noHeadingIsAloneAtTheEndOfASheet() throws {
        guard let browser = Browser() else { return print("Skipped for want of Chromium: \(#function)") }
        for (name, page) in try pages() {
            guard let sheets = try browser.sheets(of: page) else { return print("Skipped for want of pdftotext: \(#function)") }
            let headings = Set(TableOfContents(body: page).entries.map { HTMLPlainText.text(of: $0.html) })
            #expect(!sheets.isEmpty)
            for (number, sheet) in sheets.enumerated() {
                let lines = sheet.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty && Int($0) == nil }
                #expect(!headings.contains(lines.last ?? ""), "\(name): “\(lines.last ?? "")” at the end of sheet \(number + 1)")
            }
        }
    }

    @Test func theHTMLIsValid() throws {
        guard SystemProcessRunner.find("tidy") != nil else { return print("Skipped for want of tidy: \(#function)") }
        for (name, page) in try pages() {
            let result = try SystemProcessRunner().run(
                .hermetic("tidy", ["-q", "-e", "--show-warnings", "yes", "--drop-empty-elements", "no"], standardInput: Array(page.utf8)), until: Cancellation())
            let messages = result.errorText.split(separator: "\n").filter { $0.contains("Error:") || $0.contains("Warning:") }.filter { !Self.isUnknownToTidy($0) }
            #expect(messages.isEmpty, "\(name): \(messages.prefix(10).joined(separator: "\n"))")
        }
    }

    /// What the standard allows and tidy, whose rules are of 2017, does not know.
    private static func isUnknownToTidy(_ message: Substring) -> Bool {
        ["<link> isn't allowed", "proprietary attribute", "<svg> attribute", "<math> attribute"].contains(where: message.contains)
    }
}
