// Searching in HTML.
import Manuscript
import Testing

@Suite struct HTMLBytesTests {
    @Test func aPatternIsFoundWithinItsBoundsAndAnEmptyOneNowhere() {
        let source = HTMLBytes("a<b><bc>")
        #expect(source.find("<b", from: 0) == 1 && source.find("<b", from: 2) == 4 && source.find("<bc>", from: 0) == 4)
        #expect(source.find("<bc>", from: 0, to: 7) == nil && source.find("<bc>", from: 5) == nil && source.find("a", from: -1) == nil)
        #expect(source.find("", from: 0) == nil && HTMLBytes("").find("a", from: 0) == nil)
    }
}
