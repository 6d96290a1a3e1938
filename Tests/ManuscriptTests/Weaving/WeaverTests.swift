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
    var networks = [Network(name: "orthogonal tanh", rate: 0.5), Network(name: "Gaussian \"tanh\"", rate: 0.25)]
    var twins = [Network(name: "a", rate: 1), Network(name: "a", rate: 2)]
    var unnamed = [["value": 1.0]]
    var texts = ["a", "b"]
    var none: [Double] = []

    struct Network: Codable {
        var name: String
        var rate: Double
    }
}

private func weave(_ text: String, _ dialect: Dialect = .page) throws -> String {
    let chapter = ChapterScanner.scan(text, path: "a.md")
    let values = ["net": try Datum(decoding: encodeValue(Sample()))]
    let finding = Finding(
        id: "C-1", statement: "", source: "", criterion: .less(than: 2, because: "test"), observation: .exact(1.25))
    return try Weaver.weave(
        [chapter], dialect: dialect, outline: Outline([chapter]), values: values, verdicts: VerdictTable(findings: [finding])
    ).text.trimmed
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
        #expect(try failure("{{net.name:.2f}}")?.contains("is not a number and takes no format") == true)
        #expect(try failure("{{net.rate:int}}")?.contains("which is not whole") == true)
        #expect(try failure("{{net.depths[3]}}")?.contains("has 3 elements; there is no [3]") == true)
        #expect(try failure("{{net.curve:.2f}}")?.contains("is an array of 2 numbers and not a number") == true)
        #expect(try failure("{{net:.2f}}")?.contains("Its fields: rate, error, depths") == true)
        #expect(try failure("{{net.rate:±}}")?.contains("has no value with an uncertainty") == true)
        #expect(try failure("{{nett.rate:.2f}}") == "a.md:1:1: There is no value called nett. Did you mean net?")
        #expect(try failure("{{claim C-2}}") == "a.md:1:1: There is no claim called C-2. Did you mean C-1?")
    }

    @Test func elementsAreQuotedByTheirNames() throws {
        #expect(try weave(#"{{net.networks["orthogonal tanh"].rate:.1f}} {{ net.networks["Gaussian \"tanh\""].rate:.2f }}"#) == "0.5 0.25")
        #expect(try weave(#"{{net.fit["value"]:.1f}} {{net.networks.count}}"#) == "2.0 2")
        #expect(try weave(#"$r = {{net.networks["orthogonal tanh"].rate:.1f}}$"#) == "$r = 0.5$")
    }

    @Test func anUnknownNameIsAnsweredWithTheNearest() throws {
        #expect(try failure("x\n " + #"{{net.networks["ortogonal tanh"].rate:.1f}}"#)
            == #"a.md:2:2: net.networks has no element called "ortogonal tanh". Did you mean "orthogonal tanh"?"#)
        #expect(try failure(#"{{net.networks["ReLU"].rate:.1f}}"#)
            == #"a.md:1:1: net.networks has no element called "ReLU". There are "orthogonal tanh", "Gaussian \"tanh\""."#)
        #expect(try failure(#"{{net.fit["valu"]:.1f}}"#)?.hasSuffix(#"Did you mean "value"?"#) == true)
        #expect(try failure(#"{{net.twins["a"].rate:.1f}}"#) == #"a.md:1:1: net.twins has 2 elements called "a"."#)
        #expect(try failure("{{net.networks.rate:.1f}}")?.contains("Name one of its elements first: \"orthogonal tanh\"") == true)
    }

    @Test func aPositionIsLeftToListsOfPlainNumbers() throws {
        #expect(try failure("{{net.networks[1].rate:.1f}}")
            == #"a.md:1:1: net.networks[1] is a position, and the elements of net.networks have names. "#
                + #"Did you mean net.networks["Gaussian \"tanh\""]? There are "orthogonal tanh", "Gaussian \"tanh\""."#)
        #expect(try failure("{{net.unnamed[0].value:.1f}}")?.contains("Give its elements a stored property `name`") == true)
        #expect(try failure("{{net.texts[0]}}")?.contains("is a position in a list of things other than numbers") == true)
        #expect(try failure(#"{{net.depths["L = 2"]}}"#)?.contains("whose elements have no names. Take a position, counted from 0") == true)
        #expect(try failure("{{net.none[0]:.1f}}")?.contains("has 0 elements") == true)
        #expect(try failure("{{net.rate[0]:.1f}}")?.contains("is a number and not a list") == true)
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
