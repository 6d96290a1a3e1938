// What a browser that shows one state of a page does to show the next: keep these blocks, and put new ones between them.
import Foundation

/// The difference of two pages with the same head.
package struct PageChange: Encodable, Equatable {
    /// Either elements that stay, or the text of new ones.
    package enum Piece: Encodable, Equatable {
        case kept(from: Int, count: Int)
        case new(String)

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .kept(let from, let count): try container.encode([from, count])
            case .new(let html): try container.encode(html)
            }
        }
    }

    /// Elements whose order, or whose number, is another.
    package struct Children: Encodable, Equatable {
        /// Of the body's children before the change; nil for the body itself.
        package var part: Int?
        /// The names of its elements before the change, to make sure that the browser has them.
        package var was: String
        package var now: [Piece]
    }

    package var version: String
    package var children: [Children]

    /// Nil where the browser had better load the page: another head or script, text outside of elements.
    package init?(from old: PageBlocks, to new: PageBlocks, version: String) {
        func text(_ page: PageBlocks, _ range: Range<Int>) -> PageText { PageText(bytes: page.bytes[range]) }
        guard text(old, old.head) == text(new, new.head) else { return nil }
        self.version = version
        let body = Self.pieces(
            old.parts.map { text(old, $0.open) }, new.parts.map { (text(new, $0.open), text(new, $0.range)) })
        let kept = body.flatMap { piece -> [Int] in if case .kept(let from, let count) = piece { Array(from..<(from + count)) } else { [] } }
        // A script that comes or goes would have to run, or not to have run.
        let scripts = ["script", "style"]
        guard !old.parts.indices.contains(where: { scripts.contains(old.parts[$0].name) && !kept.contains($0) }),
            new.parts.count(where: { scripts.contains($0.name) }) == old.parts.count(where: { scripts.contains($0.name) })
        else { return nil }
        children = body == [.kept(from: 0, count: old.parts.count)] ? [] : [Children(part: nil, was: old.parts.map(\.name).joined(separator: " "), now: body)]
        var position = 0
        for piece in body {
            guard case .kept(let from, let count) = piece else {
                position += 1
                continue
            }
            for index in from..<(from + count) {
                let before = old.parts[index], after = new.parts[position]
                position += 1
                if text(old, before.range) == text(new, after.range) { continue }
                guard !before.hasText, !after.hasText, !before.blocks.isEmpty, !scripts.contains(before.name) else { return nil }
                let now = Self.pieces(before.blocks.map { text(old, $0.range) }, after.blocks.map { (text(new, $0.range), text(new, $0.range)) })
                // Only space between its elements is another.
                if now == [.kept(from: 0, count: before.blocks.count)] { continue }
                children.append(Children(part: index, was: before.blocks.map(\.name).joined(separator: " "), now: now))
            }
        }
    }

    /// The new elements by the old ones: what is equal at the beginning and at the end stays, and between them what is there once.
    private static func pieces(_ old: [PageText], _ new: [(key: PageText, html: PageText)]) -> [Piece] {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start].key { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end].key { end += 1 }
        let places = Dictionary(grouping: start..<(old.count - end)) { old[$0] }
        var pieces: [Piece] = [], next = start
        func keep(_ index: Int) {
            if case .kept(let from, let count)? = pieces.last, from + count == index {
                pieces[pieces.count - 1] = .kept(from: from, count: count + 1)
            } else {
                pieces.append(.kept(from: index, count: 1))
            }
        }
        (0..<start).forEach(keep)
        for element in new[start..<(new.count - end)] {
            if let found = places[element.key], found.count == 1, found[0] >= next {
                keep(found[0])
                next = found[0] + 1
            } else {
                pieces.append(.new(String(decoding: element.html.bytes, as: UTF8.self)))
            }
        }
        (old.count - end..<old.count).forEach(keep)
        return pieces
    }
}

/// A part of a page, which is compared and hashed as memory: byte by byte as a collection, it takes five times as long.
private struct PageText: Hashable {
    let bytes: ArraySlice<UInt8>

    static func == (a: PageText, b: PageText) -> Bool {
        a.bytes.count == b.bytes.count
            && a.bytes.withUnsafeBytes { a in
                b.bytes.withUnsafeBytes { b in
                    guard let first = a.baseAddress, let second = b.baseAddress else { return true }
                    return memcmp(first, second, a.count) == 0
                }
            }
    }

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
