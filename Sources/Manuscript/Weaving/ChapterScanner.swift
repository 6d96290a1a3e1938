// Cuts Markdown into pieces, the way pandoc reads it: directives are not looked for in code spans, fenced code and
// comments; math is recognised by pandoc's rule for single dollars. Positions are kept for errors.
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
    private var pieces: [Chapter.Piece] = []
    private var problems: [PaperIssue] = []
    /// Open fenced divs, the innermost last.
    private var divs: [Div] = []

    private enum Div {
        case figure(Position), table(ValuePath, Position)
        /// Whatever pandoc makes of it.
        case other

        /// What an error calls it and where it opened, if its place is taken by something of the paper.
        var block: (kind: String, position: Position)? {
            switch self {
            case .figure(let position): ("figure", position)
            case .table(_, let position): ("table", position)
            case .other: nil
            }
        }

        var end: Chapter.Piece? {
            switch self {
            case .figure: .figureEnd
            case .table(let path, let position): .tableEnd(path, position)
            case .other: nil
            }
        }
    }

    package static func scan(_ text: String, path: String) -> Chapter {
        var scanner = ChapterScanner(text, path: path)
        scanner.scanBlocks()
        return Chapter(path: path, pieces: scanner.pieces, problems: scanner.problems)
    }

    private init(_ text: String, path: String) {
        self.path = path
        // "\r\n" is one Character; pandoc does not care which line ends it gets.
        characters = text.map { $0.isNewline ? "\n" : $0 }
    }

    // MARK: Blocks

    private mutating func scanBlocks() {
        while index < characters.count {
            // At the beginning of a line.
            let line = currentLine()
            let content = line.drop { $0 == " " }
            if line.count - content.count <= 3, let fence = Self.fence(content) {
                copyFencedCode(fence)
            } else if content.hasPrefix(":::") {
                scanDiv(content)
            } else if content.first == "#", line.count == content.count {
                scanHeading(line)
            } else {
                scanLine()
            }
        }
        flush()
        for div in divs {
            guard let (kind, position) = div.block, let end = div.end else { continue }
            problems.append(.error("The \(kind) block is not closed.", at: position, next: "End it with a line of `:::`."))
            pieces.append(end)
        }
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
            let line = currentLine().drop { $0 == " " }
            copyLine()
            let run = line.prefix { $0 == fence.first }
            if run.count >= fence.count && line.dropFirst(run.count).allSatisfy(\.isWhitespace) { return }
        }
    }

    private mutating func scanDiv(_ content: Substring) {
        let colons = content.prefix { $0 == ":" }
        let words = content.dropFirst(colons.count).drop { $0 == " " }
            .split(whereSeparator: \.isWhitespace).filter { !$0.allSatisfy { $0 == ":" } }
        let position = here
        if words.isEmpty {
            guard let open = divs.popLast() else {
                problems.append(.error("Nothing is open here to be closed.", at: position, next: "Remove the line."))
                return copyLine()
            }
            guard let end = open.end else { return copyLine() }
            skipLine()
            flush()
            pieces.append(end)
        } else if words[0] == "figure" || words[0] == "table" {
            skipLine()
            flush()
            if let (kind, _) = divs.lazy.compactMap(\.block).first {
                problems.append(
                    .error("A \(words[0]) block begins inside a \(kind) block.", at: position, next: "Close the first with `:::`."))
            }
            if words[0] == "figure" { openFigure(words.dropFirst(), position) } else { openTable(content, position) }
        } else {
            divs.append(.other)
            copyLine()
        }
    }

    private mutating func openFigure(_ names: ArraySlice<Substring>, _ position: Position) {
        if names.count != 1 {
            problems.append(.error("A figure block names one figure: `::: figure NAME`.", at: position))
        }
        divs.append(.figure(position))
        pieces.append(.figureStart(names.first.map(String.init) ?? "", position))
    }

    /// `::: table learning-speed.steps`. A line that cannot be read opens a div all the same, so that its end is found.
    private mutating func openTable(_ content: Substring, _ position: Position) {
        var text = content.drop { $0 == ":" }.drop { $0 == " " }.dropFirst("table".count)
        while text.last == ":" || text.last == " " { text.removeLast() }
        var path = ValuePath(name: "")
        do throws(MalformedDirective) {
            let (parsed, rest) = try ValuePath.parse(String(text))
            guard rest.isEmpty else { throw MalformedDirective("\"\(rest)\" after \(parsed.text) is not part of a path.") }
            path = parsed
        } catch {
            problems.append(.error("A table block names one table: `::: table NAME.field`. \(error.reason)", at: position))
        }
        divs.append(.table(path, position))
        pieces.append(.tableStart(path, position))
    }

    private mutating func scanHeading(_ line: Substring) {
        let level = line.prefix { $0 == "#" }.count
        guard level <= 6, line.dropFirst(level).first == " " else { return scanLine() }
        let position = here
        for _ in 0...level { text.append(advance()) }
        flush()
        var label: String?
        var isNumbered = true
        if let open = line.lastIndex(of: "{"), line.last(where: { !$0.isWhitespace }) == "}" {
            for word in line[open...].split(whereSeparator: { $0.isWhitespace || $0 == "{" || $0 == "}" }) {
                if word.hasPrefix("#sec:") { label = String(word.dropFirst(5)) }
                if word == "-" || word == ".unnumbered" { isNumbered = false }
            }
        }
        pieces.append(.heading(level: level, label: label, isNumbered: isNumbered, position))
        scanLine()
    }

    // MARK: Inlines

    /// Scans to the end of the line, or of what began on it.
    private mutating func scanLine() {
        while index < characters.count {
            if characters[index] == "\n" {
                text.append(advance())
                return
            }
            scanInline()
        }
    }

    private mutating func scanInline() {
        switch characters[index] {
        case "\\":
            text.append(advance())
            if index < characters.count && characters[index] != "\n" { text.append(advance()) }
        case "`": copyCodeSpan()
        case "<" where starts("<!--"): copy(through: "-->")
        case "{" where starts("{{"): scanDirective(inMath: false)
        case "$" where starts("$$"): scanEquation()
        case "$": scanInlineMath()
        default: text.append(advance())
        }
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

    private mutating func copy(through end: String) {
        while index < characters.count {
            if starts(end) {
                for _ in end { text.append(advance()) }
                return
            }
            text.append(advance())
        }
    }

    private mutating func scanDirective(inMath: Bool) {
        let position = here
        guard let end = find("}}", stopAtLineEnd: true) else {
            problems.append(
                .error(
                    "The directive that begins here does not end on its line.", at: position,
                    next: "Close it with }}; two braces of the text are written \\{{."))
            text.append(advance())
            text.append(advance())
            return
        }
        let content = String(characters[(index + 2)..<end])
        while index < end + 2 { _ = advance() }
        do {
            let directive = try Directive(parsing: content)
            flush()
            pieces.append(.directive(directive, position, inMath: inMath))
        } catch {
            let hint = inMath ? " In math, write nested braces apart: { {…} }." : ""
            problems.append(
                .error("{{\(content)}}: \(error.reason)\(hint)", at: position, next: error.suggestion.map { "Did you mean \($0)?" }))
        }
    }

    private mutating func scanEquation() {
        let position = here
        index += 2
        column += 2
        flush()
        guard let end = find("$$", stopAtLineEnd: false) else {
            problems.append(.error("The display math that begins here does not end.", at: position, next: "Close it with $$."))
            text.append("$$")
            return
        }
        let before = pieces
        pieces = []
        scanMath(until: end)
        let inner = pieces
        pieces = before
        index += 2
        column += 2

        // A label may follow, on the same line or the next.
        var ahead = index
        while ahead < characters.count && (characters[ahead] == " " || characters[ahead] == "\n") { ahead += 1 }
        var label: String?
        if String(characters[ahead..<min(ahead + 7, characters.count)]) == "{{label", !isParagraphBreak(index..<ahead) {
            while index < ahead { _ = advance() }
            let count = pieces.count
            scanDirective(inMath: false)
            if pieces.count > count, case .directive(.label(let name), _, _)? = pieces.last {
                pieces.removeLast()
                label = name
            }
        }
        pieces.append(.equation(inner, label: label, position))
    }

    /// Pandoc's rule: a dollar opens math if no space follows; it closes it if no space stands before and no digit
    /// follows. Math does not go beyond its paragraph.
    private mutating func scanInlineMath() {
        text.append(advance())
        guard index < characters.count, !characters[index].isWhitespace else { return }
        var end = index
        while end < characters.count {
            if characters[end] == "\\" {
                end += 2
                continue
            }
            if characters[end] == "\n" && end + 1 < characters.count && characters[end + 1] == "\n" { return }
            if characters[end] == "$" {
                let digitFollows = end + 1 < characters.count && ("0"..."9").contains(characters[end + 1])
                if end > index && !characters[end - 1].isWhitespace && !digitFollows { break }
            }
            end += 1
        }
        guard end < characters.count else { return }
        scanMath(until: end)
        text.append(advance())
    }

    private mutating func scanMath(until end: Int) {
        while index < end {
            if characters[index] == "\\" {
                text.append(advance())
                if index < end { text.append(advance()) }
            } else if starts("{{") {
                scanDirective(inMath: true)
            } else {
                text.append(advance())
            }
        }
        flush()
    }

    // MARK: Walking

    private var here: Position { Position(file: path, line: line, column: column) }

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

    private mutating func flush() {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
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

    private func starts(_ prefix: String) -> Bool {
        var position = index
        for character in prefix {
            guard position < characters.count, characters[position] == character else { return false }
            position += 1
        }
        return true
    }

    /// Where `end` next begins after the two characters here.
    private func find(_ end: String, stopAtLineEnd: Bool) -> Int? {
        let wanted = Array(end)
        var position = index + (stopAtLineEnd ? 2 : 0)
        while position + wanted.count <= characters.count {
            if stopAtLineEnd && characters[position] == "\n" { return nil }
            if characters[position] == "\\" && !stopAtLineEnd {
                position += 2
                continue
            }
            if Array(characters[position..<position + wanted.count]) == wanted { return position }
            position += 1
        }
        return nil
    }

    private func isParagraphBreak(_ range: Range<Int>) -> Bool { characters[range].filter { $0 == "\n" }.count > 1 }
}
