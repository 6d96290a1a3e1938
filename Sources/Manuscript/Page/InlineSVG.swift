// A gnuplot SVG made fit to stand inside a page: its ids are its own, its black is the page's ink and its white the
// page's paper, it scales, it says what it is, and nothing in it tells which gnuplot drew it.
//
// gnuplot nests strokes of one colour in groups of another, so `currentColor` alone would take the wrong one: black
// becomes `var(--ink, currentColor)`, which is the page's ink where there is one, and the text colour elsewhere.

package enum InlineSVG {
    /// The SVG element, its ids prefixed by the figure's name. `title` is read aloud.
    package static func element(_ svg: String, name: String, title: String) -> String {
        guard let start = svg.firstRange(of: "<svg"), let tagEnd = svg[start.lowerBound...].firstIndex(of: ">") else { return svg }
        let tag = svg[start.lowerBound..<tagEnd]
        let width = attribute("width", in: tag) ?? "680", height = attribute("height", in: tag) ?? "400"
        let box = attribute("viewBox", in: tag) ?? "0 0 \(width) \(height)"
        var content = String(svg[svg.index(after: tagEnd)...])
        remove(from: "<title>", through: "</title>", in: &content)
        remove(from: "<desc>", through: "</desc>", in: &content)
        remove(from: "<rect x=\"0\" y=\"0\" width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"", through: "/>", in: &content)
        let opening =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"\(box)\" "
            + "style=\"--width:\(width)\" role=\"img\" aria-label=\"\(HTMLText.escaped(title))\">"
        return opening + "<title>\(HTMLText.escaped(title))</title>" + rewritten(content, prefix: name + "-")
    }

    private static func attribute(_ name: String, in tag: Substring) -> String? {
        guard let range = tag.firstRange(of: " \(name)=\"") else { return nil }
        return String(tag[range.upperBound...].prefix { $0 != "\"" })
    }

    private static func remove(from start: String, through end: String, in text: inout String) {
        guard let from = text.firstRange(of: start), let to = text[from.upperBound...].firstRange(of: end) else { return }
        text.removeSubrange(from.lowerBound..<to.upperBound)
    }

    /// Colours and ids, in one walk over the bytes.
    private static func rewritten(_ text: String, prefix: String) -> String {
        let ink = "var(--ink,currentColor)", paper = "var(--paper,#fff)"
        var rules: [(pattern: [UInt8], replacement: [UInt8])] = []
        func rule(_ pattern: String, _ replacement: String) { rules.append((Array(pattern.utf8), Array(replacement.utf8))) }
        for quote in ["\"", "'"] {
            rule(" id=\(quote)", " id=\(quote)\(prefix)")
            rule("href=\(quote)#", "href=\(quote)#\(prefix)")
            for black in ["black", "#000000", "rgb(0,0,0)", "rgb(  0,   0,   0)"] { rule(quote + black + quote, quote + ink + quote) }
            for white in ["white", "#ffffff", "#FFFFFF", "rgb(255,255,255)", "rgb(255, 255, 255)"] {
                rule(quote + white + quote, quote + paper + quote)
            }
        }
        rule("url(#", "url(#\(prefix)")
        rule(" font-family=\"Helvetica\"", "")
        let starts = Set(rules.compactMap(\.pattern.first))

        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        var index = 0
        scan: while index < bytes.count {
            if starts.contains(bytes[index]) {
                for (pattern, replacement) in rules where bytes[index...].starts(with: pattern) {
                    result += replacement
                    index += pattern.count
                    continue scan
                }
            }
            result.append(bytes[index])
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
