// Where things stand on the page. Pure.

package struct PageLayout {
    package let front: FrontMatter
    package let text: WovenText.Value
    package let verdicts: VerdictTable
    /// SVGs by the figures' names.
    package let figures: [String: String]

    package init(front: FrontMatter, text: WovenText.Value, verdicts: VerdictTable, figures: [String: String]) {
        self.front = front
        self.text = text
        self.verdicts = verdicts
        self.figures = figures
    }

    /// The whole file.
    package func html() -> String {
        let title = HTMLText.escaped(front.title)
        let toc = TableOfContents(body: text.body)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="author" content="\(HTMLText.escaped(front.authors.joined(separator: ", ")))">
            <title>\(title)</title>
            <style>
            \(StyleSheet.all)
            </style>
            </head>
            <body>
            <header class="front">
            <h1>\(title)</h1>
            \(element("p", "subtitle", front.subtitle))\(element("p", "byline", front.byline))\(status)\(abstract)</header>
            \(toc.html)
            <main>
            \(filled(text.body))
            </main>
            <footer>
            <!--provenance-->
            </footer>
            </body>
            </html>

            """
    }

    private func element(_ tag: String, _ style: String, _ text: String) -> String {
        text.isEmpty ? "" : "<\(tag) class=\"\(style)\">\(HTMLText.escaped(text))</\(tag)>\n"
    }

    /// The profile, and what came of the claims.
    private var status: String {
        let counts = verdicts.summary.map { verdict, text in
            "<span class=\"badge \(verdict.rawValue)\"><span class=\"sign\" aria-hidden=\"true\">\(verdict.sign)</span>\(text)</span>"
        }
        let claims = counts.isEmpty ? "" : "<a class=\"counts\" href=\"#claims\">\(counts.joined(separator: " "))</a>\n"
        let summary = front.summary.isEmpty ? "" : " · \(HTMLText.escaped(front.summary))"
        return "<div class=\"status\">\n\(claims)<p class=\"profile\">Profile <strong>\(HTMLText.escaped(front.profile))</strong>\(summary)</p>\n</div>\n"
    }

    private var abstract: String {
        text.abstract.isEmpty ? "" : "<section class=\"abstract\" aria-label=\"Abstract\">\n\(filled(text.abstract))\n</section>\n"
    }

    /// The text with the figures in their places.
    private func filled(_ html: String) -> String {
        var result = ""
        var rest = html[...]
        let start = "<!--figure ", end = "-->"
        while let open = rest.firstRange(of: start), let close = rest[open.upperBound...].firstRange(of: end) {
            let name = String(rest[open.upperBound..<close.lowerBound])
            result += rest[..<open.lowerBound]
            let number = (text.figures.firstIndex(of: name) ?? 0) + 1
            let title = "Figure \(number): \(name.split(separator: "-").joined(separator: " "))"
            result += "<div class=\"plot\">\(InlineSVG.element(figures[name] ?? "", name: name, title: title))</div>"
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}
