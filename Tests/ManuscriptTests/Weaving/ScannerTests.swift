// Where directives are looked for, and how a malformed one is reported: always with file, line and column.
import Manuscript
import Testing

private func scan(_ text: String) -> Chapter { ChapterScanner.scan(text, path: "paper/a.md") }

private func directives(_ text: String) -> [Directive] {
    var found: [Directive] = []
    for mark in scan(text).marks { if case .directive(let directive) = mark.meaning { found.append(directive) } }
    return found
}

@Suite struct ScannerTests {
    @Test func directivesAreParsed() throws {
        #expect(directives("{{P1-4.observed:.3f}}") == [.value(ValuePath(name: "P1-4", [.field("observed")]), format: .number(.fixed(3)))])
        #expect(directives("{{a.path.to[2].field:.3g}}") == [
            .value(
                ValuePath(name: "a", [.field("path"), .field("to"), .position(2), .field("field")]), format: .number(.significant(3)))
        ])
        #expect(directives(#"{{a.networks["orthogonal tanh, σ_w² = 1.05: \"b\" }"].rate:.3g}}"#) == [
            .value(
                ValuePath(name: "a", [.field("networks"), .key("orthogonal tanh, σ_w² = 1.05: \"b\" }"), .field("rate")]),
                format: .number(.significant(3)))
        ])
        #expect(directives("{{ a }} {{a:±}} {{a:int}} {{a:.1%}}").count == 4)
        #expect(directives("{{claim P1-4}} {{claims}} {{claims P1-1 P1-2}}") == [.claim("P1-4"), .claims([]), .claims(["P1-1", "P1-2"])])
        #expect(directives("{{ref figure:x}} {{ref table:a.b}} {{ref eq:y}}") == [
            .reference(.figure, "x"), .reference(.table, "a.b"), .reference(.eq, "y"),
        ])
    }

    @Test(arguments: [
        "`{{a}}`", "`` ` {{a}} ``", "```\n{{a}}\n```", "~~~~ {.swift}\n{{a}}\n~~~\n{{b}}\n~~~~", "<!-- {{a}} -->", "\\{{a}}",
        "  ```\n  {{a}}\n  ```", "<!--\n{{a}}\n-->",
    ])
    func directivesAreNotLookedForInCodeAndComments(text: String) {
        #expect(directives(text).isEmpty)
        #expect(scan(text).problems.isEmpty)
    }

    @Test(arguments: ["a ` {{a}}", "```code``` {{a}}", "``` {{a}}"])
    func anOpenBacktickHidesNothing(text: String) {
        // The last opens fenced code that never closes, which pandoc too reads as code to the end.
        #expect(directives(text).count == (text == "``` {{a}}" ? 0 : 1))
    }

    @Test func everyProblemHasItsPlace() throws {
        func problem(_ text: String) -> String? { scan(text).problems.first?.text }
        #expect(problem("one\ntwo {{clam A}}") == "paper/a.md:2:5: {{clam A}}: There is no directive called clam. Did you mean claim?")
        #expect(problem("{{a") == "paper/a.md:1:1: The directive that begins here does not end on its line. Close it with }}; two braces of the text are written \\{{.")
        #expect(problem("{{a\n}}")?.contains("does not end on its line") == true)
        #expect(problem("{{}}")?.contains("The directive is empty.") == true)
        #expect(problem("{{a:.3x}}")?.contains("\".3x\" is not a format: .3f, .3g, .2e, .1%, int or ±.") == true)
        #expect(problem("{{a:.99f}}")?.contains("is not a format") == true)
        #expect(problem("{{a..b}}")?.contains("is not the name of a value") == true)
        #expect(problem("    {{ }}")?.contains("To show two braces write \\{{, or set them as code: `{{ }}` or a block between ```") == true)
        #expect(problem("{{a[x]}}")?.contains("is not a path") == true)
        #expect(problem("{{a[\"x]}}")?.contains("the name \"x]\" has no closing quote") == true)
        #expect(problem("{{a[\"x\".b}}")?.contains("a bracket closes after \"x\"") == true)
        #expect(problem("{{a[\"x\"] y}}")?.contains("\" y\" after a[\"x\"] is neither part of a path nor a format") == true)
        #expect(problem("{{ref figur:a}}")?.hasSuffix("Did you mean figure?") == true)
        #expect(problem("{{ref a}}")?.contains("does not say of what kind") == true)
        #expect(problem("{{claim}}")?.contains("takes one claim") == true)
        #expect(problem("$\\mathbf{{x y}}$")?.contains("in formulas write { {…} }") == true)
        #expect(problem("a\nb <!-- c\n\nd") == "paper/a.md:2:3: The comment that begins here does not end. Close it with -->.")
    }

    @Test func figureBlocksOpenAndClose() {
        func problem(_ text: String) -> String? { scan(text).problems.first?.text }
        #expect(problem("::: figure a\nCaption.\n:::") == nil)
        #expect(problem("\n::: figure a\nCaption.\n") == "paper/a.md:2:1: The figure block is not closed. End it with a line of `:::`.")
        #expect(problem("::: figure\nCaption.\n:::")?.contains("names one figure") == true)
        #expect(problem("::: figure a\n::: figure b\n:::\n:::")?.hasPrefix("paper/a.md:2:1: A figure block begins inside") == true)
        #expect(problem("::: table a.b\nCaption.\n:::") == nil)
        #expect(problem("::: table a[\"b c\"]\nCaption.\n:::") == nil)
        #expect(problem("::: table\nCaption.\n:::")?.contains("names one table") == true)
        #expect(problem("::: table a.b\n") == "paper/a.md:1:1: The table block is not closed. End it with a line of `:::`.")
        #expect(problem("::: table a\n::: figure b\n:::\n:::")?.hasPrefix("paper/a.md:2:1: A figure block begins inside a table") == true)
        #expect(problem(":::")?.contains("Nothing is open") == true)
        #expect(problem("::: figur a\nx\n:::") == "paper/a.md:1:1: There is no block called figur. Did you mean figure?")
        #expect(problem("> ::: {.callout-note}\n> text\n> :::")?.hasPrefix("paper/a.md:1:1: There is no block called callout-note.") == true)
    }

    @Test func whatMakesAFileUnreadableIsToldAtItsPlace() {
        func problems(_ text: String) -> [String] { scan(text).problems.map(\.text) }
        #expect(problems("\u{FEFF}# Title\r\ntext\r\n") == [])
        #expect(scan("\u{FEFF}# Title\r\ntext\r\n").markdown == "# Title\ntext\n")
        let latin = ChapterScanner.scan(Array("a\nthe caf".utf8) + [0xE9] + Array(" x".utf8), path: "paper/a.md")
        #expect(latin.problems.map(\.text) == [
            "paper/a.md:2:8: This is not UTF-8. Save the file as UTF-8; `iconv -f latin1 -t utf-8` converts one in Latin-1."
        ])
        // The character itself is one that a text may have.
        #expect(ChapterScanner.scan(Array("a \u{FFFD} b".utf8), path: "paper/a.md").problems == [])
        #expect(problems("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n").count == 2)
        #expect(problems("Title\n=======\n\nText.\n") == [])
        #expect(problems("a\u{1B}b").first?.hasPrefix("paper/a.md:1:2: A control character stands here (U+001B).") == true)
        #expect(problems("a\u{E000}").first?.hasPrefix("paper/a.md:1:2: The character here") == true)
        #expect(problems("a\n\n---\nnote: this\n---\n").first?.hasPrefix("paper/a.md:3:1: A block of metadata begins here") == true)
        #expect(problems("---\ntitle: x\n...\n").count == 1)
        #expect(problems("a\n\n---\n\nb\n\nTitle\n---\n") == [])
    }

    @Test func unknownNamesAreAnsweredWithTheNearest() {
        let text = """
            {{spectra.m1:.2f}} {{claim P1-11}}
            {{ref figure:spectrum}} {{ref figure:hidden}}

            ::: figure sepctra
            :::
            ::: table spectrall.moments
            :::
            {{ref table:spectral.moments}}
            """
        let chapters = [scan(text)]
        let errors = Outline(chapters).errors(
            in: chapters, naming: .init(figures: ["spectra", "hidden"], claims: ["P1-1"], quantities: ["spectral"]))
        #expect(errors.map(\.text) == [
            "paper/a.md:1:1: There is no value called spectra. Did you mean spectral?",
            "paper/a.md:1:20: There is no claim called P1-11. Did you mean P1-1?",
            "paper/a.md:2:1: There is no figure called spectrum. Did you mean spectra?",
            "paper/a.md:2:25: The figure hidden is referred to and not shown. Show it: `::: figure hidden`.",
            "paper/a.md:4:1: There is no figure called sepctra. Did you mean spectra?",
            "paper/a.md:6:1: There is no quantity called spectrall. Did you mean spectral?",
            "paper/a.md:8:1: No table called spectral.moments is shown. Did you mean spectrall.moments?",
        ])
    }

    @Test func whatIsShownTwiceIsAnError() {
        #expect(Outline([scan("::: figure f\n:::\n\n::: figure f\n:::\n")]).problems.map(\.text) == [
            "paper/a.md:4:1: The figure f is shown twice. Refer to it: {{ref figure:f}}."
        ])
    }
}
