// Figures in their places on the page.
import Manuscript
import Testing

@Suite struct PlacedFigureTests {
    private func figure(_ name: String, csv: String = "") -> PlacedFigure.Value {
        let svg = "<svg width=\"10\" height=\"5\" viewBox=\"0 0 10 5\"><g id=\"a\"/></svg>"
        return PlacedFigure.Value(FigureFiles(name: name, svg: svg, png: [], csv: csv, gp: ""))
    }

    @Test func eachStandsInItsPlaceAndSaysWhatItIs() {
        let text = PageText.Value(html: "a<!--figure one-->b<!--figure two-->c", figureTitles: ["one": "Figure 1. Spectra.", "two": "Figure 2. Rates."])
        let page = text.showing([figure("two", csv: "series,x\ncurve,1\ncurve,2\n"), figure("one")])
        #expect(page.hasPrefix("a<div class=\"plot\"><svg ") && page.contains("id=\"one-a\"") && page.hasSuffix("</div>c"))
        #expect(page.contains("<title>Figure 1. Spectra.</title>"))
        #expect(page.contains("<title>Figure 2. Rates. Plotted: curve; x from 1.00 to 2.00.</title>"))
        #expect(page.contains("aria-label=\"Figure 2. Rates. Plotted: curve; x from 1.00 to 2.00.\""))
    }

    @Test func aPlaceWithoutAFigureStaysEmpty() {
        let text = PageText.Value(html: "a<!--figure gone-->b", figureTitles: [:])
        #expect(text.showing([]) == "a<div class=\"plot\"></div>b")
    }
}
