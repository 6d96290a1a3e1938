// What the page does to the text that pandoc wrote: formulas, notes, places where claims are quoted, words for figures.
import BuildGraph
import Manuscript
import Testing

@Suite struct PageSettingTests {
    private func math(_ tex: String, display: String = "inline") -> String {
        "<math display=\"\(display)\"><semantics><mrow><mi>x</mi></mrow><annotation encoding=\"application/x-tex\">\(tex)</annotation></semantics></math>"
    }

    @Test func formulasKeepTheirPunctuation() {
        #expect(FormulaSetting.set("a (\(math("x"))), b") == "a <span class=\"whole\">(\(math("x"))),</span> b")
        #expect(FormulaSetting.set("a \(math("x")) b") == "a \(math("x")) b")
        let equation = "<span class=\"equation\">\(math("x", display: "block"))<span class=\"number\">(1)</span></span>."
        let set = FormulaSetting.set(equation)
        #expect(set.contains("<mi>x</mi><mtext>.</mtext></mrow>") && set.hasSuffix("(1)</span></span>"))
    }

    @Test func longFormulasAreMarked() {
        func sum(_ terms: Int) -> String { "<math>" + String(repeating: "<mi>x</mi><mo>+</mo>", count: terms) + "</math>" }
        #expect(FormulaSetting.set(sum(30)).hasPrefix("<span class=\"whole long longer\"><math>"))
        #expect(FormulaSetting.set(sum(12)).hasPrefix("<span class=\"whole long\"><math>"))
        #expect(FormulaSetting.set(sum(3)) == sum(3))
    }

    @Test func namesOfFunctionsHaveNoSpaceBeforeAFullStop() {
        #expect(FormulaSetting.set("<mrow><mo>tanh</mo></mrow>").contains("rspace=\"0em\""))
        #expect(FormulaSetting.set("<mrow><mo>tanh</mo><mi>x</mi></mrow>").contains("rspace=\"0.17em\""))
        #expect(FormulaSetting.set("<mo>=</mo>") == "<mo>=</mo>")
    }

    @Test func parenthesesStretchAroundFractionsOnly() {
        func fenced(_ inner: String, stretches: Bool = true) -> String {
            "<mo stretchy=\"\(stretches)\" form=\"prefix\">(</mo>\(inner)<mo stretchy=\"\(stretches)\" form=\"postfix\">)</mo>"
        }
        let letter = "<mi>s</mi>", fraction = "<mfrac><mi>s</mi><mi>t</mi></mfrac>"
        #expect(FormulaSetting.set(fenced(letter)) == fenced(letter, stretches: false))
        #expect(FormulaSetting.set(fenced(fraction)) == fenced(fraction))
        #expect(FormulaSetting.set(fenced(fenced(letter) + fraction)) == fenced(fenced(letter, stretches: false) + fraction))
    }

    @Test func notesStandBesideTheText() {
        let reference = "<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\"><sup>1</sup></a>", other = reference.replacing("1", with: "2")
        let section = """
            <section class="footnotes" role="doc-endnotes"><hr /><ol>
            <li id="fn1" role="doc-endnote"><p>First <em>words</em>.</p><p>More.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>
            <li id="fn2" role="doc-endnote"><ul><li>a list</li></ul></li>
            </ol></section>
            """
        let notes = Sidenotes("<p>A\(reference) b\(other)</p>" + section)
        let text = notes.placed(in: notes.body)
        #expect(text.contains("<span class=\"note-number\">1</span>First <em>words</em>.<br>More.</span>"))
        #expect(text.contains(other) && text.contains("<li id=\"fn2\"") && !text.contains("<li id=\"fn1\""))
        #expect(Sidenotes("<p>none</p>").placed(in: "<p>none</p>") == "<p>none</p>")
    }

