// The chapters as LaTeX: what each thing becomes, that no word is lost, and what is refused.
import BuildGraph
import Manuscript
import TestSupport
import Testing

private let bibliography = "@book{key, author = {Ada Lovelace}, title = {A Title}, year = {1843}, publisher = {Press}}\n"

@Suite struct LaTeXTests {
    /// What stands between the title and the end.
    private func body(_ woven: Woven) throws -> String {
        let source = try woven.latex()
        let start = try #require(source.firstRange(of: "\\maketitle\n")).upperBound, end = try #require(source.firstRange(of: "\\end{document}")).lowerBound
        return String(source[start..<end].drop(while: \.isNewline))
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func everyWordOfAGeneratedChapterIsInTheDocument(seed: UInt64) throws {
        var generators = (0..<2).map { GeneratedMarkdown(seed: seed * 100 + $0) }
        var sample = Woven(generators.indices.map { generators[$0].chapter() })
        sample.bibliography = bibliography
        let text = try sample.latex()
        let words = Set(text.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) }).map(String.init))
        for word in generators.flatMap(\.words) { #expect(words.contains(word), "\(word), seed \(seed)") }
    }

    @Test func whatIsPrintedIsReadInItsOrderAndWhatIsNotPrintedIsNot() {
        let cases: [(source: String, words: String)] = [
            ("a \\emph{b \\textbf{c}} \\label{no} d", "a b c d"), ("\\section{One \\texorpdfstring{\\(x\\)}{no}}\\label{no}", "One x"),
            ("a\\footnote{note\\footnote{inner}} b", "a b note inner"), ("\\href{https://a.b}{text} \\url{c}", "https://a.b text c c"),
            ("\\citep[see][p.~3]{no} \\citet{no}", "see p. 3"), ("\\begin{longtable}[]{@{}l@{}}a & b \\\\[2ex] c\\end{longtable}", "a & b c"),
            ("\\item[$\\square$] a \\item[term] b", "a term b"), ("\\def\\labelenumi{no}\\setcounter{enumi}{3} a % no\nb", "a b"),
            ("$x_\\sigma$ and \\[y\\] \\begin{equation}\\label{no}z\\end{equation}", "x_\\sigma and y z"),
            ("\\begin{Verbatim}[numbers=left]\n$a \\{b\\} % c\n\\end{Verbatim} d", "$a b % c d"), ("50\\% \\includegraphics[no]{no} \\hyperref[no]{a}", "50 a"),
        ]
        for (source, words) in cases {
            let found = LaTeXWords.text(of: source).replacing("~", with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(found == words, "\(source)")
        }
    }

    @Test func aHeadingAtTheEndIsNotTakenForThatOfTheReferences() throws {
        #expect(try body(Woven("Text.\n\n# Last words\n")).contains("Last words"))
        #expect(try body(Woven("~~Gone~~ text.\n")).contains("\\sout{Gone}"))
    }

    @Test func theNewestPandocLosesNoWordEither() throws {
        guard let newest = NewestTools(["pandoc"]) else { return print("Skipped for want of .build/tools: \(#function)") }
        var effects = Effects.live(root: "/"), generator = GeneratedMarkdown(seed: 7)
        effects.processes = newest
        var sample = Woven(generator.chapter())
        sample.bibliography = bibliography
        sample.pandoc = Pandoc(effects)
        let text = try sample.latex(effects)
        for word in generator.words { #expect(text.contains(word), "\(word)") }
    }

    @Test func equationsAreNumberedByLaTeXAndKeepTheirPunctuation() throws {
        let text = try body(Woven("A formula,\n\n$$ x^2 = 1 $$ {{label eq:square}}.\n\nand $$ y = 2 $$, by {{ref eq:square}}.\n"))
        #expect(text.contains("\\begin{equation}\\label{eq:square}\nx^2 = 1.\n\\end{equation}"))
        #expect(text.contains("\\[y = 2,\\]"))
        #expect(text.contains("by \\eqref{eq:square}."))
    }

    @Test func aDisplayedFormulaStandsInTheParagraphOfItsSentence() throws {
        let text = try body(Woven("With\n\n$$ x = 1 $$ {{label eq:one}}\n\nthe rest,\n\n$$ y = 2 . $$\n\nwhere $y$ is odd.\n\n$$ z = 3 . $$\n\nAnother.\n\n- item\n\n$$ u = 4 $$\n"))
        #expect(text.contains("With \\begin{equation}\\label{eq:one}\nx = 1\n\\end{equation} the rest, \\[y = 2 .\\] where \\(y\\) is odd. \\[z = 3 .\\]\n\nAnother."), "\(text)")
        #expect(text.contains("\\end{itemize}\n\n\\[u = 4\\]"), "\(text)")
    }

    @Test func anApostropheInAWordIsOneAndAPrimeStaysStraight() {
        #expect(LaTeXText.escaped("the density's f'(x) and 'a'") == "the density\u{2019}s f\\textquotesingle{}(x) and \\textquotesingle{}a\\textquotesingle{}")
    }

    @Test func environmentsThatAreDisplaysOfTheirOwnBecomePartsOfOne() throws {
        let text = try body(Woven("$$\\begin{align*} a &= b \\\\ c &= d \\end{align*}$$\n"))
        #expect(text.contains("\\[\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\\]"))
    }

    @Test func sectionsKeepTheirLabelsAndCitationsAreNatbibs() throws {
        var woven = Woven("# One {#sec:one}\n\nAs @key and [see @key, p. 3] in {{ref sec:one}}.\n")
        woven.bibliography = bibliography
        let text = try body(woven)
        #expect(text.contains("\\label{sec:one}"))
        #expect(text.contains("\\citet{key}") && text.contains("\\citep[see][p.~3]{key}") && text.contains("Section~\\ref{sec:one}"))
        #expect(text.contains("\\bibliography{references}"))
    }

    @Test func aDocumentWithoutCitationsAsksForNoBibliography() throws {
        #expect(try !body(Woven("Words.\n")).contains("\\bibliography"))
    }

    @Test func valuesAreSetAsFormulasAndTextsAsText() throws {
        var woven = Woven("It is {{net.small:.2g}}, called {{net.name}}, and $x = {{net.small:.2g}}$, {{net.whole}} times.\n")
        woven.values = ["net": .object([.init("small", .double(0.000_012)), .init("name", .string("a_b & c")), .init("whole", .integer(12_345))])]
        let text = try body(woven)
        #expect(text.contains("It is \\(1.2 \\times 10^{-5}\\), called a\\_b \\& c, and \\(x = 1.2 \\times 10^{-5}\\), \\(12\\,345\\) times."))
    }

    @Test func aFigureStandsWithItsCaptionAndItsNumberIsLaTeXs() throws {
        var woven = Woven("See {{ref figure:line}}.\n\n::: figure line\nA caption with $x$.[^1]\n\n:::\n\n[^1]: A note.\n")
        woven.figures = ["line"]
        let text = try body(woven)
        #expect(text.contains("See Figure~\\ref{figure:line}."))
        #expect(text.contains("\\includegraphics[width=\\linewidth,height=0.75\\textheight,keepaspectratio]{figures/line}\n\\caption[]{A caption with \\(x\\).\\footnotemark{}}\\label{figure:line}"))
        #expect(text.contains("\\footnotetext{A note.}"))
    }

    @Test func aTableHasItsRowsAndAMentionedClaimItsVerdict() throws {
        let table = Table("run", columns: [.init("steps", unit: "k", format: .integer)], rows: [.init("a & b", [.number(3)]), .init("c", [.above(5)])])
        var woven = Woven("{{claim A-1}} in {{ref table:speed}}\n\n::: table speed\nSteps.\n:::\n\n{{claims}}\n")
        woven.values = ["speed": try Datum(decoding: encodeValue(table))]
        woven.findings = [
            Finding(id: "A-1", statement: "It is $2$.", source: "by hand", criterion: .equals(2, within: 1e-9, because: "round-off of x_1²"), observation: .exact(2))
        ]
        let text = try body(woven)
        #expect(text.contains("\\hyperref[claim:A-1]{\\claimholds{A-1 holds}}"))
        #expect(text.contains("run & steps (k) \\\\\\midrule") && text.contains("a \\& b & 3 \\\\") && text.contains("c & >\u{202F}5 \\\\"))
        #expect(text.contains("\\claimanchor{claim:A-1}\\textbf{A-1} It is \\(2\\). & Observed: 2. Required: 2 ± 10⁻⁹, since round-off of x\\textsubscript{1}²."))
    }

    @Test func codeStandsAsItIsAndMayBeBrokenBetweenItsWords() throws {
        let text = try body(Woven("Run `a_b --force {x}`.\n\n```\n\\end{Verbatim} {y} $z\n```\n"))
        #expect(text.contains("\\texttt{a\\_\\allowbreak{}b -{}-\\allowbreak{}force \\{x\\}}"))
        #expect(text.contains("\\textbackslash{}end\\{Verbatim\\} \\{y\\} $z\n\\end{Verbatim}"))
    }

    @Test func charactersThatOccurAreDeclaredAndOthersRefused() throws {
        let source = try Woven("The χ of 10⁻³ → é.\n").latex()
        #expect(source.contains("\\DeclareUnicodeCharacter{03C7}{\\ensuremath{\\chi}}") && source.contains("\\DeclareUnicodeCharacter{2192}{\\ensuremath{\\rightarrow}}"))
        #expect(!source.contains("{00E9}"))
        let error = #expect(throws: PaperError.self) { try Woven("The sign 文.\n").latex() }
        #expect(error?.issues.first?.message == "LaTeX cannot set 文 (U+6587).")
    }

    @Test func titlesOfLinksAndPicturesAreSaidInTheText() throws {
        var woven = Woven("A [link](https://a.org \"its title\").\n\n![Caption](p.png \"more\")\n")
        woven.pictures = [Picture(path: "p.png", bytes: [1])]
        let text = try body(woven)
        #expect(text.contains("\\href{https://a.org}{link (its title)}"))
        #expect(text.contains("{pictures/p.png}\n\\caption*{Caption (more)}"))
    }

    @Test func aPictureThatLaTeXCannotIncludeIsRefused() throws {
        var woven = Woven("![Caption](p.webp)\n")
        woven.pictures = [Picture(path: "p.webp", bytes: [1])]
        #expect(throws: PaperError([.error("LaTeX cannot include p.webp.", next: "Save the picture as PNG or JPEG, and show that.")])) { try woven.latex() }
    }
}
