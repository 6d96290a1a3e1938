// Puts marks into a chapter where directives and blocks of the paper stand. Everything else is pandoc's to read: math, lists,
// headings and footnotes are not looked at here. Directives are not looked for in code spans, fenced code and comments; what
// pandoc takes for code all the same, or for something else, is noticed in its tree (see TreeInspection).
//
// A value type that walks over characters once; blocks are recognised at the beginning of a line.
import BuildGraph

package struct ChapterScanner {
    private let path: String
    private let characters: [Character]
    private var index = 0
    private var line = 1
    private var column = 1
    private var text = ""
    private var marks: [Chapter.Mark] = []
    private var pictures: [Chapter.Mention] = []
    private var problems: [PaperIssue] = []
    /// Open fenced divs, the innermost last: figures and tables have a name.
    private var divs: [(name: String?, position: Position)] = []

    package static func scan(_ bytes: [UInt8], path: String) -> Chapter {
        let (text, defect) = SourceText.repaired(bytes, of: path)
        var chapter = scan(text, path: path)
        if let defect { chapter.problems.insert(defect, at: 0) }
        return chapter
    }

    package static func scan(_ text: String, path: String) -> Chapter {
        var scanner = ChapterScanner(text, path: path)
        scanner.problems = TextDefects.find(in: text, path: path)
        scanner.scanBlocks()
        return Chapter(
            path: path, markdown: scanner.text, marks: scanner.marks, pictures: scanner.pictures, problems: scanner.problems)
    }

    private init(_ text: String, path: String) {
        self.path = path
        // "\r\n" is one Character; a byte order mark is no part of the text.
        characters = text.drop { $0 == "\u{FEFF}" }.map { $0.isNewline ? "\n" : $0 }
    }

    // MARK: Blocks

    private mutating func scanBlocks() {
        while index < characters.count {
            // At the beginning of a line.
            guard mayBeginBlock() else {
                scanLine()
                continue
            }
            let line = currentLine()
            let content = line.drop { $0 == " " || $0 == ">" }
            if let fence = Self.fence(content) {
                copyFencedCode(fence)
            } else if content.hasPrefix(":::") {
                scanDiv(content, prefix: line.prefix { $0 == " " || $0 == ">" })
            } else if line == "---" && isMetadata() {
                problems.append(
                    .error(
                        "A block of metadata begins here; its words would be on no page.", at: here,
                        next: "Title and authors are set in `Paper(…)`. For a rule, leave a blank line after ---."))
                copyLine()
            } else {
                scanLine()
            }
        }
        for (name, position) in divs {
            problems.append(.error("The \(name ?? "div") block is not closed.", at: position, next: "End it with a line of `:::`."))
        }
    }

    /// Whether the line begins as code, a block or metadata do. Most do not, and are not looked at as a whole.
    private func mayBeginBlock() -> Bool {
        switch characters[index...].first(where: { $0 != " " && $0 != ">" }) {
        case "`", "~", ":", "-": true
        default: false
        }
    }

    /// Whether the line of three dashes here begins what pandoc and others read as metadata: after a blank line, not followed
    /// by one, and ended by another such line.
    private func isMetadata() -> Bool {
        guard index == 0 || (index > 1 && characters[index - 2] == "\n") else { return false }
        var lines = characters[index...].split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        guard let first = lines.popFirst(), !first.allSatisfy(\.isWhitespace) else { return false }
        return lines.contains { $0.elementsEqual("---") || $0.elementsEqual("...") }
    }

    /// The marker of a line that opens or closes fenced code.
    private static func fence(_ line: Substring) -> Substring? {
        guard let first = line.first, first == "`" || first == "~" else { return nil }
        let run = line.prefix { $0 == first }
        // The info string of a backtick fence has no backticks: otherwise it is a code span.
        return run.count >= 3 && (first == "~" || !line.dropFirst(run.count).contains("`")) ? run : nil
    }

    private mutating func copyFencedCode(_ fence: Substring) {
        copyLine()
        while index < characters.count {
            let line = currentLine().drop { $0 == " " || $0 == ">" }
            copyLine()
            let run = line.prefix { $0 == fence.first }
            if run.count >= fence.count && line.dropFirst(run.count).allSatisfy(\.isWhitespace) { return }
        }
    }

    private mutating func scanDiv(_ content: Substring, prefix: Substring) {
        let colons = content.prefix { $0 == ":" }
        let words = content.dropFirst(colons.count).drop { $0 == " " }
            .split(whereSeparator: \.isWhitespace).filter { !$0.allSatisfy { $0 == ":" } }
        let position = here
        switch words.first {
        case nil:
            if divs.popLast() == nil {
                problems.append(.error("Nothing is open here to be closed.", at: position, next: "Remove the line."))
            }
            return copyLine()
        case "figure", "table", "code":
            let kind = String(words[0])
            skipLine()
            if let outer = divs.lazy.compactMap(\.name).first {
                problems.append(
                    .error("A \(kind) block begins inside a \(outer) block.", at: position, next: "Close the first with `:::`."))
            }
            divs.append((kind, position))
            text += "\(prefix)\(colons) {.\(kind) mark=\(marks.count)}\n"
            let meaning: Chapter.Mark.Meaning =
                switch kind {
                case "figure": .figure(name(words.dropFirst(), of: "A figure block names one figure: `::: figure NAME`.", position))
                case "code": .code(name(words.dropFirst(), of: "A code block names one declaration: `::: code NAME`.", position))
                default: table(content, position)
                }
            marks.append(.init(meaning: meaning, position: position))
            escapePanel()
        case let word? where word == "{#refs}":
            divs.append((nil, position))
            copyLine()
        case let word?:
            let name = word.filter { !"{}.#".contains($0) }
            problems.append(
                .error(
                    "There is no block called \(name).", at: position,
                    next: didYouMean(String(name), among: ["figure", "table", "code"]) ?? "There are `::: figure NAME`, `::: table NAME` and `::: code NAME`."))
            divs.append((nil, position))
            copyLine()
        }
    }

    /// A caption may begin with the letter of a panel, "(a)", which would begin a list.
    private mutating func escapePanel() {
        while index < characters.count, currentLine().allSatisfy({ $0 == " " }) { copyLine() }
        if currentLine().prefixMatch(of: /[ >]*\([A-Za-z]\)[ \t]/) == nil { return }
        while characters[index] != "(" { text.append(advance()) }
        text += "\\"
    }

    /// The one name that a block has.
    private mutating func name(_ names: ArraySlice<Substring>, of rule: String, _ position: Position) -> String {
        if names.count != 1 { problems.append(.error(rule, at: position)) }
        return names.first.map(String.init) ?? ""
    }

    /// `::: table learning-speed.steps`
    private mutating func table(_ content: Substring, _ position: Position) -> Chapter.Mark.Meaning {
        var text = content.drop { $0 == ":" }.drop { $0 == " " }.dropFirst("table".count)
        while text.last == ":" || text.last == " " { text.removeLast() }
        do throws(MalformedDirective) {
            let (path, rest) = try ValuePath.parse(String(text))
            guard rest.isEmpty else { throw MalformedDirective("\"\(rest)\" after \(path.text) is not part of a path.") }
            return .table(path)
        } catch {
            problems.append(.error("A table block names one table: `::: table NAME.field`. \(error.reason)", at: position))
            return .table(ValuePath(name: ""))
        }
    }

    // MARK: Inlines

    /// Scans to the end of the line, or of what began on it.
    private mutating func scanLine() {
        while index < characters.count {
            copyPlainText()
            guard index < characters.count else { return }
            if characters[index] == "\n" {
                text.append(advance())
                return
            }
            scanInline()
        }
    }

    /// Copies what has no meaning here, up to a character that may have one.
    private mutating func copyPlainText() {
        let end = characters[index...].firstIndex { Self.mayHaveMeaning($0.utf8.first ?? 0) } ?? characters.count
        for character in characters[index..<end] { text.append(character) }
        column += end - index
        index = end
    }

    /// The first bytes of the characters that `scanInline` and `scanLine` tell apart; marks are in Unicode's private use area.
    private static func mayHaveMeaning(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "]"), 0xEE: true
        default: false
        }
    }

    private mutating func scanInline() {
        switch characters[index] {
        case "\\" where starts("\\{{"):
            mark(.braces, at: here, length: 3)
            skip(3)
        case "\\":
            text.append(advance())
            if index < characters.count && characters[index] != "\n" { text.append(advance()) }
        case "`": copyCodeSpan()
        case "<" where starts("<!--"): copyComment()
        case "{" where starts("{{"): scanDirective()
        case "]" where starts("](") || starts("]:"):
            notePicture()
            text.append(advance())
        case MarkText.open, MarkText.close:
            problems.append(.error("The character here, of Unicode's private use area, has no meaning.", at: here, next: "Remove it."))
            _ = advance()
        default: text.append(advance())
        }
    }

    /// The target of a picture or of a reference to one, `](paper/photo.png)` or `]: paper/photo.png`.
    private mutating func notePicture() {
        let rest = characters[(index + 2)...].drop { $0 == " " || $0 == "<" }
        let target = String(rest.prefix { !$0.isWhitespace && $0 != ")" && $0 != ">" })
        if Picture.isPicture(target) { pictures.append(.init(name: target, position: here)) }
    }

    private mutating func copyCodeSpan() {
        var run = 0
        while index + run < characters.count && characters[index + run] == "`" { run += 1 }
        var end = index + run, length = 0
        while end < characters.count {
            if characters[end] == "`" {
                length += 1
            } else {
                if length == run { break }
                length = 0
                // A code span does not go beyond its paragraph.
                if characters[end] == "\n" && end + 1 < characters.count && characters[end + 1] == "\n" { break }
            }
            end += 1
        }
        let stop = length == run ? end : index + run
        while index < stop { text.append(advance()) }
    }

    private mutating func copyComment() {
        let position = here
        while index < characters.count {
            if starts("-->") {
                for _ in 0..<3 { text.append(advance()) }
                return
            }
            text.append(advance())
        }
        problems.append(.error("The comment that begins here does not end.", at: position, next: "Close it with -->."))
    }

    private mutating func scanDirective() {
        let position = here
        guard let length = lengthOfDirective() else {
            problems.append(
                .error(
                    "The directive that begins here does not end on its line.", at: position,
                    next: "Close it with }}; two braces of the text are written \\{{."))
            text.append(advance())
            text.append(advance())
            return
        }
        let content = String(characters[(index + 2)..<(index + length)])
        skip(length + 2)
        do {
            mark(.directive(try Directive(parsing: content)), at: position, length: length + 2)
        } catch {
            let literally = "To show two braces write \\{{, or set them as code: `{{ }}` or a block between ```; in formulas write { {…} }."
            problems.append(
                .error("{{\(content)}}: \(error.reason)", at: position, next: error.suggestion.map { "Did you mean \($0)?" } ?? literally))
        }
    }

    private mutating func mark(_ meaning: Chapter.Mark.Meaning, at position: Position, length: Int) {
        text += MarkText.text(marks.count)
        marks.append(.init(meaning: meaning, position: position, length: length))
    }

    // MARK: Walking

    private var here: Position { Position(file: path, line: line, column: column) }

    @discardableResult
    private mutating func advance() -> Character {
        let character = characters[index]
        index += 1
        if character == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        return character
    }

    private mutating func skip(_ count: Int) {
        for _ in 0..<count { advance() }
    }

    private func currentLine() -> Substring {
        Substring(String(characters[index..<(characters[index...].firstIndex(of: "\n") ?? characters.count)]))
    }

    private mutating func copyLine() {
        while index < characters.count {
            let character = advance()
            text.append(character)
            if character == "\n" { return }
        }
    }

    private mutating func skipLine() {
        while index < characters.count && advance() != "\n" {}
    }

    private func starts(_ prefix: String) -> Bool { characters[index...].starts(with: prefix) }

    /// How many characters there are to the }} on this line.
    private func lengthOfDirective() -> Int? {
        var position = index + 2
        while position + 1 < characters.count && characters[position] != "\n" {
            if characters[position] == "}" && characters[position + 1] == "}" { return position - index }
            position += 1
        }
        return nil
    }
}
