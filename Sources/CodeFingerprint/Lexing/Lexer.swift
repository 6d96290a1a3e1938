// Swift source to tokens. The invariant that fingerprints rest on: every byte that is not a comment and not white space is
// in exactly one token. Where a text could be read in two ways the lexer takes the one that keeps more of it.

/// Cuts one source into tokens.
package struct Lexer {
    let bytes: [UInt8]
    var position = 0
    var tokens: [Token] = []
    var symbols: SymbolTable
    private var startsLine = true
    private var hasSpace = true

    init(_ bytes: [UInt8], symbols: SymbolTable) {
        self.bytes = bytes
        self.symbols = symbols
        tokens.reserveCapacity(bytes.count / 4)
    }

    /// The tokens of a source.
    static func tokenize(_ bytes: [UInt8], symbols: inout SymbolTable) -> TokenizedSource {
        var lexer = Lexer(bytes, symbols: symbols)
        symbols = SymbolTable()
        lexer.run()
        symbols = lexer.symbols
        return TokenizedSource(bytes: bytes, tokens: lexer.tokens)
    }

    /// The tokens of a source on its own.
    package static func tokenize(_ bytes: [UInt8]) -> TokenizedSource {
        var symbols = SymbolTable()
        return tokenize(bytes, symbols: &symbols)
    }

    private mutating func run() {
        if starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if starts(with: Array("#!".utf8)) { skipLine() }
        while true {
            skipSpace()
            guard position < bytes.count else { return }
            lexToken()
        }
    }

    // MARK: Reading

    /// The byte at an offset from here; 0 beyond the end.
    func peek(_ offset: Int = 0) -> UInt8 { byte(position + offset) }

    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    func starts(with text: [UInt8]) -> Bool { starts(with: text, at: position) }

    func starts(with text: [UInt8], at index: Int) -> Bool {
        index + text.count <= bytes.count && text.indices.allSatisfy { bytes[index + $0] == text[$0] }
    }

    /// The Unicode scalar at a position, and how many bytes it has. What is no UTF-8 is a scalar of one byte.
    func scalar(at index: Int) -> (value: UInt32, count: Int) {
        let first = byte(index)
        let count = first < 0x80 ? 1 : first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
        guard count > 1 else { return (UInt32(first), 1) }
        var value = UInt32(first) & (0xFF >> UInt32(count + 1))
        for offset in 1..<count {
            guard byte(index + offset) & 0xC0 == 0x80 else { return (UInt32(first), 1) }
            value = value << 6 | UInt32(byte(index + offset) & 0x3F)
        }
        return (value, count)
    }

    // MARK: Between tokens

    /// Skips white space and comments, and remembers whether there was a space and an end of a line.
    mutating func skipSpace() {
        while position < bytes.count {
            switch peek() {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                startsLine = true
                position += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C, 0: position += 1
            case 0xC2 where scalar(at: position).value == Characters.noBreakSpace: position += 2
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skipLine()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipBlockComment()
            default: return
            }
            hasSpace = true
        }
    }

    private mutating func skipLine() {
        while position < bytes.count, peek() != UInt8(ascii: "\n"), peek() != UInt8(ascii: "\r") { position += 1 }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
            } else {
                if peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") { startsLine = true }
                position += 1
            }
        } while depth > 0 && position < bytes.count
    }

    /// Whether a token that ends at `index` is followed by space.
    func isSpace(at index: Int) -> Bool {
        switch byte(index) {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0B, 0x0C, 0: true
        case UInt8(ascii: "/"): byte(index + 1) == UInt8(ascii: "/") || byte(index + 1) == UInt8(ascii: "*")
        case 0xC2: scalar(at: index).value == Characters.noBreakSpace
        default: false
        }
    }

    // MARK: Tokens

    /// Ends a token that began at `start` here.
    mutating func add(_ kind: Token.Kind, from start: Int, symbol: Symbol = -1, isEscaped: Bool = false) {
        let isSpaced = kind == .operator || (kind == .punctuation && bytes[start] == UInt8(ascii: "("))
        tokens.append(
            Token(
                kind: kind, start: Int32(start), end: Int32(position), symbol: symbol, startsLine: startsLine,
                hasSpaceBefore: isSpaced && hasSpace, hasSpaceAfter: kind == .operator && isSpace(at: position), isEscaped: isEscaped))
        startsLine = false
        hasSpace = false
    }

    /// Whether what starts here stands before its operand: after space or an opening bracket, and bound to what follows.
    var isAtPrefix: Bool {
        guard let last = tokens.last, !hasSpace else { return true }
        switch last.kind {
        case .operator, .stringHead, .stringMiddle: return true
        case .punctuation:
            let character = bytes[Int(last.start)]
            return character != UInt8(ascii: ")") && character != UInt8(ascii: "]") && character != UInt8(ascii: "}")
        default: return false
        }
    }

    /// Whether `/=` and a space stand behind an operand: `x[i] /= y`, whatever slashes are in a comment behind it.
    private var isAtDivision: Bool {
        guard let last = tokens.last, peek(1) == UInt8(ascii: "="), peek(2) == UInt8(ascii: " ") else { return false }
        switch last.kind {
        case .punctuation: return [UInt8(ascii: ")"), UInt8(ascii: "]")].contains(bytes[Int(last.start)])
        case .identifier: return !Self.beforeExpressions.contains(String(decoding: bytes[Int(last.start)..<Int(last.end)], as: UTF8.self))
        default: return false
        }
    }

    /// Words after which an expression begins.
    private static let beforeExpressions: Set = [
        "return", "in", "case", "try", "await", "throw", "if", "while", "guard", "where", "else", "is", "as", "repeat", "switch", "do", "default", "yield",
        "consume", "copy", "each", "any", "some", "inout", "let", "var",
    ]

    mutating func lexToken() {
        let start = position
        let first = peek()
        switch first {
        case UInt8(ascii: "\""): lexString(pounds: 0)
        case UInt8(ascii: "#"): lexPound()
        case UInt8(ascii: "`"): lexEscapedIdentifier()
        case _ where Characters.isDigit(first): lexNumber()
        case _ where Characters.isIdentifier(first): lexIdentifier()
        case UInt8(ascii: "/"):
            if isAtPrefix, !isAtDivision, let end = bareRegexEnd(from: position) {
                position = end
                add(.regex, from: start)
            } else {
                lexOperator()
            }
        case UInt8(ascii: "."): lexOperator()
        case _ where Characters.isOperator(first): lexOperator()
        case 0x80...:
            Characters.isOperatorHead(scalar(at: position).value) ? lexOperator() : lexIdentifier()
        default:
            position += 1
            add(.punctuation, from: start)
        }
    }

    private mutating func lexIdentifier() {
        let start = position
        skipIdentifier()
        add(.identifier, from: start, symbol: symbols.symbol(bytes[start..<position]))
    }

    mutating func skipIdentifier() {
        while position < bytes.count {
            let byte = peek()
            if Characters.isIdentifier(byte) {
                position += 1
            } else if byte >= 0x80 {
                let (value, count) = scalar(at: position)
                guard !Characters.isOperatorHead(value), value != Characters.noBreakSpace else { return }
                position += count
            } else {
                return
            }
        }
    }

    /// A name between backticks, which may hold spaces; up to the end of the line when it is never closed.
    private mutating func lexEscapedIdentifier() {
        let start = position
        position += 1
        while position < bytes.count, peek() != UInt8(ascii: "`"), peek() != UInt8(ascii: "\n") { position += 1 }
        let symbol = symbols.symbol(bytes[start + 1..<position])
        if peek() == UInt8(ascii: "`") { position += 1 }
        add(.identifier, from: start, symbol: symbol, isEscaped: true)
    }

    private mutating func lexNumber() {
        let start = position
        let isHexadecimal = peek() == UInt8(ascii: "0") && peek(1) == UInt8(ascii: "x")
        let exponent = isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")
        // `tuple.0.1` has no fraction, and keeps its text either way.
        while position < bytes.count {
            let byte = peek()
            if byte | 0x20 == exponent, peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-"), Characters.isDigit(peek(2)) {
                position += 2
            } else if Characters.isIdentifier(byte) || byte >= 0x80 && !Characters.isOperatorHead(scalar(at: position).value) {
                position += 1
            } else if byte == UInt8(ascii: "."), Characters.isDigit(peek(1)) || isHexadecimal && isHexadecimalFraction(position + 1) {
                position += 1
            } else {
                break
            }
        }
        add(.number, from: start)
    }

    /// `0x1.8p3` has a fraction, `0x1.description` a member.
    private func isHexadecimalFraction(_ index: Int) -> Bool {
        var here = index
        while Characters.isDigit(byte(here)) || (0x61...0x66).contains(byte(here) | 0x20) { here += 1 }
        return here > index && byte(here) | 0x20 == UInt8(ascii: "p")
    }

    private mutating func lexPound() {
        let start = position
        var pounds = 0
        while peek(pounds) == UInt8(ascii: "#") { pounds += 1 }
        if peek(pounds) == UInt8(ascii: "\"") { return lexString(pounds: pounds) }
        if peek(pounds) == UInt8(ascii: "/"), let end = extendedRegexEnd(from: position, pounds: pounds) {
            position = end
            return add(.regex, from: start)
        }
        position += 1
        skipIdentifier()
        if position == start + 1 { return add(.punctuation, from: start) }
        add(.directive, from: start, symbol: symbols.symbol(bytes[start + 1..<position]))
    }
}
