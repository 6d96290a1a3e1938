// No word is lost: what authors write, and what goes wrong with it elsewhere in silence.
import BuildGraph
import Manuscript
import TestSupport
import Testing

private let bibliography = "@book{key, author = {Ada Lovelace}, title = {A Title}, year = {1843}, publisher = {Press}}\n"

@Suite struct LostNothingTests {
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func everyWordOfAGeneratedChapterIsOnThePageAndInTheReportOnce(seed: UInt64) throws {
        var generators = (0..<2).map { GeneratedMarkdown(seed: seed * 100 + $0) }
        var sample = Woven(generators.indices.map { generators[$0].chapter() })
        sample.bibliography = bibliography
        for dialect in [Dialect.page, .report] {
            let text = try sample.text(dialect).body
            var counts: [String: Int] = [:]
            for word in text.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) }) { counts[String(word), default: 0] += 1 }
            for word in generators.flatMap(\.words) {
                // An address that is its own text, and a formula with its source, stand twice on the page.
                let count = counts[word] ?? 0
                #expect(count == 1 || (dialect == .page && count > 0), "\(word) \(count) times, seed \(seed), \(dialect)")
            }
        }
    }

    @Test func footnotesAndReferencesAreAChaptersOwn() throws {
        let sample = Woven(["One.[^1] [a][l]\n\n[^1]: The first.\n\n[l]: https://one.org\n", "Two.[^1] [b][l]\n\n[^1]: The second.\n\n[l]: https://two.org\n"])
        let page = try sample.page(), report = try sample.report()
        #expect(report == "One.[^1] [a](https://one.org)\n\nTwo.[^2] [b](https://two.org)\n\n[^1]: The first.\n\n[^2]: The second.\n")
        for needle in ["The first.", "The second.", "https://one.org", "https://two.org"] { #expect(page.split(separator: needle).count == 2, "\(needle)") }
    }

    @Test func equalHeadingsOfTwoChaptersHaveIdentifiersOfTheirOwn() throws {
        let page = try Woven(["# Results\n\n[here](#results)\n", "# Results\n\n[here](#results)\n"]).page()
        #expect(page.contains("id=\"results\"") && page.contains("id=\"results-1\"") && page.contains("href=\"#results-1\""))
    }

    @Test func whatPandocWouldDropIsAnErrorAtItsLine() throws {
        let cases: [(text: String, issue: String)] = [
            ("a\n\nSee \\ref{eq:x}.", "a.md:3:5: TeX is not read outside of formulas: \\ref{eq:x} Refer by {{ref eq:NAME}}"),
            ("\\textbf{bold words} here", "a.md:1:1: TeX is not read outside of formulas: \\textbf{bold words}"),
            ("x\n\n\\begin{flushright}\nwords\n\\end{flushright}\n", "a.md:3:1: TeX is not read outside of formulas: \\begin{flushright} Write formulas as $$…$$"),
            ("\\newcommand{\\a}{b}\n\n$\\a$", "a.md:1:1: TeX is not read"),
            ("a <b>word</b>", "a.md:1:3: HTML is not read outside of formulas: <b> Write it in Markdown"),
            ("x\n\n<div class=\"note\">\n\ntext\n\n</div>", "a.md:3:1: HTML is not read"),
            ("a `x`{=html} b", "a.md:1:4: HTML is not read"),
            ("text[^1] and", "a.md:1:5: There is no footnote called 1. Define it"),
            ("text\n\n[^2]: Unused words.", "a.md:3:1: pandoc says: Note with key '2' defined but not used."),
            ("[text][nowhere] here", "a.md:1:7: There is no link reference called nowhere."),
            ("a\n\n[unused]: https://lost.org\n", "a.md:3:11: pandoc would drop words of this line: https, lost, org."),
            ("+---+---+\n| a | b |\n+---+---+\n| c | - d |\n|   | - e |\n+---+---+\n", "A cell of the table that ends here holds more than one line of text."),
            ("| a | b |\n|---|---|\n| 1 | 2 | lost |\n", "a.md:3:11: pandoc would drop words of this line: lost."),
            ("a\n::: figure f\nCaption.\n:::\n", "a.md:2:1: This directive is not read as one here."),
            ("    {{net.one:.1f}}", "a.md:1:5: A directive stands in code, where nothing is replaced."),
            ("[x]({{net.one:.1f}})", "a.md:1:5: This directive is not read as one here."),
            ("[x]()", "a.md:1:1: The link leads nowhere."), ("[x](other.md)", "a.md:1:5: The link leads to a file, other.md"),
            ("[x](#nowhere)", "There is no place called nowhere."), ("$x \\label{eq:a}$", "a.md:1:2: \\label in a formula would be dropped."),
            ("[words]{.mark}", "The attribute .mark has no meaning on text."), ("[words]{.smallcaps}", "small capitals have no form in the Markdown report"), ("# A {.part}", "The attribute .part has no meaning on a heading."),
            ("![a](photo.tiff)", "a.md:1:6: The picture photo.tiff cannot be put into the page."),
        ]
        for (text, issue) in cases {
            var sample = Woven(text)
            sample.figures = ["f"]
            sample.values = ["net": try Datum(decoding: encodeValue(["one": 1.0]))]
            let issues = try sample.issues()
            #expect(issues.contains { $0.contains(issue) }, "\(text) → \(issues)")
        }
    }

    @Test func examplesAreReferredToByTheirNumbers() throws {
        let sample = Woven("(@good) A good example.\n\n(@) Another one.\n\nAs (@good) shows, and @good again.\n")
        let page = try sample.page(), report = try sample.report()
        for text in [page, report] { #expect(text.contains("As (1) shows, and 1 again"), "\(text)") }
        // pandoc takes the end of an address for a reference, too.
        for text in ["As (@goof) shows.", "Write to name@good.org"] {
            #expect(try !Woven("(@good) One.\n\n\(text)\n").issues().isEmpty, "\(text)")
        }
    }

    @Test func commentsAreInNeitherDocument() throws {
        let sample = Woven("One <!-- ask the referee --> two.\n\n<!-- and\nagain -->\n\nThree.\n")
        #expect(try sample.report() == "One two.\n\nThree.\n")
        #expect(try !sample.page().contains("referee"))
    }

    @Test func aMarkAndForeignLineEndsAreNoPartOfTheText() throws {
        let sample = Woven(["\u{FEFF}# One {#sec:one}\r\n\r\nText of two\r\nlines.\r\n", "See {{ref sec:one}}.\n"])
        #expect(try sample.report() == "## 1 One<a name=\"sec:one\"></a>\n\nText of two lines.\n\nSee [Section\u{A0}1](#sec:one).\n")
    }

    @Test func picturesAreInThePageAndBesideTheReport() throws {
        var sample = Woven("![The *caption* words](paper/photo.png){width=50%}\n\nA small ![sign](paper/a.b.svg) here.\n")
        sample.pictures = [Picture(path: "paper/photo.png", bytes: [1, 2, 3]), Picture(path: "paper/a.b.svg", bytes: [4])]
        let page = try sample.page(), report = try sample.text(.report)
        #expect(page.contains("<img src=\"data:image/png;base64,AQID\"") && page.contains("caption") && page.contains("data:image/svg+xml;base64,BA=="))
        #expect(report.body == "![](pictures/paper-photo.png)\n\nThe *caption* words\n\nA small ![sign](pictures/paper-a.b.svg) here.\n")
        #expect(report.pictures.map(\.path) == ["paper/photo.png", "paper/a.b.svg"])
    }

    @Test func theBibliographyIsReadForWhatWouldBeLost() throws {
        func issues(_ text: String) -> [String] { Bibliography(Array(text.utf8), path: "r.bib").issues.map(\.text) }
        #expect(issues(bibliography) == [])
        #expect(issues("% note\n@comment{x}\n@misc{a, title = {A {B} \\} \"c\"}, year = 2001 # \"b\",\n}\n@book{b}\n") == [])
        #expect(issues(bibliography + "\n" + bibliography) == [
            "r.bib:3:1: The reference key is given twice: in line 1 and in line 3. Rename or remove one of them."
        ])
        #expect(issues("@misc{a, title = {no end\n\n@misc{b, year = 1}\n").first == "r.bib:1:10: The field title of a does not end. Close its braces or quotes.")
        #expect(issues("@misc{a, title = {x} year = 1}").first?.hasPrefix("r.bib:1:22: A comma is missing after the field title of a.") == true)
        #expect(issues("@misc{title = {x}}").first?.hasPrefix("r.bib:1:1: The entry of type misc has no key.") == true)
        #expect(issues("@misc{a, title = {x}, title = {y}}").first == "r.bib:1:23: The reference a has two fields title. Remove one of them.")
        let latin = Array("@misc{a, title = {caf".utf8) + [0xE9] + Array("}}".utf8)
        #expect(Bibliography(latin, path: "r.bib").issues.map(\.text).first?.hasPrefix("r.bib:1:22: This is not UTF-8.") == true)
        var sample = Woven("As @kez say.")
        sample.bibliography = bibliography
        #expect(try sample.issues() == ["a.md:1:4: There is no reference called kez in the bibliography. Did you mean key?"])
    }

    @Test func wordsInsideCitationsAreLookedFor() throws {
        let json = #"{"pandoc-api-version":[1,22],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Cite","c":[[{"citationId":"key","citationPrefix":[{"t":"Str","c":"see"}],"citationSuffix":[{"t":"Str","c":","},{"t":"Space"},{"t":"Str","c":"pages"},{"t":"Space"},{"t":"Str","c":"3-5"},{"t":"Space"},{"t":"Emph","c":[{"t":"Str","c":"passim"}]}],"citationMode":{"t":"NormalCitation"},"citationNoteNum":1,"citationHash":0}],[{"t":"Str","c":"[see @key, pages 3-5 *passim*]"}]]}]}]}"#
        let audit = WordAudit([try DocumentTree(Array(json.utf8))], dialect: .report)
        #expect(audit.firstLoss(in: "(see Doe 2001, pp. 3–5 passim)") == nil)
        #expect(audit.firstLoss(in: "(Doe 2001, pp. 3–5 passim)")?.words == "see")
        #expect(audit.firstLoss(in: "(see Doe 2001, pp. passim)")?.words == "3-5")
        #expect(audit.firstLoss(in: "(see Doe 2001, pp. 3–5)")?.words == "passim")
        var sample = Woven("As @key [p. 7, where *x* is] and others [see @key, chapters 2 and 3, on it; -@key] say.")
        sample.bibliography = bibliography
        #expect(try sample.issues() == [])
        _ = try (sample.page(), sample.text(.report))
    }

    @Test func damagedTreesAreErrorsAndNoTraps() throws {
        let tree = #"{"pandoc-api-version":[1,22],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"a\u00e9\ud83d\ude00\n"}]}]}"#
        #expect(try DocumentTree(Array(tree.utf8)).json == tree.replacing(#"\u00e9\ud83d\ude00"#, with: "é😀"))
        for length in 0..<tree.utf8.count {
            #expect(throws: MalformedJSON.self) { try DocumentTree(Array(tree.utf8.prefix(length))) }
        }
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: MalformedJSON.self) { try JSONReader.read(Array(deep.utf8)) }
    }

    @Test func aTreeReadByAnotherVersionIsWritten() throws {
        var sample = Woven("Words.")
        let effects = Effects.live(root: "/")
        var old = effects
        old.processes = StandInProcesses { command in
            var result = try effects.processes.run(command, until: Cancellation())
            if command.arguments.contains("json") && !command.arguments.contains("text.json") {
                result.output = Array(result.outputText.replacing(#/"pandoc-api-version":\[[0-9,]+\]/#, with: #""pandoc-api-version":[1,99]"#).utf8)
            }
            return result
        }
        sample.pandoc = Pandoc(old)
        #expect(try sample.report() == "Words.\n")
    }
}
