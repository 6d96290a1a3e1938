// Pages of the preview's own: one that waits for the first build, and one with figures that are built without a page.
import Manuscript

enum WaitingPage {
    static func html(title: String) -> String {
        document(title, """
            <main class="waiting"><h1>\(HTMLText.escaped(title))</h1><p>The page appears here when it has been built.</p></main>
            """)
    }

    /// - Parameter figures: names, and what tells one state of a figure from the next; nil for one that was not drawn yet.
    static func figures(_ figures: [(name: String, version: String?)], title: String) -> String {
        let shown = figures.map { name, version in
            let name = HTMLText.escaped(name)
            let picture = version.map { "<img src=\"figures/\(name).svg?\($0)\" alt=\"Figure \(name)\">" } ?? "<p>Not drawn yet.</p>"
            return "<figure id=\"figure-\(name)\">\(picture)<figcaption>\(name)</figcaption></figure>"
        }
        return document(title, "<main><h1>\(HTMLText.escaped(title))</h1>\n\(shown.joined(separator: "\n"))\n</main>")
    }

    private static func document(_ title: String, _ body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(StyleSheet.colours)
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1.05rem/1.5 var(--serif); }
        main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 6rem; }
        main.waiting { min-height: 70vh; display: grid; place-content: center; text-align: center; }
        h1 { font-weight: 600; margin: 0 0 0.5rem; }
        p { color: var(--quiet); margin: 0; }
        figure { margin: 2rem 0; padding: 1rem; background: #fff; border: 1px solid var(--rule); border-radius: 6px; text-align: center; }
        figure p, figcaption { color: #5a6069; }
        img { max-width: 100%; height: auto; }
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>
        """
    }
}
