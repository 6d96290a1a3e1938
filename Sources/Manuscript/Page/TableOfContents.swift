// The list of contents, read off the headings of the finished text, so that it shows them as they are.

package struct TableOfContents {
    package struct Entry: Equatable {
        package var level: Int
        package var id: String
        package var html: String
    }

    package private(set) var entries: [Entry]

    /// The headings of levels 2 and 3 that have an id.
    package init(body: String) {
        var entries: [Entry] = []
        let source = HTMLBytes(body)
        var place = 0
        while let open = source.find("<h", from: place) {
            place = open + 2
            guard place < source.count, let level = [UInt8(ascii: "2"): 2, UInt8(ascii: "3"): 3][source.bytes[place]],
                let tagEnd = source.find(">", from: place), let close = source.find("</h\(level)>", from: tagEnd),
                let id = source.find("id=\"", from: place, to: tagEnd), let idEnd = source.find("\"", from: id + 4)
            else { continue }
            entries.append(Entry(level: level, id: source.text((id + 4)..<idEnd), html: Self.withoutLinks(source.text((tagEnd + 1)..<close)[...])))
            place = close
        }
        self.entries = entries
    }

    /// Adds a place that is no heading of the text.
    package mutating func add(_ title: String, id: String) { entries.append(Entry(level: 2, id: id, html: HTMLText.escaped(title))) }

    package var html: String {
        if entries.isEmpty { return "" }
        let items = entries.map { "<li class=\"level\($0.level)\"><a href=\"#\($0.id)\">\($0.html)</a></li>" }
        return "<nav class=\"contents\" aria-label=\"Contents\">\n<details>\n<summary>Contents</summary>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</details>\n</nav>"
    }

    /// A heading's content without links, which cannot be nested in the link of the list.
    private static func withoutLinks(_ html: Substring) -> String {
        var result = ""
        var rest = html
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            let tag = rest[open...close]
            if !(tag.hasPrefix("<a ") || tag == "</a>") { result += tag }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
