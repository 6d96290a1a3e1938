// A figure inside the page, and what fills the places for provenance.
import BuildGraph
import Manuscript
import Testing

@Suite struct InlineSVGTests {
    let svg = """
        <?xml version="1.0" encoding="utf-8"  standalone="no"?>
        <svg 
         width="400" height="300"
         viewBox="0 0 400 300"
         xmlns="http://www.w3.org/2000/svg"
        >

        <title>Gnuplot</title>
        <desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>
        <g id="gnuplot_canvas">
        <rect x="0" y="0" width="400" height="300" fill="#ffffff"/>
        <defs><circle id='gpDot' r='0.5'/><use xlink:href='#gpDot' id='gpPt6' fill='currentColor'/><filter id='textbox'/></defs>
        <g fill="none" color="black" stroke="currentColor"><path stroke='rgb(  0,   0,   0)' d='M0,0'/><text fill="rgb(0,0,0)" font-family="Helvetica" filter="url(#textbox)">black</text></g>
        <g id="gnuplot_plot_1"><title>gnuplot_plot_1</title></g>
        <g color="#FFFFFF"><path stroke='rgb(  0, 114, 178)'/></g>
        </g>
        </svg>
        """

    @Test func idsAreTheFiguresOwn() {
        let element = InlineSVG(svg, name: "spectra").element(title: "Figure 1")
        for id in ["id=\"spectra-gnuplot_canvas\"", "id='spectra-gpDot'", "href='#spectra-gpDot'", "url(#spectra-textbox)"] {
            #expect(element.contains(id), "\(id)")
        }
    }

    @Test func blackIsInkAndWhiteIsPaperAndColoursStay() {
        let element = InlineSVG(svg, name: "s").element(title: "")
        #expect(!element.contains("rgb(  0,   0,   0)") && !element.contains("\"black\"") && !element.contains("#FFFFFF"))
        #expect(element.contains("color=\"var(--ink,currentColor)\"") && element.contains("stroke='var(--ink,currentColor)'"))
        #expect(element.contains("color=\"var(--paper,#fff)\"") && element.contains("rgb(  0, 114, 178)"))
        #expect(element.contains(">black</text>"))
    }

    @Test func itScalesNamesItselfAndTellsNoVersion() {
        let element = InlineSVG(svg, name: "s").element(title: "Figure 1: a < b")
        #expect(element.hasPrefix("<svg xmlns="))
        #expect(element.contains("viewBox=\"0 0 400 300\"") && element.contains("--width:400"))
        #expect(!element.contains("width=\"400\"") && !element.contains("GNUPLOT") && !element.contains(">gnuplot_plot_1<") && !element.contains("<rect x=\"0\""))
        #expect(element.contains("role=\"img\"") && element.contains("<title>Figure 1: a &lt; b</title>"))
    }

    @Test func provenanceFillsItsPlaces() {
        let page = "a<!--provenance x-->b<!-- other --><!--provenance y-->c<!--provenance-->d<!--provenance"
        #expect(fillProvenance(page, entries: ["x": "X→"], footer: "F") == "aX→b<!-- other -->cFd<!--provenance")
        #expect(fillProvenance("", entries: [:]) == "")
    }

    @Test func contentsAreReadOffTheHeadings() {
        let contents = TableOfContents(body: "<h2 id=\"a\"><span class=\"number\">1</span> A <a href=\"#x\">link</a></h2><h4 id=\"no\">x</h4><hr/><h3 class=\"u\" id=\"b\">B</h3>")
        #expect(contents.entries.map(\.html) == ["<span class=\"number\">1</span> A link", "B"])
        #expect(contents.entries.map(\.id) == ["a", "b"])
        #expect(contents.entries.map(\.level) == [2, 3])
    }
}
