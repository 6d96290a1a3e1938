// Code with its caption: coloured on the page, as a fenced block in the report.
import BuildGraph

extension Weaver {
    func listing(_ name: String, _ caption: [JSONNode]) -> [JSONNode] {
        guard let listing = listings[name] else { return [] }
        let label = "Listing\u{A0}\(numbers.listingNumber(name) ?? 0)"
        let source: [JSONNode] = [.code(listing.path)] + JSONNode.words(", \(listing.place)")
        switch dialect {
        case .page:
            return [.htmlBlock("<figure class=\"listing\" id=\"\(Self.listingAnchor(name))\">\n<figcaption>")] + labelled(caption, label)
                + [.htmlBlock("<p class=\"source\">"), .plain(source), .htmlBlock("</p></figcaption>\n\(Self.html(listing, label))\n</figure>")]
        case .report:
            let code = JSONNode.elements("CodeBlock", [JSONNode.attributes(classes: ["swift"]), .string(listing.text)])
            return labelled(caption, label, anchor: Self.listingAnchor(name)) + [.paragraph(source + JSONNode.words(":")), code]
        }
    }

    static func listingAnchor(_ name: String) -> String { "code-" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "-" }) }

    /// Numbers of lines are not text, so that the code can be copied.
    private static func html(_ listing: CodeListing.Value, _ label: String) -> String {
        let lines = listing.lines.map { pieces in
            "<span class=\"line\">" + pieces.map { piece in
                let text = HTMLText.escaped(piece.text)
                return piece.kind == "plain" ? text : "<span class=\"\(piece.kind)\">\(text)</span>"
            }.joined() + "</span>"
        }
        return "<pre tabindex=\"0\" aria-label=\"\(label)\"><code style=\"counter-reset:line \(listing.firstLine - 1)\">\(lines.joined(separator: "\n"))</code></pre>"
    }
}
