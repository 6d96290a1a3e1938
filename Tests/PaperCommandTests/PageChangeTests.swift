// A page as blocks, and the difference of two: what is sent is enough to make the one from the other.
import PaperCommand
import TestSupport
import Testing

@Suite struct PageChangeTests {
    private func page(_ main: String, head: String = "<title>T</title>", before: String = "", footer: String = "<p>made today</p>") -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>\(head)<style>p > b { color: red; } /* </p> */</style></head>
        <body class="a">
        \(before)<header class="front"><h1>T</h1></header>
        <main>
        \(main)
        </main>
        <footer>\(footer)</footer>
        <script>if (1 < 2) document.write("<p>");</script>
        </body>
        </html>
        """
    }

    private func blocks(_ text: String) -> PageBlocks? { PageBlocks(Array(text.utf8)) }

    private func change(_ old: String, _ new: String) throws -> PageChange? {
        PageChange(from: try #require(blocks(old)), to: try #require(blocks(new)), version: "v")
    }

    @Test func aPageIsReadAsItsBlocks() throws {
        let main = """
            <p class="x > y">One <b>two</b><br>three</p><!-- <p>none</p> -->
            <figure><svg viewBox="0 0 1 1"><title>a < b</title><path d="M0 0"/><g><path/></g></svg></figure>
            <hr>
            <details><summary>S</summary><p>in it</p></details>
            """
        #expect(blocks(page(main)) == nil, "a bare < is no tag")
        let read = try #require(blocks(page(main.replacing("a < b", with: "a &lt; b"))))
        #expect(read.parts.map(\.name) == ["header", "main", "footer", "script"])
        #expect(read.parts[1].blocks.map(\.name) == ["p", "figure", "hr", "details"] && !read.parts[1].hasText)
        #expect(String(decoding: read.bytes[read.parts[1].blocks[3].range], as: UTF8.self) == "<details><summary>S</summary><p>in it</p></details>")
        #expect(String(decoding: read.bytes[read.head], as: UTF8.self).hasSuffix("<body class=\"a\">"))
        #expect(try #require(blocks(page("words<p>a</p>"))).parts[1].hasText)
    }

    @Test(arguments: ["<p>a", "<p><b>a</p></b>", "<ul><li>a<li>b</ul>", "</p>", "<p title=\"a></p>", "<!-- a", "<script>", "<svg><path></svg>"])
    func whatIsNotClosedInItsOrderIsNotReadAtAll(_ main: String) { #expect(blocks(page(main)) == nil) }

    @Test func anEditIsTheBlocksThatDiffer() throws {
        let figure = "<figure><svg><path d=\"M0 0\"/></svg></figure>"
        let old = page("<h2>A</h2>\n<p>one</p>\n\(figure)\n<p>two</p>"), new = page("<h2>A</h2>\n<p>one, edited</p>\n\(figure)\n<p>two</p>\n<p>three</p>", footer: "<p>made now</p>")
        let found = try #require(try change(old, new))
        #expect(found.children.map(\.part) == [1, 2] && found.children.map(\.was) == ["h2 p figure p", "p"])
        #expect(found.children[0].now == [.kept(from: 0, count: 1), .new("<p>one, edited</p>"), .kept(from: 2, count: 2), .new("<p>three</p>")])
        #expect(found.children[1].now == [.new("<p>made now</p>")])
        #expect(try change(old, old)?.children == [])
    }

    @Test func whatIsPutBeforeTheWholeIsAChangeOfTheBody() throws {
        let note = "<aside id=\"earlier-page\">of an earlier build</aside>"
        let found = try #require(try change(page("<p>a</p>"), page("<p>b</p>", before: note)))
        #expect(found.children.map(\.part) == [nil, 1] && found.children[0].now == [.new(note), .kept(from: 0, count: 4)])
        let back = try #require(try change(page("<p>b</p>", before: note), page("<p>b</p>")))
        #expect(back.children.count == 1 && back.children[0].part == nil && back.children[0].was == "aside header main footer script" && back.children[0].now == [.kept(from: 1, count: 4)])
    }

    @Test func otherHeadsScriptsAndBareTextAreLoaded() throws {
        let old = page("<p>a</p>")
        #expect(try change(old, page("<p>a</p>", head: "<title>U</title>")) == nil)
        #expect(try change(old, old.replacing("1 < 2", with: "1 < 3")) == nil)
        #expect(try change(old, page("bare <p>a</p>")) == nil)
        #expect(try change(old, page("<p>a</p>", before: "<script>1</script>")) == nil)
    }

    /// From what is kept and what is sent the next page's blocks are made, whatever was edited.
    @Test func whateverIsEditedTheBlocksAreThoseOfTheNextPage() throws {
        for seed in 0..<300 {
            var random = SplitMix(state: UInt64(seed))
            let words = (0..<Int(4 + seed % 9)).map { "<p>w\($0)</p>" }
            func some() -> [String] { (0..<random.next(in: 1...12)).map { _ in random.element(of: words) } }
            let before = some()
            var after = before
            for _ in 0..<random.next(in: 0...4) {
                switch random.next(in: 0...2) {
                case 0: after.insert(random.element(of: words), at: random.next(in: 0...after.count))
                case 1: if !after.isEmpty { after.remove(at: random.next(in: 0...after.count - 1)) }
                default: after = some()
                }
            }
            if after.isEmpty { after = ["<p>last</p>"] }
            let found = try #require(try change(page(before.joined(separator: "\n")), page(after.joined(separator: " \n"))))
            var made = before
            for children in found.children where children.part == 1 {
                made = []
                var next = 0
                for piece in children.now {
                    switch piece {
                    case .new(let html): made.append(html)
                    case .kept(let from, let count):
                        // In their order, so that a browser moves none.
                        #expect(from >= next)
                        next = from + count
                        made += before[from..<next]
                    }
                }
            }
            #expect(made == after, "seed \(seed)")
        }
    }
}
