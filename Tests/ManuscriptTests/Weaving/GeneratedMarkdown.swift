// Markdown made at random: every kind of block in every other, with words that are like no others, so that each can be counted
// in what is made of them.
import TestSupport

struct GeneratedMarkdown {
    private var random: SplitMix
    /// The words of the text, in no order.
    private(set) var words: [String] = []
    private var notes: [String] = []
    private var references: [String] = []

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// A chapter.
    mutating func chapter() -> String {
        var blocks = (0..<pick(3...7)).map { _ in block(depth: 0) }
        blocks += notes + references
        var text = blocks.joined(separator: "\n\n") + "\n"
        if chance(4) { text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") }
        return chance(6) ? "\u{FEFF}" + text : text
    }

    private mutating func pick(_ range: ClosedRange<Int>) -> Int { random.next(in: range) }
    private mutating func chance(_ one: Int) -> Bool { pick(1...one) == 1 }

    private mutating func word() -> String {
        let word = "w" + String(random.next(in: 0...999_999_999)) + "x"
        words.append(word)
        return word
    }

    // MARK: Blocks

    private mutating func block(depth: Int) -> String {
        switch pick(0...(depth < 2 ? 11 : 4)) {
        case 0, 1: return paragraph()
        case 2: return "```\n\(word()) <b> \\ref{x} {{ $ *\n```"
        case 3: return "$$ \(word()) + \\frac{\(word())}{2} $$"
        case 4: return depth == 0 ? heading() : paragraph()
        case 5: return nested("- ", depth)
        case 6: return nested("1. ", depth)
        case 7: return block(depth: depth + 1).split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(separator: "\n")
        case 8: return "\(word())\n:   \(paragraph().split(separator: "\n").joined(separator: "\n    "))"
        case 9:
            let rows = (0..<pick(1...3)).map { _ in "| \(line()) | \(line()) |" }
            return "| \(word()) | \(word()) |\n|:--|--:|\n" + rows.joined(separator: "\n") + (chance(2) ? "\n\nTable: \(word()) caption" : "")
        case 10: return "| \(word())\n| \(word()) \(word())"
        default: return "    \(word()) *indented*\n    code \(word())"
        }
    }

    private mutating func heading() -> String {
        let title = line()
        switch pick(0...3) {
        case 0: return title.split(separator: "\n").joined(separator: " ") + "\n====="
        case 1: return "## " + title + " ##"
        case 2: return "# \(title) {.unnumbered}"
        default: return "### " + title
        }
    }

    /// List items, of a paragraph and another block each.
    private mutating func nested(_ marker: String, _ depth: Int) -> String {
        let indent = String(repeating: " ", count: 4)
        let first = marker + String(repeating: " ", count: 4 - marker.count)
        return (0..<pick(1...3)).map { _ in
            let parts = [paragraph()] + (chance(2) ? [block(depth: depth + 1)] : [])
            let lines = parts.joined(separator: "\n\n").split(separator: "\n", omittingEmptySubsequences: false)
            return first + lines.enumerated().map { $0 == 0 || $1.isEmpty ? String($1) : indent + $1 }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    // MARK: Inlines

    private mutating func paragraph() -> String { (0..<pick(1...4)).map { _ in line() }.joined(separator: "\n") + "." }

    private mutating func line() -> String { (0..<pick(1...4)).map { _ in inline() }.joined(separator: " ") }

    private mutating func inline() -> String {
        switch pick(0...15) {
        case 0: return "*\(word()) \(word())*"
        case 1: return "**\(word())**\(word())"
        case 2: return "`\(word()) {{x}} <i>`"
        case 3: return "$\(word())^2 < \(word())_i$"
        case 4: return "[\(word())](https://\(word()).org/\(word()) \"\(word())\")"
        case 5: return "\(word())^[\(word()) note]"
        case 6:
            notes.append("[^\(notes.count)]: \(word()) of a note")
            return "\(word())[^\(notes.count - 1)]"
        case 7: return "<https://\(word()).org>"
        case 8: return "\(word())~\(word())~ and x^\(word())^"
        case 9:
            let label = "r\(references.count)"
            references.append("[\(label)]: https://\(word()).org")
            return "[\(word())][\(label)]"
        case 10: return "\"\(word())\" -- '\(word())'..."
        case 11: return "\\*\(word())\\_ & \\< \\{{\(word())}}"
        case 12: return "~~\(word())~~ <!-- a comment -->"
        case 13: return "see @key, p. 3, or [@key]"
        default: return word()
        }
    }
}
