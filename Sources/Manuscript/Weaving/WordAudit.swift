// Proof that weaving and pandoc's writers lost nothing. It does not trust the weaver: it goes through the chapters' trees as they were
// read, and looks for their words, numbers, formulas, addresses and notes in the finished text, in their order and without a gap
// between them but where something was put in.
//
// Only letters and digits are compared, so that neither markup nor typography matters.

package struct WordAudit {
    private let dialect: Dialect
    /// What stands together in the finished text: between two places where something is put in.
    private struct Passage {
        var letters: [Character]
        /// Its first words, to be told.
        var beginning: String
        var chapter: Int
    }

    private var passages: [Passage] = []
    private var notes: [(content: JSONNode, chapter: Int)] = []
    private var isOpen = false
    private var isInTable = false
    private var chapter = 0

    package init(_ trees: [DocumentTree], dialect: Dialect) {
        self.dialect = dialect
        for (number, tree) in trees.enumerated() {
            chapter = number
            close()
            tree.blocks.forEach { visit($0) }
        }
        // Notes stand at the end, and may have notes.
        var index = 0
        while index < notes.count {
            chapter = notes[index].chapter
            close()
            visit(notes[index].content)
            index += 1
        }
    }

    /// The beginning of the first passage that the finished text does not have, and the number of its chapter.
    package func firstLoss(in text: String) -> (words: String, chapter: Int)? {
        let found = Self.letters(in: dialect == .page ? HTMLWords.text(of: text) : text)
        var index = 0
        for passage in passages {
            guard let start = Self.place(of: passage.letters, in: found, from: index) else { return (passage.beginning, passage.chapter) }
            index = start + passage.letters.count
        }
        return nil
    }

    private static func place(of needle: [Character], in text: [Character], from start: Int) -> Int? {
        guard let first = needle.first else { return start }
        var index = start
        while index + needle.count <= text.count {
            if text[index] == first && text[index..<index + needle.count].elementsEqual(needle) { return index }
            index += 1
        }
        return nil
    }

    /// Letters and digits, raised digits as plain ones; without labels of notes, names of characters and anchors, which are markup.
    private static func letters(in text: String) -> [Character] {
        var letters: [Character] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            if character.isASCII {
                if character.isLetter || character.isNumber { letters.append(character) }
                if character == "[", rest.first == "^" { skip(to: "]", from: 1, in: &rest) }
                if character == "&" { skip(to: ";", from: rest.first == "#" ? 1 : 0, in: &rest) }
                // A sign of the text is written as `\\<`.
                if character == "\\", rest.first == "<" { rest.removeFirst() }
                if character == "<", let anchor = rest.prefixMatch(of: /a name="[^"\n]*"><\/a>/) { rest = rest[anchor.range.upperBound...] }
            } else if let digit = character.wholeNumberValue, 0...9 ~= digit {
                letters.append(Character("\(digit)"))
            } else if character.isLetter || character.isNumber {
                letters.append(character)
            }
        }
        return letters
    }

    /// Passes over a word that ends in a sign; anything else stays.
    private static func skip(to end: Character, from start: Int, in text: inout Substring) {
        let word = text.dropFirst(start).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if !word.isEmpty, text[word.endIndex...].first == end { text = text[text.index(after: word.endIndex)...] }
    }

    // MARK: Passages

    private mutating func close() { isOpen = false }

    private mutating func add(_ text: String) {
        for part in MarkText.parts(text) {
            guard case .text(let text) = part else {
                close()
                continue
            }
            let letters = Self.letters(in: text)
            if letters.isEmpty { continue }
            if isOpen {
                passages[passages.count - 1].letters += letters
                if passages[passages.count - 1].beginning.count < 40 { passages[passages.count - 1].beginning += " " + text }
            } else {
                passages.append(Passage(letters: letters, beginning: text, chapter: chapter))
                isOpen = true
            }
        }
    }

    private mutating func visit(_ node: JSONNode) {
        let content = node.content
        switch node.type {
        case nil:
            switch node {
            case .array(let elements): elements.forEach { visit($0) }
            case .object(let members): members.forEach { visit($0.value) }
            default: break
            }
        case "Str": add(content.string ?? "")
        case "Code": add(content[1]?.string ?? "")
        case "Math":
            let formula = content[1]?.string ?? ""
            add(isInTable && dialect == .report ? Weaver.withoutBars(formula) : formula)
        case "CodeBlock":
            close()  // The report names the language here.
            add(content[1]?.string ?? "")
            close()
        case "RawInline", "RawBlock": break  // Comments.
        case "Note":
            close()
            notes.append((content, chapter))
        case "Cite": for citation in content[0]?.array ?? [] { visit(citation: citation) }
        case "Para", "Plain":
            let inlines = content.array
            if inlines.count == 1, inlines[0].type == "Image" { visit(image: inlines[0].content, isAlone: true) } else { visit(content) }
        case "Header":
            close()
            visit(content[2] ?? .null)
        case "OrderedList": for item in content[1]?.array ?? [] { visit(item: item) }
        case "Div":
            close()
            visit(content[1] ?? .null)
            close()
        case "Table":
            isInTable = true
            visit(content)
            isInTable = false
        case "Link": visit(link: content)
        case "Image": visit(image: content, isAlone: false)
        default: visit(content)
        }
    }

    /// The report writes its number before it.
    private mutating func visit(item: JSONNode) {
        if dialect == .report { close() }
        visit(item)
    }

    /// Names and years are the bibliography's, and between two words may stand one of them: "p. 3" after a name, without the brackets.
    private mutating func visit(citation: JSONNode) {
        close()
        visit(citation["citationPrefix"] ?? .null)
        close()
        let words = Self.plainText(citation["citationSuffix"] ?? .null).split { $0.isWhitespace || $0 == "\u{A0}" }
        for (number, word) in words.filter({ $0.contains { $0.isLetter || $0.isNumber } }).enumerated() {
            // "pages", "chapter": set by the style, in its own words.
            let isLabel = number == 0 && words.count > 1 && !word.contains(where: \.isNumber)
            if !isLabel { add(String(word)) }
            close()
        }
    }

    private static func plainText(_ node: JSONNode) -> String {
        switch node.type {
        case "Str": node.content.string ?? ""
        case "Code", "Math": node.content[1]?.string ?? ""
        case "Space", "SoftBreak", "LineBreak": " "
        case nil: node.array.map(plainText).joined()
        default: plainText(node.content)
        }
    }

    private mutating func visit(link content: JSONNode) {
        let text = content[1] ?? .null, address = content[2]?[0]?.string ?? "", title = content[2]?[1]?.string ?? ""
        if address.hasPrefix("#") {
            visit(text)
            // The report has the address after it.
            if dialect == .report { close() }
            return
        }
        if dialect == .page {
            add(address)
            add(title)
            visit(text)
        } else {
            visit(text)
            let shown = text.array.count == 1 ? text[0]?.content.string : nil
            if shown != address && "mailto:" + (shown ?? "") != address { add(address) }
            add(title)
        }
    }

    /// Its address is the weaver's; its text is the caption when it stands alone.
    private mutating func visit(image content: JSONNode, isAlone: Bool) {
        let text = content[1] ?? .null, title = content[2]?[1]?.string ?? ""
        if dialect == .report && !isAlone { visit(text) }
        close()
        add(title)
        if dialect == .page || isAlone {
            if isAlone { close() }
            visit(text)
        }
        close()
    }
}
