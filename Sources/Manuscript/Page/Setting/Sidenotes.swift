// Footnotes stand beside the text where the window is wide, and open in place where it is not: by a checkbox, without a script.
// A note of several paragraphs is set as lines of one; a note with lists, code or tables stays at the end.
import Foundation

/// The footnotes of a text, to be set beside it.
package struct Sidenotes {
    private let notes: [Int: String]
    /// The body, without the notes that stand beside the text.
    package let body: String

    /// Takes the notes off the end of a text that pandoc wrote.
    package init(_ html: String) {
        let source = HTMLBytes(html)
        guard let section = Self.section(source) else {
            (notes, body) = ([:], html)
            return
        }
        var notes: [Int: String] = [:], left: [UInt8] = []
        var index = section.lowerBound, copied = section.lowerBound
        while let open = source.find("<li id=\"fn", from: index, to: section.upperBound) {
            let next = source.find("<li id=\"fn", from: open + 1, to: section.upperBound) ?? source.find("</ol>", from: open, to: section.upperBound) ?? section.upperBound
            let digits = source.bytes[(open + 10)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            if let number = Int(String(decoding: digits, as: UTF8.self)), let note = Self.inline(source.text(open..<next)) {
                notes[number] = note
                left += source.bytes[copied..<open]
                copied = next
            }
            index = next
        }
        left += source.bytes[copied..<section.upperBound]
        let rest = String(decoding: left, as: UTF8.self)
        self.notes = notes
        body = source.text(0..<section.lowerBound) + (rest.contains("<li") ? rest : "") + source.text(section.upperBound..<source.count)
    }

    /// A text with its notes in their places.
    package func placed(in html: String) -> String {
        if notes.isEmpty { return html }
        let source = HTMLBytes(html), start = "<a href=\"#fn"
        var result: [UInt8] = []
        var copied = 0, index = 0
        while let open = source.find(start, from: index) {
            index = open + 1
            let digits = source.bytes[(open + start.utf8.count)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)), let note = notes[number], let close = source.find("</a>", from: open)
            else { continue }
            result += source.bytes[copied..<open]
            result += Self.html(number, note).utf8
            copied = close + 4
        }
        return String(decoding: result + source.bytes[copied...], as: UTF8.self)
    }

    private static func html(_ number: Int, _ note: String) -> String {
        "<input type=\"checkbox\" class=\"note-toggle\" id=\"note-\(number)\" aria-label=\"Show note \(number)\"><label class=\"note-mark\" for=\"note-\(number)\">\(number)</label>"
            + "<span class=\"sidenote\" id=\"fn\(number)\" role=\"note\"><span class=\"note-number\">\(number)</span>\(note)</span>"
    }

    private static func section(_ source: HTMLBytes) -> Range<Int>? {
        var index = 0
        while let open = source.find("<section ", from: index), let tag = source.find(">", from: open) {
            if source.find("footnotes", from: open, to: tag) != nil, let close = source.find("</section>", from: tag) { return open..<(close + 10) }
            index = tag
        }
        return nil
    }

    /// The content of a list item as inline HTML; nil for one with other blocks than paragraphs.
    private static func inline(_ item: String) -> String? {
        for block in ["<ol", "<ul", "<pre", "<table", "<div", "<blockquote", "<figure"] where item.contains(block) { return nil }
        guard let start = item.firstIndex(of: ">"), let end = item.range(of: "</li>", options: .backwards) else { return nil }
        let content = item[item.index(after: start)..<end.lowerBound].replacing(/<a [^>]*footnote-back[^>]*>.*?<\/a>/, with: "")
        let lines = content.split(separator: /<\/?p>/).map { String($0).trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
        return lines.joined(separator: "<br>")
    }
}