    @Test func quotedClaimsHavePlaces() {
        let badge = "<a class=\"badge holds\" href=\"#claim-P1-4\">P1-4 holds</a>"
        let places = QuotePlaces("\(badge)<h2 id=\"a\"><span class=\"number\">3</span> A</h2>\(badge)")
        #expect(places.places["P1-4"]?.map(\.id) == ["quote-P1-4", "quote-P1-4-2"] && places.places["P1-4"]?.map(\.section) == ["", "3"])
        #expect(places.html.contains("<a id=\"quote-P1-4-2\" class=\"badge holds\""))
    }

    @Test func figuresHaveWordsFromTheirCaptionAndData() {
        var drawing = Drawing()
        drawing.add("theory", family: [1.0, 2].map { .init("L = \($0)", [Column("singular_value", [0.5, 2]), Column("density", [0, $0])]) })
        let title = FigureAlternative.title(number: 2, caption: "<p><span class=\"label\">Figure 2.</span> Singular values of <em>J</em>. More.</p>")
        #expect(title == "Figure 2. Singular values of J.")
        let plotted = FigureAlternative.plotted(DataSheet(csv: drawing.csv()))
        #expect(plotted == "Plotted: theory (2 curves); singular value from 0.500 to 2.00, density from 0.00 to 2.00.")
    }

    @Test func plainFormulasGetIndicesAndPowers() {
        #expect(PlainFormula.html("m_2/m_1² and u^{4/3}, λ_max < 10^-3; file_name") == "m<sub>2</sub>/m<sub>1</sub>² and u<sup>4/3</sup>, λ<sub>max</sub> &lt; 10<sup>−3</sup>; file_name")
    }

    @Test func criteriaAreFormulas() {
        func formula(_ criterion: Criterion) -> String { HTMLPlainText.text(of: CriterionFormula.mathML(criterion)).filter { $0 != " " } }
        #expect(formula(.greater(than: 10, because: "x")) == "x>10")
        #expect(formula(.equals(1, within: 0.05, because: "x")) == "|x−1|≤0.05")
        #expect(formula(.equals(-1, within: 1e-9, unit: "s", because: "x")) == "|x+1|≤10−9s")
        #expect(formula(.slope(within: 0.4...0.6, because: "x")) == "0.4≤slope≤0.6")
        #expect(formula(.ordered(.decreasing, because: "x")) == "x1>x2>…")
        #expect(formula(.monotone(.increasing, slack: 0.1, because: "x")) == "xk+1−xk≥−0.1")
    }

    @Test func theAxisShowsBandValueAndInterval() throws {
        let finding = Finding(
            id: "X-1", statement: "x", source: "test", criterion: .within(1...2, because: "test"), observation: .exact(1.5))
        let svg = try #require(ClaimAxis(finding, .within(1, 2))).svg
        #expect(svg.contains("class=\"claim-axis holds\"") && svg.contains("class=\"value\" cx=\"130\""))
        #expect(svg.contains(">1</text>") && svg.contains(">2</text>"))
        #expect(ClaimAxis(Finding(id: "X-2", statement: "x", source: "t", criterion: .less(than: 1, because: "t"), observation: .exact(.nan)), .less(than: 1)) == nil)
    }

    @Test func theHistoryOfAClaimIsToldInSignsAndWords() {
        func judged(_ verdict: Verdict?) -> JudgedClaim { JudgedClaim(version: .first, look: 1, verdict: verdict, sentence: "s", criterion: "c") }
        let ledger = ["a": [JudgedSeries(series: 1, claims: ["X": judged(.undecided)]), JudgedSeries(series: 2, claims: ["X": judged(.holds)])]]
        let history = ClaimHistory(of: "X", in: ledger)
        #expect(history.words == "series 1, look 1: undecided; series 2, look 1: holds")
        #expect(history.html.contains("<circle class=\"undecided\"") && history.html.contains("<path class=\"holds\""))
        #expect(ClaimHistory(of: "Y", in: ledger).html.isEmpty)
    }
}
