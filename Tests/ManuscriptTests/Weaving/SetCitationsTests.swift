// Citations that are set once for all chapters say what pandoc would say in each.
import BuildGraph
import Manuscript
import Testing
import TestSupport

@Suite struct SetCitationsTests {
    private let bibliography = """
        @article{one, author = {Ada Lovelace and Charles Babbage}, title = {First}, year = {1843}, journal = {Notes}}
        @article{two, author = {Ada Lovelace and Charles Babbage}, title = {Second}, year = {1843}, journal = {Notes}}
        @book{three, author = {Alan Turing}, title = {Third}, year = {1936}, publisher = {Press}}

        """
    private let chapters = [
        "# A\n\nAs @one [p. 3] and [see @two; @three, chapter 2] say.[^n] Again [-@three].\n\n[^n]: In a note: @two.\n",
        "# B {#sec:b}\n\n## *Of* @three\n\n| a | b |\n|---|---|\n| [@one] | 2 |\n\n* \"Quoted [@two; @one]\", he said.\n",
        "# C\n\nCited by nobody.\n",
    ]

    private func woven(once: Bool, values: [String: Datum] = [:], _ texts: [String]) -> Woven {
        var woven = Woven(texts)
        (woven.bibliography, woven.setsCitationsOnce, woven.values) = (bibliography, once, values)
        return woven
    }

    @Test(arguments: [Dialect.page, .report]) func theyAreWhatEachChapterWouldSetByItself(_ dialect: Dialect) throws {
        let once = try woven(once: true, chapters).text(dialect), each = try woven(once: false, chapters).text(dialect)
        #expect(once == each)
        #expect(once.body.contains("1843a") && once.body.contains("1843b") && once.body.contains("Turing"))
    }

    @Test func aCitationWithAValueInItIsSetByItsChapter() throws {
        let texts = ["# A\n\nSee [@one, p. {{page}}] and @two.\n"], values = ["page": Datum.integer(7)]
        let once = try woven(once: true, values: values, texts).page()
        #expect(once.contains("p. 7") || once.contains("p.\u{A0}7"))
        #expect(once == (try woven(once: false, values: values, texts).page()))
    }
}
