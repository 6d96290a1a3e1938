// Where an element of the tree stands in its chapter. pandoc does not tell; but its tree is in the order of the text, so that
// each leaf is found by looking for its words from the place of the leaf before it.

struct SourceCursor {
    private let chapter: Chapter
    private let characters: [Character]
    /// Where each line begins.
    private let lines: [Int]
    private(set) var index = 0

    /// How far ahead a leaf is looked for: what lies between two leaves is markup.
    private static let reach = 2000

    init(_ chapter: Chapter) {
        self.chapter = chapter
        let characters = Array(chapter.markdown)
        self.characters = characters
        lines = [0] + characters.indices.filter { characters[$0] == "\n" }.map { $0 + 1 }
    }

    /// Goes to the next place of a text; stays here when it is not found. The result is where the text begins.
    @discardableResult
    mutating func find(_ text: String, goesBehind: Bool = true) -> Position { position(at: advance(to: text, goesBehind: goesBehind)) }

    /// As `find`; the result is an index into the characters, whose position costs more to find out than the place itself.
    mutating func advance(to text: String, goesBehind: Bool = true) -> Int {
        let needle = Array(text)
        guard let first = needle.first, let found = place(of: needle, first) else { return index }
        index = found + (goesBehind ? needle.count : 0)
        return found
    }

    private func place(of needle: [Character], _ first: Character) -> Int? {
        func search(_ range: Range<Int>) -> Int? {
            range.first { characters[$0] == first && $0 + needle.count <= characters.count && characters[$0..<$0 + needle.count].elementsEqual(needle) }
        }
        let near = min(index + Self.reach, characters.count)
        return search(index..<near) ?? search(0..<index) ?? search(near..<characters.count)
    }

    /// The place in the chapter as it was written, before marks took the place of directives.
    func position(at index: Int) -> Position {
        let line = (lines.lastIndex { $0 <= index } ?? 0) + 1
        var column = index - lines[line - 1] + 1
        let before = String(characters[lines[line - 1]..<index])
        for case .mark(let number) in MarkText.parts(before) where chapter.marks.indices.contains(number) {
            column += chapter.marks[number].length - MarkText.text(number).count
        }
        return Position(file: chapter.path, line: line, column: column)
    }

    /// Whether a bracket of this line is escaped by a backslash.
    func escapesBrackets(at position: Position) -> Bool {
        guard lines.indices.contains(position.line - 1) else { return false }
        return String(characters[lines[position.line - 1]...].prefix { $0 != "\n" }).contains("\\[")
    }
}
