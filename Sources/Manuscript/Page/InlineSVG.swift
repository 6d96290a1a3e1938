// A gnuplot SVG made fit to stand inside a page: its ids are its own, its black is the page's ink and its white the
// page's paper, it scales, it says what it is, and nothing in it tells which gnuplot drew it.
//
// gnuplot nests strokes of one colour in groups of another, so `currentColor` alone would take the wrong one: black
// becomes `var(--ink, currentColor)`, which is the page's ink where there is one, and the text colour elsewhere.

package struct InlineSVG: Codable, Sendable, Equatable {
    private let width, box: String
    /// Behind the opening tag.
    private let content: String

    /// - Parameter name: the figure's: its ids begin with it.
    package init(_ svg: String, name: String) {
        guard let start = svg.firstRange(of: "<svg"), let tagEnd = svg[start.lowerBound...].firstIndex(of: ">") else {
            (width, box, content) = ("", "", svg)
            return
        }
        let tag = svg[start.lowerBound..<tagEnd], height = Self.attribute("height", in: tag) ?? "400"
        width = Self.attribute("width", in: tag) ?? "680"
        box = Self.attribute("viewBox", in: tag) ?? "0 0 \(width) \(height)"
        var content = String(svg[svg.index(after: tagEnd)...])
        Self.remove(from: "<desc>", through: "</desc>", in: &content)
        Self.remove(from: "<rect x=\"0\" y=\"0\" width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"", through: "/>", in: &content)
        self.content = Self.rewritten(content, prefix: name + "-")
    }

    /// The SVG element. `title` is read aloud.
    package func element(title: String) -> String {
        if box.isEmpty { return content }
        let title = HTMLText.escaped(title)
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"\(box)\" "
            + "style=\"--width:\(width)\" role=\"img\" aria-label=\"\(title)\"><title>\(title)</title>\(content)"
    }

    private static func attribute(_ name: String, in tag: Substring) -> String? {
        guard let range = tag.firstRange(of: " \(name)=\"") else { return nil }
        return String(tag[range.upperBound...].prefix { $0 != "\"" })
    }

    private static func remove(from start: String, through end: String, in text: inout String) {
        guard let from = text.firstRange(of: start), let to = text[from.upperBound...].firstRange(of: end) else { return }
        text.removeSubrange(from.lowerBound..<to.upperBound)
    }

    /// Colours, ids and titles, in one walk over the bytes. The titles are those of every plot, which browsers show as
    /// tips ("gnuplot_plot_6"), and of the document.
    private static func rewritten(_ text: String, prefix: String) -> String {
        let rules = Rules(prefix: prefix)
        let title = Array("<title>".utf8), titleEnd = Array("</title>".utf8)
        var text = text
        return text.withUTF8 { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + bytes.count / 8)
            func stands(_ pattern: [UInt8], at index: Int) -> Bool {
                guard index + pattern.count <= bytes.count else { return false }
                for k in pattern.indices where bytes[index + k] != pattern[k] { return false }
                return true
            }
            var index = 0, isTitle = false
            scan: while index < bytes.count {
                if isTitle {
                    isTitle = !stands(titleEnd, at: index)
                    index += isTitle ? 1 : titleEnd.count
                    continue
                }
                if bytes[index] == UInt8(ascii: "<") && stands(title, at: index) {
                    isTitle = true
                    index += title.count
                    continue
                }
                for rule in rules.byFirstByte[Int(bytes[index])] where stands(rule.pattern, at: index) {
                    result += rule.replacement
                    index += rule.pattern.count
                    continue scan
                }
                result.append(bytes[index])
                index += 1
            }
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// What is replaced by what, found by the pattern's first byte.
    private struct Rules {
        private(set) var byFirstByte: [[(pattern: [UInt8], replacement: [UInt8])]] = Array(repeating: [], count: 256)

        init(prefix: String) {
            let ink = "var(--ink,currentColor)", paper = "var(--paper,#fff)"
            for quote in ["\"", "'"] {
                add(" id=\(quote)", " id=\(quote)\(prefix)")
                add("href=\(quote)#", "href=\(quote)#\(prefix)")
                for black in ["black", "#000000", "rgb(0,0,0)", "rgb(  0,   0,   0)"] { add(quote + black + quote, quote + ink + quote) }
                for white in ["white", "#ffffff", "#FFFFFF", "rgb(255,255,255)", "rgb(255, 255, 255)"] {
                    add(quote + white + quote, quote + paper + quote)
                }
            }
            add("url(#", "url(#\(prefix)")
            add(" font-family=\"Helvetica\"", "")
        }

        private mutating func add(_ pattern: String, _ replacement: String) {
            guard let first = pattern.utf8.first else { return }
            byFirstByte[Int(first)].append((Array(pattern.utf8), Array(replacement.utf8)))
        }
    }
}
