// Where things stand on the page. Pure: the same text and verdicts are the same bytes.
//
// What changes with every run is put into its places afterwards (`PageProvenance`).

package struct PageLayout {
    package let front: FrontMatter
    package let text: WovenText.Value
    package let verdicts: VerdictTable
    /// By claim: what was asked and observed.
    package let evidence: [String: String]

    package init(front: FrontMatter, text: WovenText.Value, verdicts: VerdictTable, evidence: [String: String]) {
        self.front = front
        self.text = text
        self.verdicts = verdicts
        self.evidence = evidence
    }

    /// The whole file, with places for the figures.
    package var value: PageText.Value {
        let html = html
        return PageText.Value(html: html, figureTitles: figureTitles(HTMLBytes(html)))
    }

    private var html: String {
        let title = HTMLText.escaped(front.title)
        let notes = Sidenotes(text.body)
        let abstract = set(notes.placed(in: text.abstract))
        let quotes = QuotePlaces(set(notes.placed(in: notes.body)))
        var toc = TableOfContents(body: quotes.html)
        toc.add("About this page", id: "about")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            \(authors)<title>\(title)</title>
            <style>
            <!--figure \(PageText.styles)-->
            \(ClaimsBoard.rules(verdicts))
            </style>
            </head>
            <body>
            <header class="front">
            <h1>\(title)</h1>
            \(element("p", "subtitle", front.subtitle))\(element("p", "byline", front.byline))<!--provenance @imprint-->
            \(status)\(abstract.isEmpty ? "" : "<section class=\"abstract\" aria-label=\"Abstract\">\n\(abstract)\n</section>\n")</header>
            \(toc.html)
            <main>
            \(filled(quotes))
            </main>
            <footer class="closing" id="about">
            <!--provenance-->
            </footer>
            <script>
            \(PageScript.text)
            </script>
            </body>
            </html>

            """
    }

    private var authors: String {
        front.authors.isEmpty ? "" : "<meta name=\"author\" content=\"\(HTMLText.escaped(front.authors.joined(separator: ", ")))\">\n"
    }

    private func element(_ tag: String, _ style: String, _ text: String) -> String {
        text.isEmpty ? "" : "<\(tag) class=\"\(style)\">\(HTMLText.escaped(text))</\(tag)>\n"
    }

    /// The profile, and what came of the claims.
    private var status: String {
        let counts = verdicts.summary.map { verdict, text in
            "<span class=\"badge \(verdict.rawValue)\"><span class=\"sign\" aria-hidden=\"true\">\(verdict.sign)</span>\(text)</span>"
        }
        let board = HTMLBytes(text.body).find("id=\"claims\"", from: 0) != nil
        let list = counts.joined(separator: " ")
        let claims = counts.isEmpty ? "" : board ? "<a class=\"counts\" href=\"#claims\">\(list)</a>\n" : "<p class=\"counts\">\(list)</p>\n"
        let summary = front.summary.isEmpty ? "" : " · \(HTMLText.escaped(front.summary))"
        return "<div class=\"status\">\n\(claims)<p class=\"profile\">Profile <strong>\(HTMLText.escaped(front.profile))</strong>\(summary)</p>\n</div>\n"
    }

    /// The text with its formulas set.
    private func set(_ html: String) -> String {
        // Entries of a bibliography are items of a list: pandoc's role for them was withdrawn from the standard.
        let roles = ["doc-biblioentry": "listitem", "doc-bibliography": "list"]
        let listed = HTMLBytes.replacing(from: "role=\"", through: "\"", in: html) { "role=\"\(roles[$0] ?? $0)\"" }
        return FormulaSetting.set(listed)
    }

    private func figureTitles(_ page: HTMLBytes) -> [String: String] {
        let titles = text.figures.enumerated().map { ($1, FigureAlternative.title(number: $0 + 1, caption: caption(of: $1, in: page))) }
        return Dictionary(titles, uniquingKeysWith: { first, _ in first })
    }

    private func caption(of figure: String, in source: HTMLBytes) -> String {
        guard let place = source.find("<!--figure \(figure)-->", from: 0), let start = source.find("<figcaption>", from: place),
            let end = source.find("</figcaption>", from: start)
        else { return "" }
        return source.text((start + 12)..<end)
    }

    /// The text with what the claims were found to be.
    private func filled(_ quotes: QuotePlaces) -> String {
        let board = ClaimsBoard(verdicts: verdicts, evidence: evidence, quotes: quotes.places)
        let html = HTMLBytes.filling("claim", in: quotes.html) { board.details(of: $0) }
        return embeddingTables(HTMLBytes.filling("board", in: html) { _ in board.filters })
    }

    /// The data of tables inside the page, in the place of the links to their files.
    private func embeddingTables(_ html: String) -> String {
        HTMLBytes.replacing(from: "<a class=\"data\" href=\"tables/", through: "</a>", in: html) { link in
            let name = String(link.prefix { $0 != "\"" }), table = text.tables.first { $0.name + ".csv" == name }
            return "<span class=\"data\">\(EmbeddedFile(name: name, path: "tables/\(name)", content: Array((table?.csv ?? "").utf8)).html)</span>"
        }
    }
}
