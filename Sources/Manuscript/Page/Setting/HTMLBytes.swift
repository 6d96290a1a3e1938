// Searching in finished HTML, by bytes: a page has megabytes, and a search by characters takes seconds.
import Foundation

/// The bytes of some HTML, to be looked through from left to right.
package struct HTMLBytes {
    package let bytes: [UInt8]

    package init(_ html: String) { bytes = Array(html.utf8) }

    package var count: Int { bytes.count }

    /// Where a pattern begins at or after `start` and ends at or before `end`; nil when it does not.
    package func find(_ pattern: String, from start: Int, to end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        var pattern = pattern
        return pattern.withUTF8 { pattern in
            bytes.withUnsafeBufferPointer { bytes in
                guard let text = bytes.baseAddress, let word = pattern.baseAddress, let first = pattern.first, start >= 0 else { return nil }
                var index = start
                while index + pattern.count <= end, let found = memchr(text + index, Int32(first), end - index - pattern.count + 1) {
                    index = UnsafeRawPointer(text).distance(to: UnsafeRawPointer(found))
                    if memcmp(found, word, pattern.count) == 0 { return index }
                    index += 1
                }
                return nil
            }
        }
    }

    /// Whether a pattern stands at an offset.
    package func stands(_ pattern: String, at index: Int) -> Bool {
        index >= 0 && index + pattern.utf8.count <= bytes.count && bytes[index..<(index + pattern.utf8.count)].elementsEqual(pattern.utf8)
    }

    package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension HTMLBytes {
    /// The HTML with comments `<!--KIND NAME-->` replaced by what `content` gives for their names.
    package static func filling(_ kind: String, in html: String, with content: (String) -> String) -> String {
        replacing(from: "<!--\(kind) ", through: "-->", in: html, with: content)
    }

    /// The HTML with everything from a start through an end replaced by what `content` gives for what stands between them, in one walk.
    package static func replacing(from start: String, through end: String, in html: String, with content: (String) -> String) -> String {
        let source = HTMLBytes(html)
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var copied = 0
        while let open = source.find(start, from: copied), let close = source.find(end, from: open + start.utf8.count) {
            result += source.bytes[copied..<open]
            result += content(source.text((open + start.utf8.count)..<close)).utf8
            copied = close + end.utf8.count
        }
        if copied == 0 { return html }
        result += source.bytes[copied...]
        return String(decoding: result, as: UTF8.self)
    }
}
