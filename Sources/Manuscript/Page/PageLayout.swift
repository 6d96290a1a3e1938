// Where things stand on the page. Pure: the same text, figures and verdicts are the same bytes.
//
// What changes with every run is put into its places afterwards (`PageProvenance`).

package struct PageLayout {
    package let front: FrontMatter
    package let text: WovenText.Value
    package let verdicts: VerdictTable
    /// By name.
    package let figures: [String: FigureFiles]
    /// What was asked of the claims, by their ids.
    package let criteria: [String: Criterion]

    package init(front: FrontMatter, text: WovenText.Value, verdicts: VerdictTable, figures: [FigureFiles], criteria: [NamedCriterion] = []) {
        self.front = front
        self.text = text
        self.verdicts = verdicts
        self.figures = Dictionary(figures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.criteria = Dictionary(criteria.map { ($0.claim, $0.criterion) }, uniquingKeysWith: { first, _ in first })
    }

    /// The whole file.
    package func html() -> String {
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
            \(StyleSheet.all)
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

    /// The text with its formulas and figures in their places.
    private func set(_ html: String) -> String {
        // Entries of a bibliography are items of a list: pandoc's role for them was withdrawn from the standard.
        let roles = ["doc-biblioentry": "listitem", "doc-bibliography": "list"]
        let listed = HTMLBytes.replacing(from: "role=\"", through: "\"", in: html) { "role=\"\(roles[$0] ?? $0)\"" }
        let text = FormulaSetting.set(listed), source = HTMLBytes(text)
        return HTMLBytes.filling("figure", in: text) { name in
            let number = (self.text.figures.firstIndex(of: name) ?? 0) + 1
            let alternative = FigureAlternative.text(number: number, caption: caption(of: name, in: source), plotted: figures[name]?.plotted ?? "")
            return "<div class=\"plot\">\(InlineSVG.element(figures[name]?.svg ?? "", name: name, title: alternative))</div>"
        }
    }

    private func caption(of figure: String, in source: HTMLBytes) -> String {
        guard let place = source.find("<!--figure \(figure)-->", from: 0), let start = source.find("<figcaption>", from: place),
            let end = source.find("</figcaption>", from: start)
        else { return "" }
        return source.text((start + 12)..<end)
    }

    /// The text with what the claims were found to be.
    private func filled(_ quotes: QuotePlaces) -> String {
        let board = ClaimsBoard(verdicts: verdicts, criteria: criteria, quotes: quotes.places)
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
