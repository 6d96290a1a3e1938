// The lines that a declaration stands on: from the comment above it to the end of its last line.

struct SourceExcerpt {
    private let source: TokenizedSource
    private let tokens: Range<Int>
    private let bytes: Range<Int>

    /// - Parameter tokens: at least one.
    init(_ tokens: Range<Int>, of source: TokenizedSource) {
        self.source = source
        self.tokens = tokens
        let first = Int(source.tokens[tokens.lowerBound].start), last = Int(source.tokens[tokens.upperBound - 1].end)
        bytes = Self.start(of: first, in: source.bytes)..<Self.end(of: last, in: source.bytes)
    }

    /// Counted from 1.
    var lines: ClosedRange<Int> {
        let newline = UInt8(ascii: "\n")
        let first = 1 + source.bytes[..<bytes.lowerBound].count { $0 == newline }
        return first...first + source.bytes[bytes].count { $0 == newline }
    }

    // MARK: Where it begins and ends

    /// The beginning of the line, and of the comments right above it; what shares its line with other code begins at itself.
    private static func start(of first: Int, in bytes: [UInt8]) -> Int {
        var start = lineStart(first, bytes)
        guard bytes[start..<first].allSatisfy(isSpace) else { return first }
        while start > 0 {
            let above = lineStart(start - 1, bytes)
            let line = bytes[above..<start - 1].drop(while: isSpace)
            guard line.starts(with: "//".utf8) else { break }
            start = above
        }
        return start
    }

    /// The end of a comment behind it, without the line's end.
    private static func end(of last: Int, in bytes: [UInt8]) -> Int {
        let lineEnd = bytes[last...].firstIndex { $0 == UInt8(ascii: "\n") } ?? bytes.count
        let rest = bytes[last..<lineEnd].drop(while: isSpace)
        guard rest.starts(with: "//".utf8) else { return last }
        return lineEnd - (bytes[..<lineEnd].last == UInt8(ascii: "\r") ? 1 : 0)
    }

    private static func lineStart(_ index: Int, _ bytes: [UInt8]) -> Int {
        (bytes[..<index].lastIndex { $0 == UInt8(ascii: "\n") } ?? -1) + 1
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    // MARK: How it looks

    func pieces(_ symbols: SymbolTable) -> [CodePiece] {
        var pieces = PieceList(indentation: source.bytes[bytes].prefix(while: Self.isSpace).count)
        var here = bytes.lowerBound
        func neighbour(_ index: Int) -> (Token, String)? {
            source.tokens.indices.contains(index) ? (source.tokens[index], text(source.tokens[index])) : nil
        }
        for index in tokens {
            let token = source.tokens[index]
            addGap(here..<Int(token.start), to: &pieces)
            let text = text(token)
            pieces.add(token.look(text, before: neighbour(index - 1), after: neighbour(index + 1)), text)
            here = Int(token.end)
        }
        addGap(here..<bytes.upperBound, to: &pieces)
        return pieces.pieces
    }

    private func text(_ token: Token) -> String { String(decoding: source.text(token), as: UTF8.self) }

    /// White space and comments.
    private func addGap(_ range: Range<Int>, to pieces: inout PieceList) {
        var rest = source.bytes[range]
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            pieces.add(.plain, String(decoding: rest[..<slash], as: UTF8.self))
            rest = rest[slash...]
            let isLine = rest.starts(with: "//".utf8)
            let comment = isLine ? rest.prefix { $0 != UInt8(ascii: "\n") } : Self.blockComment(rest)
            pieces.add(.comment, String(decoding: comment, as: UTF8.self))
            rest = rest[comment.endIndex...]
        }
        pieces.add(.plain, String(decoding: rest, as: UTF8.self))
    }

    /// `/* … */`, which may have others inside.
    private static func blockComment(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var depth = 0
        var here = bytes.startIndex
        while here < bytes.endIndex {
            if bytes[here...].starts(with: "/*".utf8) {
                depth += 1
                here += 2
            } else if bytes[here...].starts(with: "*/".utf8) {
                depth -= 1
                here += 2
                if depth == 0 { return bytes[..<here] }
            } else {
                here += 1
            }
        }
        return bytes
    }
}

/// Pieces in their order: neighbours that look alike are one, and each line lost its indentation.
private struct PieceList {
    private(set) var pieces: [CodePiece] = []
    private let indentation: Int
    /// How much of the indentation of this line is still to be lost.
    private var margin: Int

    init(indentation: Int) {
        self.indentation = indentation
        margin = indentation
    }

    mutating func add(_ kind: CodePiece.Kind, _ text: String) {
        var kept = ""
        for character in text {
            if character.isNewline {
                margin = indentation
                kept.append("\n")
            } else if margin > 0, character == " " || character == "\t" {
                margin -= 1
            } else {
                margin = 0
                kept.append(character)
            }
        }
        if kept.isEmpty { return }
        if let last = pieces.last, last.kind == kind {
            pieces[pieces.count - 1] = CodePiece(kind, last.text + kept)
        } else {
            pieces.append(CodePiece(kind, kept))
        }
    }
}
