// What directives become: numbers in their formats, references, badges; and what cannot be quoted.
import BuildGraph
import Manuscript
import TestSupport
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

private func sample(_ text: String) throws -> Woven {
    var sample = Woven(text)
    sample.values = ["net": try Datum(decoding: encodeValue(Sample()))]
    sample.figures = ["f"]
    sample.findings = [Finding(id: "C-1", statement: "", source: "", criterion: .less(than: 2, because: "test"), observation: .exact(1.25))]
    return sample
}

private func report(_ text: String) throws -> String { try sample(text).report().trimmed }
private func page(_ text: String) throws -> String { try sample(text).page().trimmed }

/// The issue of each line.
private func issues(_ lines: [String]) throws -> [String] { try sample(lines.joined(separator: "\n\n")).issues() }

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isNewline).reversed().drop(while: \.isNewline).reversed()) }
}

@Suite struct WeaverTests {
    @Test func valuesAreWrittenInTheirFormats() throws {
        let text = """
            {{net.rate:.2f}} {{net.depths[2]}} {{net.depths.count}} {{net.curve[1]:.1%}} {{net.name}} {{net.fit:±}} $x = {{net.rate:.1e}}$
            {{C-1.observed:.2f}} {{C-1.verdict}} {{net.networks["orthogonal tanh"].rate:.1f}} {{ net.networks["Gaussian \\"tanh\\""].rate:.2f }}
            {{net.fit["value"]:.1f}} {{net.networks.count}} $r = {{net.networks["orthogonal tanh"].rate:.1f}}$ \\{{x}} {{net.rate:.1e}}
            """
        #expect(try report(text) == """
            0.99 32 3 25.0\u{202F}% hard_tanh 2.00\u{202F}±\u{202F}0.25 $x = 9.9 \\times 10^{-1}$ \
            1.25 holds 0.5 0.25 \
            2.0 2 $r = 0.5$ {{x}} 9.9\u{202F}×\u{202F}10⁻¹
            """)
        #expect(try page("{{net.rate:.1e}}") == "<p>9.9\u{202F}×\u{202F}10<sup>\u{2212}1</sup></p>")
    }

    @Test(arguments: ["(a) First. (b) Second.", "\n(a) First. (b) Second."]) func aCaptionMayBeginWithTheLetterOfAPanel(caption: String) throws {
        let block = "::: figure f\n\(caption)\n:::"
        #expect(try page(block).contains("<span class=\"label\">Figure\u{A0}1.</span> (a) First. (b) Second.</p>"))
        #expect(try report(block).contains("**Figure\u{A0}1.** (a) First. (b) Second."))
    }

    @Test func whatCannotBeQuotedIsAnErrorWithItsPlace() throws {
        let errors = try issues([
            "x {{net.rat:.2f}}", "{{net.error:.2f}}", "{{net.rate}}", "{{net.name:.2f}}", "{{net.rate:int}}", "{{net.depths[3]}}", "{{net.curve:.2f}}",
            "{{net:.2f}}", "{{net.rate:±}}", "{{net.none[0]:.1f}}", "{{net.rate[0]:.1f}}",
        ])
        for (error, needle) in zip(errors, [
            "a.md:1:3: net has no field rat. Did you mean rate", "a.md:3:1: net.error is NaN, which is not a number to print.",
            "a.md:5:1: net.rate is a number and needs a format: {{net.rate:.3g}}.", "is not a number and takes no format", "which is not whole",
            "has 3 elements; there is no [3]", "is an array of 2 numbers and not a number", "Its fields: rate, error, depths",
            "has no value with an uncertainty", "has 0 elements", "is a number and not a list",
        ]) { #expect(error.contains(needle)) }
        #expect(errors.count == 11)
        #expect(try issues(["{{nett.rate:.2f}}", "{{claim C-2}}"]) == [
            "a.md:1:1: There is no value called nett. Did you mean net?", "a.md:3:1: There is no claim called C-2. Did you mean C-1?",
        ])
    }

    @Test func anElementIsNamedAndAnUnknownNameIsAnsweredWithTheNearest() throws {
        let errors = try issues([
            #"x {{net.networks["ortogonal tanh"].rate:.1f}}"#, #"{{net.networks["ReLU"].rate:.1f}}"#, #"{{net.fit["valu"]:.1f}}"#,
            #"{{net.twins["a"].rate:.1f}}"#, "{{net.networks.rate:.1f}}", "{{net.networks[1].rate:.1f}}", "{{net.unnamed[0].value:.1f}}",
            "{{net.texts[0]}}", #"{{net.depths["L = 2"]}}"#,
        ])
        for (error, needle) in zip(errors, [
            #"a.md:1:3: net.networks has no element called "ortogonal tanh". Did you mean "orthogonal tanh"?"#,
            #"a.md:3:1: net.networks has no element called "ReLU". There are "orthogonal tanh", "Gaussian \"tanh\""."#,
            #"Did you mean "value"?"#, #"a.md:7:1: net.twins has 2 elements called "a"."#, "Name one of its elements first: \"orthogonal tanh\"",
            #"net.networks[1] is a position, and the elements of net.networks have names. "#
                + #"Did you mean net.networks["Gaussian \"tanh\""]? There are "orthogonal tanh", "Gaussian \"tanh\""."#,
            "Give its elements a stored property `name`", "is a position in a list of things other than numbers",
            "whose elements have no names. Take a position, counted from 0",
        ]) { #expect(error.contains(needle)) }
        #expect(errors.count == 9)
    }

    @Test func whatTheReportLinksToIsInIt() throws {
        let report = try report("""
            # A *title* {#sec:a}

            ## Another

            {{claim C-1}}, {{ref claim:C-1}}, [all](#claims), [words](#sec:a) and [more words](#another); [the end](#references).

            {{claims C-1}}

            {{claims}}
            """)
        #expect(report.contains("[**✓ C-1 holds**](#claim-C-1), [C-1](#claim-C-1), [all](#claims), [words](#sec:a) and more words; [the end](#references)."))
        // The first row of a claim is its place, as on the page.
        #expect(report.components(separatedBy: "<a name=\"claim-C-1\"></a>").count == 2 && report.components(separatedBy: "<a name=\"claims\"></a>").count == 2)
        // Text that looks like an anchor is text.
        let text = try Woven("Write \\<a name=\"x\">\\</a> or `<a name=\"y\"></a>`.").report()
        #expect(text.contains("\\<a name=") && text.contains("`<a name=\"y\"></a>`"))
    }

    @Test func badgesSayTheirVerdictInWordsAndSigns() throws {
        // Nothing to link to: no table has the claim.
        #expect(try report("{{claim C-1}}") == "**✓ C-1 holds**")
        let html = try page("{{claim C-1}}")
        #expect(html.contains("class=\"badge holds\""))
        #expect(html.contains("✓") && html.contains("holds"))
        #expect(html.contains("title=\"1.25; threshold &lt; 2\""))
    }

    @Test func whatIsNotBuiltKeepsItsPlaceItsNumberAndItsWords() throws {
        var sample = Woven("""
            See {{ref figure:f}}, {{ref table:q.rows}} and {{ref figure:g}}: it is {{q.mean:.2f}}, or $x = {{q.mean:.2f}}$.

            ::: figure f
            What it would show.
            :::

            ::: table q.rows
            What it would list, such as {{q.mean:.2f}}.
            :::

            ::: figure g
            What is there.
            :::
            """)
        sample.figures = ["g"]
        sample.leftOut = [LeftOut("f", isFigure: true, dataSet: "CIFAR-100"), LeftOut("q", isFigure: false, dataSet: "CIFAR-100")]
        let why = "Not built: the data set CIFAR-100 is not here.", report = try sample.report().replacing("\n", with: " ")
        #expect(report.contains("See [Figure\u{A0}1](#fig-f), [Table\u{A0}1](#table-q.rows) and [Figure\u{A0}2](#fig-g): it is (not built), or $x = \\text{(not built)}$."))
        #expect(report.contains("<a name=\"fig-f\"></a>**Figure\u{A0}1.**") && report.contains("<a name=\"table-q.rows\"></a>**Table\u{A0}1.**"))
        #expect(report.contains("**Figure\u{A0}1.** What it would show.  \(why) `paper data CIFAR-100` downloads it;"))
        #expect(report.contains("**Table\u{A0}1.** What it would list, such as (not built).  \(why)") && !report.contains("q.rows.csv"))
        let woven = try sample.text(.page), page = woven.body.replacing("\n", with: " ")
        for part in ["<figure id=\"fig-f\" class=\"left-out\">", "<figure id=\"table-q.rows\" class=\"left-out\">", why, "<code>paper data CIFAR-100</code>", "<!--figure g-->"] {
            #expect(page.contains(part), "\(part): \(page)")
        }
        #expect(!page.contains("<!--figure f-->") && !page.contains("<!--provenance f-->") && woven.tables.isEmpty && woven.figures == ["f", "g"])
        let latex = try sample.latex()
        #expect(latex.contains("\\label{figure:f}") && latex.contains("\\begin{table}") && latex.contains(why) && !latex.contains("includegraphics[width=\\linewidth,height=0.75\\textheight,keepaspectratio]{figures/f}"))
        // At a profile that reads no data the reason is another one.
        sample.leftOut = sample.leftOut.map { LeftOut($0.name, isFigure: $0.isFigure, dataSet: $0.dataSet, profile: "smoke") }
        #expect(try sample.report().replacing("\n", with: " ").contains("Not built: the profile smoke reads no data sets, and nothing stands in for CIFAR-100."))
    }

    @Test func referencesLookAhead() throws {
        let text = "See {{ref figure:f}}, {{ref eq:e}}, {{ref sec:s}}.\n\n# Title {#sec:s}\n\n$$x$$ {{label eq:e}}\n\n::: figure f\nCaption.\n:::"
        let report = try report(text)
        #expect(report.hasPrefix("See [Figure\u{A0}1](#fig-f), [(1)](#eq-e), [Section\u{A0}1](#sec:s).\n\n## 1 Title<a name=\"sec:s\"></a>\n"))
        #expect(report.contains("\n\n<a name=\"eq-e\"></a>\n$$x \\qquad (1)$$\n\n"))
        #expect(report.contains("\n\n<a name=\"fig-f\"></a>![Figure 1](figures/f.svg)\n\n**Figure\u{A0}1.** Caption."))
        let page = try page(text)
        for needle in [
            "<a href=\"#fig-f\" class=\"ref\">Figure\u{A0}1</a>", "<a href=\"#eq-e\" class=\"ref\">(1)</a>",
            "<a href=\"#sec:s\" class=\"ref\">Section\u{A0}1</a>", "<!--figure f-->", "<!--provenance f-->", "id=\"eq-e\"",
        ] { #expect(page.contains(needle), "\(needle)") }
    }

    @Test func sectionsAndEquationsAreNumberedWhateverTheyLookLike() throws {
        let text = """
            One {#sec:one}
            ===

            ## Two {#sec:two}

            ## Three

            # Not counted {-}

            > # Four {#sec:four}

            $$ x $$ {{label eq:first}}
            $$ y $$
            $$ z $$
            {{label eq:second}}.

            {{ref sec:one}} {{ref sec:two}} {{ref sec:four}} {{ref eq:first}} {{ref eq:second}}
            """
        let report = try report(text), places = ["sec:one", "sec:two", "sec:four", "eq-first", "eq-second"]
        let words = zip(["Section\u{A0}1", "Section\u{A0}1.1", "Section\u{A0}2", "(1)", "(2)"], places).map { "[\($0)](#\($1))" }
        #expect(report.contains(words.joined(separator: " ")))
        for place in places { #expect(report.components(separatedBy: "<a name=\"\(place)\"></a>").count == 2, "\(place)") }
    }

    @Test func whatIsLabelledTwiceOrNotAtAllIsAnError() throws {
        let text = "# A {#sec:a}\n\n# B {#sec:a}\n\n$$x$$ {{label eq:e}}\n\n$$y$$ {{label eq:e}}\n\n{{label eq:z}}\n\n{{ref eq:f}} {{ref sec:b}} [x](#sec:aa)"
        let issues = try sample(text).issues()
        #expect(issues == [
            "a.md:3:6: The label sec:a is given twice.", "a.md:7:7: The label eq:e is given twice.",
            "a.md:9:1: A label stands right after the $$ that closes its equation.", "a.md:11:1: There is no equation called f. Did you mean e?",
            "a.md:11:14: There is no section called b. Did you mean a?", "a.md:11:32: There is no place called sec:aa. Did you mean sec:a?",
        ], "\(issues)")
    }

    @Test func tablesOfClaimsStandBetweenParagraphsAndInLists() throws {
        let report = try report("- one\n\n  {{claims}}\n\n- two\n\nText. {{claims C-1}}")
        #expect(report.contains("    | Claim") || report.contains("  | Claim"))
        #expect(report.contains("Text.\n\n| Claim"))
        #expect(try issues(["# Title {{claims}}"]).first?.contains("cannot stand within a line") == true)
    }
}
