// A chapter, ready for pandoc: its Markdown with a mark in the place of everything that the weaver is going to put in.

/// A chapter of the paper as the weaver sees it.
package struct Chapter: Sendable {
    package var path: String
    /// The text, with marks; lines are where they were.
    package var markdown: String
    /// What the marks stand for, by their numbers.
    package var marks: [Mark]
    /// Files that are shown.
    package var pictures: [Mention]
    /// What could not be understood.
    package var problems: [PaperIssue]

    /// A name in the text.
    package struct Mention: Codable, Sendable, Equatable {
        package var name: String
        package var position: Position
    }

    /// A place where something is put in.
    package struct Mark: Sendable {
        package enum Meaning: Sendable {
            case directive(Directive)
            /// The number of a block's mark stands in the attribute `mark` of its div.
            case figure(String)
            case table(ValuePath)
            /// A declaration, or the label of a target.
            case code(String)
            /// `\{{`
            case braces
        }

        package var meaning: Meaning
        package var position: Position
        /// Of what it replaces, in characters.
        package var length = 0
    }
}

/// Marks in text: a number between two characters of Unicode's private use area, which pandoc reads as part of a word.
enum MarkText {
    static let open: Character = "\u{E000}", close: Character = "\u{E001}"

    static func text(_ number: Int) -> String { "\(open)\(number)\(close)" }

    /// A text cut at its marks.
    enum Part: Equatable { case text(String), mark(Int) }

    static func parts(_ text: String) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: open), let end = rest[start...].firstIndex(of: close),
            let number = Int(rest[rest.index(after: start)..<end])
        {
            if start > rest.startIndex { parts.append(.text(String(rest[..<start]))) }
            parts.append(.mark(number))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return parts
    }
}
