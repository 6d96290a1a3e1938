// Proof that pandoc's reader dropped nothing: every word and number of a chapter's text is somewhere in its tree, as often as in
// the text. It finds what nobody thought of: cells of a table beyond its last column, references that nothing refers to.
//
// Not counted are the parts of Markdown that are no text: comments, marks, labels of footnotes and of link references, numbers of
// lists, labels of examples, character references.

package enum LostWords {
    package static func find(in chapter: Chapter, tree: DocumentTree) -> [PaperIssue] {
        let words = words(of: blanked(Array(chapter.markdown)))
        var missing: [String: Int] = [:]
        for word in words { missing[word.text, default: 0] += 1 }
        collectText(.array(tree.blocks), isIdentifier: { chapter.markdown.contains("#" + $0) }) { text in
            for word in Self.words(of: Array(text)) { missing[word.text, default: 0] -= 1 }
        }
        missing = missing.filter { $0.value > 0 }
        if missing.isEmpty { return [] }
        return issues(lost(words, missing), in: chapter)
    }

    // MARK: The text

    private struct Word {
        var text: String
        /// In characters.
        var start: Int
    }

    /// Runs of letters and digits.
    private static func words(of characters: [Character]) -> [Word] {
        var words: [Word] = []
        var index = 0
        while index < characters.count {
            guard characters[index].isLetter || characters[index].isNumber else {
                index += 1
                continue
            }
            let start = index
            while index < characters.count && (characters[index].isLetter || characters[index].isNumber) { index += 1 }
            words.append(Word(text: String(characters[start..<index]), start: start))
        }
        return words
    }

    /// The text with spaces in the place of what is no text.
    private static func blanked(_ characters: [Character]) -> [Character] {
        let text = String(characters)
        var result = characters
        // Matches come in the order of the text: distances are counted from the last one.
        var known = (index: text.startIndex, offset: 0)
        func blank(_ range: Range<String.Index>) {
            if range.lowerBound < known.index { known = (text.startIndex, 0) }
            let start = known.offset + text.distance(from: known.index, to: range.lowerBound)
            let end = start + text.distance(from: range.lowerBound, to: range.upperBound)
            for k in start..<end where result[k] != "\n" { result[k] = " " }
            known = (range.upperBound, end)
        }
        func normalised(_ label: Substring) -> String { label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        var labels: Set<String> = []
        for match in text.matches(of: /(?m)^[ >]*\[([^\]\n]+)\]:/) {
            labels.insert(normalised(match.1))
            blank(match.1.startIndex..<match.1.endIndex)
        }
        for match in text.matches(of: /\]\[([^\]]+)\]/) where labels.contains(normalised(match.1)) {
            blank(match.1.startIndex..<match.1.endIndex)
        }
        for match in text.matches(of: /\[\^([^\]\n]+)\]/) { blank(match.range) }
        for match in text.matches(of: /(?s)<!--.*?-->/) { blank(match.range) }
        for match in text.matches(of: /\u{E000}\d+\u{E001}/) { blank(match.range) }
        for match in text.matches(of: /&#?\w+;|%[0-9A-Fa-f]{2}|\{\.(underline|ul|smallcaps)\}/) { blank(match.range) }
        for match in text.matches(of: /(?m)^([ >*+-]|\d+[.)] )*\(?(\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|@[\w-]*)[.)][ \t]/) { blank(match.range) }
        for match in text.matches(of: /(?m)^ *Table:/) { blank(match.range) }
        // pandoc puts its number in the place of an example's label, wherever that stands.
        let examples = Set(text.matches(of: /(?m)^(?:[ >*+-]|\d+[.)] )*\(?@([\w-]+)[.)][ \t]/).map(\.1))
        if !examples.isEmpty { for match in text.matches(of: /@([\w-]+)/) where examples.contains(match.1) { blank(match.range) } }
        return result
    }

    // MARK: The tree

    /// Every text in the tree: words, code, formulas, addresses, attributes.
    ///
    /// - Parameter isIdentifier: whether the identifier of a heading is in the text; otherwise pandoc made it from the heading.
    private static func collectText(_ node: JSONNode, isIdentifier: (String) -> Bool, _ body: (String) -> Void) {
        func visit(_ node: JSONNode?) {
            switch node {
            // pandoc escapes what is special in addresses.
            case .string(let text)?: body(text.contains("%") ? text.replacing(/%[0-9A-Fa-f]{2}/, with: " ") : text)
            case .array(let elements)?: elements.forEach(visit)
            case .object(let members)?:
                switch node?.type {
                case "Header":
                    let attributes = node?.content[1]
                    if isIdentifier(ElementAttributes(attributes).id) { visit(attributes?[0]) }
                    visit(attributes?[1])
                    visit(attributes?[2])
                    visit(node?.content[2])
                // A citation has its text as it was written, and its parts.
                case "Cite", "RawInline", "RawBlock": visit(node?.content[1])
                case nil: members.forEach { visit($0.value) }
                default: visit(node?.content)
                }
            default: break
            }
        }
        visit(node)
    }

    // MARK: What is missing

    /// Of a word that stands several times, and once too few in the tree, that place is meant whose neighbours are missing, too.
    private static func lost(_ words: [Word], _ missing: [String: Int]) -> [Word] {
        var chosen: Set<Int> = []
        for (text, count) in missing {
            let places = words.indices.filter { words[$0].text == text }
            let scored = places.map { place in
                (place, [place - 1, place + 1].count { words.indices.contains($0) && missing[words[$0].text] != nil })
            }
            chosen.formUnion(scored.sorted { ($0.1, $0.0) > ($1.1, $1.0) }.prefix(count).map(\.0))
        }
        return chosen.sorted().map { words[$0] }
    }

    /// One issue per line.
    private static func issues(_ lost: [Word], in chapter: Chapter) -> [PaperIssue] {
        let cursor = SourceCursor(chapter)
        var lines: [(position: Position, words: [String])] = []
        for word in lost {
            let position = cursor.position(at: word.start)
            if lines.last?.position.line == position.line { lines[lines.count - 1].words.append(word.text) } else { lines.append((position, [word.text])) }
        }
        return lines.map { position, words in
            .error(
                "pandoc would drop words of this line: \(words.prefix(8).joined(separator: ", "))\(words.count > 8 ? ", …" : "").", at: position,
                next: "Usual reasons: a row with more cells than the table has columns; a link reference or a footnote that nothing refers to.")
        }
    }
}
