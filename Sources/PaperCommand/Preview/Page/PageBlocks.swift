// A page as the blocks that it consists of: the elements in its body, and those in them (paragraphs, figures, headings). What
// changes from one build to the next is a few of them, and a browser need not load the rest again. Only a page whose tags are all
// closed in their order is read so; of any other nothing is known.
import Foundation

package struct PageBlocks {
    /// An element of the body.
    package struct Part {
        package var name: String
        /// From its start tag to its end tag.
        package var range: Range<Int>
        /// Its start tag.
        package var open: Range<Int>
        package var blocks: [(name: String, range: Range<Int>)] = []
        /// Whether it has text of its own between its elements.
        package var hasText = false
    }

    package let bytes: [UInt8]
    /// From the beginning to the end of the body's start tag.
    package private(set) var head = 0..<0
    package private(set) var parts: [Part] = []

    /// Names of tags of up to eight letters, each packed into a number: they are compared a hundred thousand times.
    private static let void = Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"].map(packed))
    private static let raw = Set(["script", "style", "textarea", "title"].map(packed))
    private static let body = packed("body"), foreign = Set(["svg", "math"].map(packed))

    private static func packed(_ name: String) -> UInt64 { name.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

    package init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.withUnsafeBytes({ read($0) }), !parts.isEmpty else { return nil }
    }

    private mutating func read(_ page: UnsafeRawBufferPointer) -> Bool {
        var open: [(name: Range<Int>, start: Int)] = [], foreignDepth = 0, at = 0, isInBody = false
        while let tag = Self.place(of: 60, in: page, from: at) {
            if isInBody, open.count == 3, page[at..<tag].contains(where: { $0 > 32 }) { parts[parts.count - 1].hasText = true }
            if Self.isComment(page, tag) {
                guard let end = Self.endOfComment(page, tag) else { return false }
                at = end
                continue
            }
            guard tag + 2 < page.count, let close = Self.end(ofTag: tag, page) else { return false }
            at = close
            if page[tag + 1] == 33 { continue }
            let isEnd = page[tag + 1] == 47, name = Self.name(page, from: tag + (isEnd ? 2 : 1)), key = Self.packed(page, name)
            if name.isEmpty { return false }
            if isEnd {
                guard let element = open.popLast(), page[element.name].elementsEqual(page[name]) else { return false }
                if Self.foreign.contains(key) { foreignDepth -= 1 }
                if key == Self.body { isInBody = false }
                if isInBody { take(page, name, element.start..<close, depth: open.count) }
                continue
            }
            if isInBody && open.count == 2 { parts.append(Part(name: Self.text(page, name), range: tag..<close, open: tag..<close)) }
            if foreignDepth == 0 ? Self.void.contains(key) : page[close - 2] == 47 {
                if isInBody { take(page, name, tag..<close, depth: open.count) }
                continue
            }
            open.append((name, tag))
            if Self.foreign.contains(key) { foreignDepth += 1 }
            if key == Self.body {
                guard head.isEmpty, open.count == 2 else { return false }
                (head, isInBody) = (0..<close, true)
            }
            if foreignDepth == 0 && Self.raw.contains(key) {
                // What looks like a tag in a script is none, but for its end.
                guard let end = Self.end(ofRaw: key, page, from: at) else { return false }
                at = end
            }
        }
        return open.isEmpty && !head.isEmpty
    }

    private mutating func take(_ page: UnsafeRawBufferPointer, _ name: Range<Int>, _ range: Range<Int>, depth: Int) {
        if depth == 2 { parts[parts.count - 1].range = range }
        if depth == 3 { parts[parts.count - 1].blocks.append((Self.text(page, name), range)) }
    }
}

// MARK: Tags

extension PageBlocks {
    private static func place(of byte: UInt8, in page: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < page.count, let base = page.baseAddress, let found = memchr(base + start, Int32(byte), page.count - start) else { return nil }
        return base.distance(to: UnsafeRawPointer(found))
    }

    private static func isComment(_ page: UnsafeRawBufferPointer, _ tag: Int) -> Bool { page[tag...].starts(with: [60, 33, 45, 45]) }

    private static func endOfComment(_ page: UnsafeRawBufferPointer, _ tag: Int) -> Int? {
        var end = place(of: 62, in: page, from: tag + 4)
        while let place = end, !(page[place - 1] == 45 && page[place - 2] == 45) { end = Self.place(of: 62, in: page, from: place + 1) }
        return end.map { $0 + 1 }
    }

    /// Behind the ">" of a tag; one in quotes is none.
    private static func end(ofTag start: Int, _ page: UnsafeRawBufferPointer) -> Int? {
        var place = start + 1, quote: UInt8 = 0
        while place < page.count {
            let byte = page[place]
            if quote != 0 { if byte == quote { quote = 0 } } else if byte == 34 || byte == 39 { quote = byte } else if byte == 62 { return place + 1 }
            place += 1
        }
        return nil
    }

    private static func end(ofRaw key: UInt64, _ page: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var end = place(of: 60, in: page, from: start)
        while let place = end, !(place + 1 < page.count && page[place + 1] == 47 && packed(page, name(page, from: place + 2)) == key) {
            end = Self.place(of: 60, in: page, from: place + 1)
        }
        return end
    }

    private static func name(_ page: UnsafeRawBufferPointer, from start: Int) -> Range<Int> {
        var end = start
        while end < page.count, page[end] > 32, page[end] != 62, page[end] != 47 { end += 1 }
        return start..<end
    }

    private static func packed(_ page: UnsafeRawBufferPointer, _ name: Range<Int>) -> UInt64 {
        name.count > 8 ? 0 : page[name].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func text(_ page: UnsafeRawBufferPointer, _ name: Range<Int>) -> String { String(decoding: page[name], as: UTF8.self) }
}
