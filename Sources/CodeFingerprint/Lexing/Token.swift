// What the compiler can see of a source: words, and as much of the layout as has meaning.

/// A token of Swift. Comments and white space are between tokens and leave no trace, except that a token knows
/// whether it starts a line, and whether there is space on its sides: `a -1` and `a - 1` are parsed by that.
package struct Token: Sendable, Equatable {
    package enum Kind: UInt8, Sendable {
        /// Words, with their backticks; `$0` too.
        case identifier
        case number
        /// A whole string literal, with its delimiters.
        case string
        /// A part of a string literal up to an interpolation, between two, and after the last. The tokens of an
        /// interpolation stand between its parts.
        case stringHead, stringMiddle, stringTail
        case regex
        /// Everything that is made of operator characters, the dot too.
        case `operator`
        /// One of ( ) [ ] { } , ; : @ # \ and what no rule knows.
        case punctuation
        /// `#if`, `#line`, `#macro`.
        case directive
    }

    package let kind: Kind
    /// Where its bytes are.
    package let start: Int32
    package let end: Int32
    /// Of identifiers without their backticks, of operators and of directives without `#`; else −1.
    let symbol: Symbol
    package let startsLine: Bool
    /// White space, a comment or an end of the file; told of operators, and of `(` since `@Attribute (Int)` has no argument.
    package let hasSpaceBefore: Bool
    /// Told of operators.
    package let hasSpaceAfter: Bool
    /// An identifier in backticks is never a keyword.
    let isEscaped: Bool
}

/// A source in tokens.
package struct TokenizedSource: Sendable {
    package let bytes: [UInt8]
    package let tokens: [Token]

    package func text(_ token: Token) -> ArraySlice<UInt8> { bytes[Int(token.start)..<Int(token.end)] }
}

extension TokenizedSource {
    /// The single byte of a token that has one.
    func character(_ index: Int) -> UInt8? {
        guard tokens.indices.contains(index), tokens[index].end == tokens[index].start + 1 else { return nil }
        return bytes[Int(tokens[index].start)]
    }

    func isPunctuation(_ index: Int, _ character: Unicode.Scalar) -> Bool {
        self.character(index) == UInt8(ascii: character) && tokens[index].kind == .punctuation
    }

    func isOperator(_ index: Int, _ character: Unicode.Scalar) -> Bool {
        self.character(index) == UInt8(ascii: character) && tokens[index].kind == .operator
    }

    /// The word that a token is; nil for names, also in backticks.
    func word(_ index: Int) -> Word? {
        guard tokens.indices.contains(index) else { return nil }
        let token = tokens[index]
        return token.kind == .identifier && !token.isEscaped ? Word(token.symbol) : nil
    }

    /// How a token changes the depth of brackets.
    func depthChange(_ index: Int) -> Int {
        switch tokens[index].kind {
        case .stringHead: return 1
        case .stringTail: return -1
        case .punctuation:
            switch bytes[Int(tokens[index].start)] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return -1
            default: return 0
            }
        default: return 0
        }
    }

    /// The position after the bracket that closes the one at `index`; `limit` when nothing closes it.
    func afterClosing(_ index: Int, before limit: Int) -> Int {
        var depth = 0
        var here = index
        while here < limit {
            depth += depthChange(here)
            here += 1
            if depth <= 0 { return here }
        }
        return limit
    }
}
