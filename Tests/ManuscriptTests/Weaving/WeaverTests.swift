// What directives become: numbers in their formats, references, badges; and what cannot be quoted.
import BuildGraph
import Manuscript
import Testing

private struct Sample: Codable {
    var rate = 0.98765
    var error = Double.nan
    var depths = [2, 8, 32]
    var curve = [0.5, 0.25]
    var name = "hard_tanh"
    var fit = ["value": 2.0, "uncertainty": 0.25]
}

private func weave(_ text: String, _ dialect: Dialect = .page) throws -> String {
    let chapter = ChapterScanner.scan(text, path: "a.md")
    let values = ["net": try Datum(decoding: encodeValue(Sample()))]
    let finding = Finding(
        id: "C-1", statement: "", source: "", criterion: .less(than: 2, because: "test"), observation: .exact(1.25))
    return try Weaver.weave(
        [chapter], dialect: dialect, outline: Outline([chapter]), values: values, verdicts: VerdictTable(findings: [finding])
    ).trimmed
}

private func failure(_ text: String) throws -> String? {
    do { _ = try weave(text) } catch let error as PaperError { return error.issues.first?.text }
    return nil
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isNewline).reversed().drop(while: \.isNewline).reversed()) }
}

@Suite struct WeaverTests {
    @Test func valuesAreWrittenInTheirFormats() throws {
        #expect(try weave("{{net.rate:.2f}} {{net.depths[2]}} {{net.depths.count}} {{net.curve[1]:.1%}}") == "0.99 32 3 25.0\u{202F}%")
        #expect(try weave("{{net.name}}") == "hard\\_tanh")
        #expect(try weave("{{net.fit:±}}") == "2.00\u{202F}±\u{202F}0.25")
        #expect(try weave("$x = {{net.rate:.1e}}$") == "$x = 9.9 \\times 10^{-1}$")
        #expect(try weave("{{C-1.observed:.2f}} {{C-1.verdict}}") == "1.25 holds")
    }

    @Test func whatCannotBeQuotedIsAnErrorWithItsPlace() throws {
        #expect(try failure("x\n  {{net.rat:.2f}}")?.hasPrefix("a.md:2:3: net has no field rat. Did you mean rate") == true)
        #expect(try failure("{{net.error:.2f}}") == "a.md:1:1: net.error is NaN, which is not a number to print.")
        #expect(try failure("{{net.rate}}") == "a.md:1:1: net.rate is a number and needs a format: {{net.rate:.3g}}.")
        #expect(try failure("{{net.name:.2f}}")?.contains("is no number and takes no format") == true)
        #expect(try failure("{{net.rate:int}}")?.contains("which is not whole") == true)
        #expect(try failure("{{net.depths[3]}}")?.contains("has 3 elements; there is no [3]") == true)
        #expect(try failure("{{net.curve:.2f}}")?.contains("is an array of 2 numbers and not a number") == true)
        #expect(try failure("{{net:.2f}}")?.contains("Its fields: rate, error, depths") == true)
        #expect(try failure("{{net.rate:±}}")?.contains("has no value with an uncertainty") == true)
        #expect(try failure("{{nett.rate:.2f}}") == "a.md:1:1: There is no value called nett. Did you mean net?")
        #expect(try failure("{{claim C-2}}") == "a.md:1:1: There is no claim called C-2. Did you mean C-1?")
    }

    @Test func badgesSayTheirVerdictInWordsAndSigns() throws {
        #expect(try weave("{{claim C-1}}", .report) == "**✓ C-1 holds**")
        let html = try weave("{{claim C-1}}")
        #expect(html.contains("class=\"badge holds\""))
        #expect(html.contains("✓") && html.contains("holds"))
        #expect(html.contains("title=\"1.25; threshold &lt; 2\""))
    }

    @Test func referencesLookAhead() throws {
        let text = "See {{ref figure:f}}, {{ref eq:e}}, {{ref sec:s}}.\n\n# Title {#sec:s}\n\n$$x$$ {{label eq:e}}\n\n::: figure f\nCaption.\n:::"
        #expect(try weave(text, .report).hasPrefix("See Figure\u{A0}1, (1), Section\u{A0}1.\n\n# 1 Title {#sec:s}"))
        #expect(try weave(text, .report).contains("$$x \\qquad (1)$$"))
        #expect(try weave(text).hasPrefix("See [Figure\u{A0}1](#fig-f){.ref}, [(1)](#eq-e){.ref}, [Section\u{A0}1](#sec:s){.ref}."))
        #expect(try weave(text).contains("<!--figure f-->"))
        #expect(try weave(text).contains("<!--provenance f-->"))
    }

    @Test func barsInATableCellAreNoColumnEnds() {
        #expect(MarkdownText.cell("a | b and $|x| < 1$\nnext") == "a \\| b and $\\vert x\\vert  < 1$ next")
    }
}
