// The whole paper through the engine, gnuplot and pandoc: what is made, what is made again, and what is said of
// mistakes.
import BuildGraph
import Foundation
import Manuscript
import Testing

/// Divides nothing by nothing.
struct NothingClaim: Claim {
    let decay: Input<Decay.Value>
    var id: String { "N-1" }
    var statement: String { "Nothing is something." }
    var source: String { "test" }
    var criterion: Criterion { .less(than: 1, because: "test") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let nothing = try inputs[decay].rate.value * 0
        return .exact(nothing / nothing)
    }
}

@Suite struct PaperTests {
    @Test func thePageIsOneFileWithEverythingInIt() throws {
        let project = try SamplePaper.project()
        let paper = try project.assemble()
        #expect(paper.issues == [])
        let outcome = try project.build(paper.roots)
        #expect(outcome.succeeded)
        let page = try outcome.value(of: paper.page)
        for needle in [
            "<title>Signal and noise in very deep networks</title>", "Ada Lovelace and Emmy Noether", "id=\"fig-decay\"",
            "<span class=\"label\">Figure\u{A0}2.</span>", "id=\"decay-gnuplot_canvas\"", "id=\"decay-log-gnuplot_canvas\"", "id=\"claim-S-3\"",
            "<!--provenance decay-->", "2 claims hold", "1 claim is undecided", "id=\"eq-chi\"", "<a href=\"#table-network.edges\" class=\"ref\">Table\u{A0}1</a>",
            "<span class=\"label\">Table\u{A0}1.</span>", "<th scope=\"row\">", "<td class=\"number\">5.66</td>", "it is 5.7 at", "12\u{202F}345 layers",
            "id=\"ref-pennington2017\"", "{{network.rate.value:.3f}}", "<p>Deep networks multiply",
        ] {
            let isThere = page.contains(needle)
            #expect(isThere, "\(needle)")
        }
        // Nothing is fetched, nothing is left unwoven, and only the page's own script runs.
        #expect(page.split(separator: "<script").count == 2)
        for needle in ["<script ", "<link", "src=", "@import", "{{ref", "END-OF-ABSTRACT", "<!--figure"] {
            let isThere = page.contains(needle)
            #expect(!isThere, "\(needle)")
        }
        var ids: Set<Substring> = []
        for part in page.split(separator: " id=\"").dropFirst() {
            #expect(ids.insert(part.prefix { $0 != "\"" }).inserted, "the id \(part.prefix { $0 != "\"" }) stands twice")
        }
    }

