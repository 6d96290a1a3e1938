// What HTML says in words: its text, with the addresses and titles of links and pictures. Of a formula the TeX it was made from.

enum HTMLWords {
    static func text(of html: String) -> String {
        var result = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            result += decoded(rest[..<open])
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                rest = after("-->", in: rest)
            } else if rest.hasPrefix("<math") {
                let formula = rest[..<(rest.firstRange(of: "</math>")?.lowerBound ?? rest.endIndex)]
                let source = after("<annotation encoding=\"application/x-tex\">", in: formula)
                result += " " + decoded(source[..<(source.firstRange(of: "</annotation>")?.lowerBound ?? source.endIndex)])
                rest = rest[formula.endIndex...]
            } else {
                result += " " + attributes(tag(&rest))
            }
        }
        return result + decoded(rest)
    }

    private static func after(_ end: String, in text: Substring) -> Substring {
        text.firstRange(of: end).map { text[$0.upperBound...] } ?? text[text.endIndex...]
    }

    /// Takes a tag off; a > in quotation marks does not end it.
    private static func tag(_ rest: inout Substring) -> Substring {
        let start = rest
        var quote: Character?
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ">" {
                break
            }
        }
        return start[..<rest.startIndex]
    }

    private static func attributes(_ tag: Substring) -> String {
        guard tag.hasPrefix("<a ") || tag.hasPrefix("<img ") else { return "" }
        let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
        return zip(parts, parts.dropFirst()).enumerated()
            .filter { number, pair in number % 2 == 0 && ["href=", "title=", "alt="].contains { pair.0.hasSuffix($0) } && !pair.1.hasPrefix("#") }
            .map { decoded($1.1) }.joined(separator: " ")
    }

    /// A text with its character references resolved.
    static func decoded(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}
