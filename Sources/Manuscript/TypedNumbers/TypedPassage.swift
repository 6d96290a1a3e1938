// The passages of a chapter, where a typed number means the same things: paragraphs, items, captions. What is no prose is blanked:
// code, addresses, citations, comments, labels.
import BuildGraph

/// A paragraph of a chapter, with what it quotes.
package struct TypedPassage: Codable, Sendable, Equatable {
    /// Targets and claims that stand in it.
    var names: Set<String>
    var numbers: [NumberLiteral]
    /// Where each number stands in the chapter.
    var positions: [Position]

    /// All passages of a chapter. A number that a comment beside it allows, `<!-- typed: 0.05 is the level -->`, is not among them.
    static func all(in chapter: Chapter) -> [TypedPassage] {
        let markdown = chapter.markdown, prose = prose(markdown), cursor = SourceCursor(chapter)
        var passages: [TypedPassage] = [], allowed: [NumberLiteral] = []
        var start = markdown.startIndex
        while start < markdown.endIndex {
            let blank = markdown[start...].firstMatch(of: /\n\s*\n/)
            let end = blank?.range.lowerBound ?? markdown.endIndex
            let offset = markdown.distance(from: markdown.startIndex, to: start), source = String(markdown[start..<end])
            let shown = String(prose[offset..<offset + source.count])
            allowed += allowances(in: source)
            if shown.contains(where: { $0.isLetter || $0.isNumber }) || source.contains(MarkText.open) {
                let numbers = NumberLiteral.all(in: shown).filter { number in !allowed.contains { $0.value == number.value } }
                passages.append(
                    TypedPassage(
                        names: names(in: source, of: chapter), numbers: numbers,
                        positions: numbers.map { cursor.position(at: offset + $0.start) }))
                allowed = []
            }
            start = blank?.range.upperBound ?? markdown.endIndex
        }
        return passages
    }

    /// What a passage quotes and shows.
    private static func names(in source: String, of chapter: Chapter) -> Set<String> {
        var names: Set<String> = []
        let inline = MarkText.parts(source).compactMap { if case .mark(let number) = $0 { number } else { nil } }
        let blocks = source.matches(of: /mark=(\d+)/).compactMap { Int($0.1) }
        for number in inline + blocks where chapter.marks.indices.contains(number) {
            switch chapter.marks[number].meaning {
            case .table(let path), .directive(.value(let path, _)): names.insert(path.name)
            case .directive(.claim(let id)), .directive(.reference(.claim, let id)): names.insert(id)
            case .directive(.claims(let ids)): names.formUnion(ids)
            default: break
            }
        }
        return names
    }

    private static func allowances(in source: String) -> [NumberLiteral] {
        source.matches(of: /(?s)<!--\s*typed:(.*?)-->/).flatMap { NumberLiteral.all(in: String($0.1)) }
    }

    /// The text with spaces in the place of what is no prose, so that places stay the same.
    private static func prose(_ text: String) -> [Character] {
        var characters = Array(text)
        func blank(_ range: Range<String.Index>) {
            let start = text.distance(from: text.startIndex, to: range.lowerBound)
            for k in start..<start + text.distance(from: range.lowerBound, to: range.upperBound) where characters[k] != "\n" { characters[k] = " " }
        }
        for match in text.matches(of: /(?s)<!--.*?-->/) { blank(match.range) }
        for match in text.matches(of: /(?ms)^[ >]*(```|~~~).*?^[ >]*\1/) { blank(match.range) }
        for match in text.matches(of: /(`+)[^`]+?\1/) { blank(match.range) }
        for match in text.matches(of: /\u{E000}\d+\u{E001}/) { blank(match.range) }
        for match in text.matches(of: /\]\([^)\s]*\)|\{[#.][^}\n]*\}|@[\w:-]+(?:\s*\[[^\]\n]*\])?|\[@[^\]\n]*\]|https?:[^\s)>]+/) { blank(match.range) }
        for match in text.matches(of: /(?m)^\s*(?:#+\s+)?\(?\d+[.)]\s/) { blank(match.range) }
        for match in text.matches(of: /(?m)^:::.*$/) { blank(match.range) }
        return characters
    }
}

/// The passages of a chapter, as a target: after an edit one chapter is looked through.
struct ChapterPassages: Target {
    let chapter: SourceFile

    static var kind: TargetKind { .document }
    var words: [String] { [chapter.path, "for typed numbers"] }

    func make(_ inputs: Inputs) throws -> [TypedPassage] { TypedPassage.all(in: ChapterScanner.scan(try inputs[chapter], path: chapter.path)) }
}
