// Results that somebody typed in a chapter are found, and what is no result is let alone.
import BuildGraph
import Manuscript
import Testing

private struct Net: Codable {
    var rate = 0.26712
    var share = 0.1254
    var width = 1000
    var small = 1.234e-5
    var networks = ["tanh": 43.21, "hard_tanh": -0.0567]
    var curve = (0..<200).map { 0.5 + Double($0) / 1000 }
}

private func issues(_ texts: String..., names: String = "Quoted {{net.width}}.") throws -> [String] {
    let values = ["net": try Datum(decoding: encodeValue(Net())), "other": try Datum(decoding: encodeValue(["x": 0.78912]))]
    let chapters = texts.enumerated().map { ChapterScanner.scan($1 + "\n\n" + names, path: "\($0).md") }
    return TypedNumbers.issues(in: chapters, values: values).map(\.text)
}

@Suite struct TypedNumbersTests {
    @Test func aTypedResultIsReportedWithTheDirectiveToUse() throws {
        #expect(try issues("One\nrate is 0.267.") == [
            "0.md:2:9: 0.267 is typed by hand, and net.rate is that: 0.267120. Quote it: {{net.rate:.3f}}. If it is another number, say so beside it: <!-- typed: 0.267 -->."
        ])
        let near = try issues("A rate of 0.268, a share of 12.5 % and $12.6\\%$, and $1.23 \\times 10^{-5}$; 43.2 networks, −0.0567.")
        #expect(near.map { String($0.split(separator: " ")[0]) } == ["0.md:1:11:", "0.md:1:29:", "0.md:1:41:", "0.md:1:55:", "0.md:1:77:", "0.md:1:93:"])
        #expect(near[0].contains("net.rate is nearly that"))
        #expect(near[1].contains("Quote it: {{net.share:.1%}}"))
        #expect(near[3].contains("{{net.small:.2e}}"))
        #expect(near[4].contains("net.networks.tanh is that"))
    }

    @Test func theFewerDigitsTheNearerMustTheValueBeQuoted() throws {
        // Four digits mean a value that the paper quotes anywhere; three one that the chapter quotes, two one of the paragraph.
        #expect(try issues("Text 0.2671", "Text 0.789", names: "").map { $0.prefix(5) } == ["0.md:"])
        #expect(try issues("Text 0.267", names: "") == [])
        #expect(try issues("Text 0.267").count == 1)
        #expect(try issues("Text 0.27") == [])
        #expect(try issues("Text {{net.share:.2f}} and 0.27, 43 and 3.").map { $0.prefix(9) } == ["0.md:1:28", "0.md:1:34"])
        // Whole numbers that end in zeros tell nothing.
        #expect(try issues("Width 1000, {{net.width}}.") == [])
    }

    @Test func whatIsNoResultIsLetAlone() throws {
        #expect(try issues("""
            Code `0.267`, [0.267](https://example.org/0.267), {{net.rate:.3f}}, v0.267, 0.267x, x_0.267, 10^0.267, 1/0.267, 0.267.1 <!-- 0.267 -->

            ```
            0.267
            ```

            # 0.2 Title {#sec:0.267}

            267\\. no
            """).map { String($0.prefix(9)) } == ["0.md:1:16"])
        // A point of a curve.
        #expect(try issues("Text 0.6990") == [])
    }

    @Test func anAllowanceBesideANumberIsHeard() throws {
        #expect(try issues("The rate 0.267 <!-- typed: 0.267, the original's --> is not 0.268.").map { $0.prefix(9) } == ["0.md:1:61"])
        #expect(try issues("<!-- typed: 0.267 -->\n\nThe rate 0.267.\n\nThe rate 0.267.").map { $0.prefix(7) } == ["0.md:5:"])
    }
}