    @Test func theReportIsPlainMarkdown() throws {
        let project = try SamplePaper.project()
        let paper = try project.assemble()
        let report = try project.build([AnyInput(paper.report)]).value(of: paper.report)
        #expect(report.hasPrefix("# Signal and noise in very deep networks\n"))
        for needle in [
            "![Figure 1](figures/decay.svg)", "**✓ S-1 holds**", "## 2 Spectra at depth", "**Table\u{A0}1.** The largest singular value at a rate of 0.988.",
            "5.66", "[network.edges.csv](tables/network.edges.csv)", "\\qquad (1)$$", "**S-3** Gaussian",
            "(Pennington, Schoenholz, and Ganguli 2017)", "## References", "$\\delta = -3.21 \\times 10^{-7}$",
        ] {
            #expect(report.contains(needle), "\(needle)")
        }
        for needle in ["<div", "<span", "<a href", "{#", "{{claim"] { #expect(!report.contains(needle), "\(needle)") }
    }

    @Test func exactlyWhatAnEditCanChangeIsMadeAgain() throws {
        let project = try SamplePaper.project()
        func build() throws -> [String] { try project.build(try project.assemble().roots).ranNames.map { String($0.prefix { $0 != "-" }) } }
        #expect(try build().count == 34)
        #expect(try build() == [])

        let script = "figures/decay.gp"
        let text = try project.read(SourceFile(script))
        try project.write("set title \"again\"\n" + text, to: script)
        #expect(try build() == ["PlacedFigure", "decay", "paper.html"])

        let chapter = "paper/02-spectra.md"
        try project.write(try project.read(SourceFile(chapter)) + "\nOne more sentence.\n", to: chapter)
        // One chapter is read and woven; what the others need of it is as it was.
        let ran = try build()
        #expect(ran == ["ChapterPassages", "PageText", "WovenChapter", "WovenChapter", "paper.html", "paper.md", "paper/02", "text", "text", "text"], "\(ran)")
    }

    @Test func anUnquotedQuantityDoesNotTouchTheText() throws {
        let project = try SamplePaper.project()
        try project.write("Nothing is quoted.", to: "paper/abstract.md")
        try project.write("Text. {{claims}}", to: "paper/only.md")
        let paper = try project.assemble(SamplePaper.paper(chapters: ["paper/only.md"]))
        let texts = try Graph(roots: [AnyInput(paper.page).node]).nodes.filter { $0.typeName.hasSuffix("WovenChapter") }
        let inputs = texts.map { $0.dependencies.map { String($0.name.prefix { $0 != "-" }) }.sorted() }
        #expect(inputs == [["SetCitations", "paper/abstract.md", "text"], ["SetCitations", "claims", "paper/only.md", "text"]])
        #expect(paper.warnings.map(\.message) == ["The figure decay is never shown.", "The figure decay-log is never shown."])
    }

    @Test func mistakesOfTheTextAreToldAllAtOnceAndTheRestIsBuilt() throws {
        let project = try SamplePaper.project()
        try project.write("{{clam S-1}}\n\n::: figure decai\nNo end {{network.rate.valu:.2f}}\n", to: "paper/01-introduction.md")
        let paper = try project.assemble()
        #expect(paper.errors.map(\.text).prefix(3) == [
            "paper/01-introduction.md:1:1: {{clam S-1}}: There is no directive called clam. Did you mean claim?",
            "paper/01-introduction.md:3:1: The figure block is not closed. End it with a line of `:::`.",
            "paper/01-introduction.md:3:1: There is no figure called decai. Did you mean decay?",
        ])
        let outcome = try project.build(paper.roots)
        #expect(outcome.failures.map(\.0.name).sorted() == ["text"])
        #expect(outcome.failures.first?.1.output?.contains("paper/01-introduction.md:3:1") == true)
        #expect(outcome.item(for: paper.figures[0].input.node)?.output != nil)
    }

    @Test func anUnknownCitationAndAnUnsettableFormulaAreErrorsWithTheirPlace() throws {
        let project = try SamplePaper.project()
        func failure(_ text: String) throws -> String? {
            try project.write(text, to: "paper/02-spectra.md")
            let paper = try project.assemble(SamplePaper.paper(chapters: ["paper/02-spectra.md"]))
            return try project.build([AnyInput(paper.page)]).failures.first?.1.what
        }
        #expect(try failure("First line.\n\nAs shown [@nobody2020].\n") == "paper/02-spectra.md:3:11: There is no reference called nobody2020 in the bibliography.")
        let formula = try failure("First line.\n\nAs {{network.layers}} show, $\\nonsense{x}$.\n")
        #expect(formula?.hasPrefix("paper/02-spectra.md:3:30: pandoc cannot set the formula \\nonsense{x}") == true)
    }

    @Test func aNaNInAClaimNeverHoldsAndIsShown() throws {
        let project = try SamplePaper.project()
        let claim = NothingClaim(decay: Input(SamplePaper.decay))
        let outcome = try project.build([AnyInput(Verdicts([Input(claim)]))])
        let table = try outcome.value(of: Verdicts([Input(claim)]))
        #expect(table["N-1"]?.verdict == .undecided)
        #expect(table["N-1"]?.problem == "the observed value is not a number (NaN)")
        #expect(ClaimsCheck(profile: "smoke", claims: ["N-1"], verdicts: table, baseline: Baseline()).exitCode == 2)
    }

    @Test func anAbsurdCriterionIsRefusedBeforeAnythingRuns() throws {
        let project = try SamplePaper.project()
        let claim = DecayClaim(
            id: "T-1", statement: "", source: "test", criterion: .equals(1, within: 2, because: "test"), observation: .exact(1),
            decay: Input(SamplePaper.decay))
        var paper = SamplePaper.paper()
        paper.ownContents = { _ in PaperContents(claims: [claim]) }
        #expect(try project.assemble(paper).errors.contains { $0.message.hasPrefix("The criterion of claim T-1 is refused.") })
        #expect(try project.build([AnyInput(claim)]).failures.first?.1.what == "The criterion of claim T-1 is refused.")
    }

    @Test func aMissingOrOldPandocIsOneClearError() throws {
        func failure(_ answer: @escaping @Sendable (Command) throws -> CommandResult) throws -> ErrorReport? {
            let project = try SamplePaper.project(processes: StandInProcesses { command in
                command.program == "pandoc" ? try answer(command) : CommandResult(ending: .exited(1))
            })
            return try project.build([AnyInput(try project.assemble().report)]).failures.first?.1
        }
        let missing = try failure { throw CommandError.notFound(program: $0.program) }
        #expect(missing?.what == "pandoc was not found.")
        #expect(missing?.next?.contains("apt-get install pandoc") == true)
        let old = try failure { command in
            command.arguments == ["--version"]
                ? CommandResult(ending: .exited(0), output: Array("pandoc 2.5\nCompiled with\n".utf8))
                : CommandResult(ending: .exited(6), errorOutput: Array("Unknown option --citeproc.\n".utf8))
        }
        #expect(old?.what == "pandoc is too old: pandoc 2.5.")
    }

    @Test func anUnknownProfileIsAnsweredWithTheNearest() {
        #expect(throws: PaperError([.error("There is no profile called labtop.", next: "Did you mean laptop?")])) {
            try SamplePaper.paper().profile(named: "labtop")
        }
    }

    @Test func aNameGivenTwiceIsAnError() throws {
        var paper = SamplePaper.paper()
        paper.ownContents = { _ in PaperContents(claims: SamplePaper.claims() + SamplePaper.claims(), quantities: [AnyInput(SamplePaper.decay)]) }
        let issues = try SamplePaper.project().assemble(paper).errors.map(\.text)
        #expect(issues.contains("2 targets of the paper are called S-1. Give each a name of its own."))
    }

    @Test func thePanelTellsHowAFigureWasMade() throws {
        let project = try SamplePaper.project()
        let figure = try project.assemble().figures[0]
        let outcome = try project.build([AnyInput(figure.input)])
        var panel = ProvenancePanel(try #require(outcome.trace(of: figure.input.node)))
        panel.chapters = try project.assemble().text.chapters(naming: "decay")
        let html = panel.html
        for needle in [
            "<dt>In the text</dt><dd><code>paper/01-introduction.md</code>",
            "<code>decay</code>, DecayFigure", "plot.width: 680", "<code>network</code>", "figures/decay.gp",
            "never built", "processor time", "data-figure=\"decay\">✓ fresh",
        ] {
            #expect(html.contains(needle), "\(needle)")
        }
    }

    @Test func thePanelTellsTheCommitsOfAllThatStandsBehindAFigure() throws {
        let project = try SamplePaper.project()
        let figure = try project.assemble().figures[0]
        let trace = try #require(try project.build([AnyInput(figure.input)]).trace(of: figure.input.node))
        func row(_ revisions: [String?]) -> String {
            var commits = CommitCounts(), panel = ProvenancePanel(trace)
            for text in revisions {
                let revision = text.flatMap { SourceRevision($0) }
                commits.add(RunCost(started: 0, duration: 1, processorTime: 1, peakMemory: 1, valueSize: 1, revision: revision))
            }
            panel.commits = commits
            return String(panel.html.split(separator: "\n").first { $0.contains("<dt>Commits") } ?? "")
        }
        let a = String(repeating: "a", count: 40), b = String(repeating: "b", count: 40) + "+"
        #expect(row([a]).contains("its value was made at <code>aaaaaaaa</code>, clean tree<"))
        #expect(row([a, a]).contains("all 2 values behind it were made at <code>aaaaaaaa</code>, clean tree<"))
        #expect(row([nil, nil]).contains("all 2 values behind it were made where no commit was recorded<"))
        #expect(row([b, a, nil, a]).contains(
            "2 at <code>aaaaaaaa</code>, clean tree; 1 at <code>bbbbbbbb</code>, with changes that are not committed; 1 where no commit was recorded<"))
        #expect(row((0..<8).map { String(repeating: "\($0)", count: 40) }).contains("; 3 at others<"))
    }

    @Test func thePanelTellsTheLastVerificationOfTheFigureAndOfAllItWasMadeFrom() throws {
        let project = try SamplePaper.project()
        let figure = try project.assemble().figures[0]
        let trace = try #require(try project.build([AnyInput(figure.input)]).trace(of: figure.input.node))
        var record = VerificationRecord(
            key: trace.key, output: trace.output, name: "decay", result: .bitwiseEqual, tolerance: .bitwise, greatestUlps: 0,
            conditions: ["as built"], differing: [], time: 1_795_000_000, machine: trace.details.provenance.machine)
        func row(_ own: VerificationRecord?, inputs: Int = 42, good: Int = 42, bad: [String] = []) -> String {
            let summary = VerificationSummary(own: own, inputs: inputs, reproducibleInputs: good, unreproducibleInputs: bad)
            let html = ProvenancePanel(trace, verification: FigureVerification(summary, command: "paper verify decay")).html
            return String(html.split(separator: "\n").first { $0.contains("Last verified") } ?? "")
        }
        #expect(row(nil).contains("not yet; <code>paper verify decay</code>"))
        #expect(row(record).contains("2026-11-18 11:06:40Z</time>: bitwise equal, with all 42 targets it was made from<"))
        #expect(row(record, inputs: 0, good: 0).contains("bitwise equal<"))
        #expect(row(record, good: 12).contains("bitwise equal; 12 of the 42 targets it was made from were verified too"))
        #expect(row(record, good: 41, bad: ["a<b"]).contains("of the 42 targets it was made from 1 is not reproducible: <code>a&lt;b</code>"))
        record.result = .notReproducible
        record.differing = ["locale de_DE.UTF-8"]
        record.difference = Difference(path: "y[3]", stored: "1.5", remade: "1,5", ulps: nil)
        let odd = row(record)
        #expect(odd.contains("not reproducible (differs under locale de_DE.UTF-8); y[3]: 1.5 → 1,5; all 42 targets it was made from are reproducible"))
        #expect(!ProvenancePanel(trace).html.contains("Last verified"))
    }
}
