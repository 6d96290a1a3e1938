// Cuts a file into its top-level declarations, and types into their members. No token is lost: what is not understood
// becomes a piece of its own of kind `unknown`, which is in every fingerprint that could depend on it. A piece that is
// too large costs runs that were not needed; one that is too small could cost a run that was, so where a declaration's
// end is in doubt it goes on.

package struct DeclarationSplitter {
    let source: TokenizedSource
    let symbols: SymbolTable
    /// Whether statements may stand between declarations.
    let isMain: Bool

    /// The pieces of a file on its own, with its tokens.
    package static func split(_ text: String, isMain: Bool = false) -> (pieces: [Declaration], source: TokenizedSource) {
        var symbols = SymbolTable()
        let source = Lexer.tokenize(Array(text.utf8), symbols: &symbols)
        return (DeclarationSplitter(source: source, symbols: symbols, isMain: isMain).split(), source)
    }

    /// The pieces of a whole file, in order.
    func split() -> [Declaration] { split(0..<source.tokens.count, inType: nil) }

    /// - Parameter owner: the title of the type whose body this is.
    func split(_ range: Range<Int>, inType owner: String?) -> [Declaration] {
        var pieces: [Declaration] = []
        var conditions: [[Range<Int>]] = []
        var here = range.lowerBound
        while here < range.upperBound {
            if isConditional(here) {
                let end = lineEnd(here, before: range.upperBound)
                switch symbols.names[Int(source.tokens[here].symbol)] {
                case "if": conditions.append([here..<end])
                case "endif": _ = conditions.popLast()
                // A later branch depends on the conditions of those before it.
                default: conditions.isEmpty ? conditions.append([here..<end]) : conditions[conditions.count - 1].append(here..<end)
                }
                here = end
                continue
            }
            var piece = declaration(at: here, before: range.upperBound, inType: owner)
            piece.conditions = conditions.flatMap { $0 }
            here = piece.tokens.upperBound
            if here < range.upperBound, source.isPunctuation(here, ";") {
                here += 1
                piece.tokens = piece.tokens.lowerBound..<here
            }
            pieces.append(piece)
        }
        return pieces
    }

    /// Whether a token is `#if`, `#elseif`, `#else` or `#endif`.
    func isConditional(_ index: Int) -> Bool {
        guard source.tokens[index].kind == .directive else { return false }
        return ["if", "elseif", "else", "endif"].contains(symbols.names[Int(source.tokens[index].symbol)])
    }

    private func lineEnd(_ index: Int, before limit: Int) -> Int {
        var end = index + 1
        while end < limit, !source.tokens[end].startsLine { end += 1 }
        return end
    }

    // MARK: Where a piece ends

    /// Whether a new piece begins at a token outside of brackets.
    private func isBoundary(_ index: Int, inType: Bool) -> Bool {
        let token = source.tokens[index]
        if source.isPunctuation(index, ";") { return true }
        guard token.startsLine else { return false }
        if isConditional(index) { return true }
        guard !expectsMore(after: index - 1) else { return false }
        return token.kind == .directive || keyword(from: index, inType: inType) != nil
    }

    private static let openEnds: Set<String> = [
        "if", "guard", "while", "else", "in", "return", "try", "await", "throw", "where", "case", "is", "as", "let", "var", "switch", "for",
    ]

    /// Whether a line that ends with this token cannot be the last of a declaration.
    private func expectsMore(after index: Int) -> Bool {
        let token = source.tokens[index]
        switch token.kind {
        case .operator: return (token.hasSpaceBefore || !token.hasSpaceAfter) && source.word(index - 1) != .operator
        case .punctuation: return [",", ":", "@", "\\", "#"].contains { source.isPunctuation(index, $0) }
        case .identifier: return !token.isEscaped && Self.openEnds.contains(symbols.names[Int(token.symbol)])
        default: return false
        }
    }

    /// The end of a piece that has no body of its own: the next boundary outside of brackets.
    private func end(from start: Int, before limit: Int, inType: Bool) -> Int {
        var depth = 0
        var here = start
        while here < limit {
            if depth == 0, here > start, isBoundary(here, inType: inType) || !inType && startsExpression(here) { return here }
            depth = max(0, depth + source.depthChange(here))
            here += 1
        }
        return limit
    }

    private static let continuations: Set<String> = ["else", "catch", "as", "is", "where", "async", "throws", "rethrows", "in"]

    /// Whether a name begins a line and continues nothing: a statement, or a declaration with a modifier that is not known.
    private func startsExpression(_ index: Int) -> Bool {
        let token = source.tokens[index]
        guard token.startsLine, token.kind == .identifier, !expectsMore(after: index - 1) else { return false }
        return token.isEscaped || !Self.continuations.contains(symbols.names[Int(token.symbol)])
    }

    /// The brace that opens a declaration's body; nil when it has none.
    private func bodyStart(from start: Int, before limit: Int, inType: Bool) -> Int? {
        var here = start
        while here < limit {
            if source.isPunctuation(here, "{") { return here }
            if here > start, isBoundary(here, inType: inType) { return nil }
            here = source.depthChange(here) > 0 ? source.afterClosing(here, before: limit) : here + 1
        }
        return nil
    }

    // MARK: What a piece is

    private func declaration(at start: Int, before limit: Int, inType owner: String?) -> Declaration {
        let inType = owner != nil
        guard let (word, position) = keyword(from: start, inType: inType) else { return unknown(at: start, before: limit, inType: inType) }
        var piece = Declaration(kind: .unknown, title: "", tokens: start..<limit, conditions: [])
        switch word {
        case .struct, .class, .enum, .actor, .protocol, .extension:
            guard let brace = bodyStart(from: position, before: limit, inType: inType) else { return unknown(at: start, before: limit, inType: inType) }
            let end = source.afterClosing(brace, before: limit)
            piece.tokens = start..<end
            let body = brace + 1..<max(brace + 1, end - 1)
            piece.body = body
            describeType(&piece, word, position)
            let path = [owner, piece.title].compactMap { $0 }.joined(separator: ".")
            piece.members = split(body, inType: path)
        case .func, .`init`, .deinit, .subscript, .precedencegroup:
            let brace = bodyStart(from: position, before: limit, inType: inType)
            let end = brace.map { source.afterClosing($0, before: limit) } ?? end(from: position, before: limit, inType: inType)
            piece.tokens = start..<end
            describeFunction(&piece, word, position)
        default:
            piece.tokens = start..<end(from: position, before: limit, inType: inType)
            describeOther(&piece, word, position)
        }
        if isMain, !inType, piece.kind == .variable { piece.kind = .statement }
        return piece
    }

    private func unknown(at start: Int, before limit: Int, inType: Bool) -> Declaration {
        var end = end(from: start, before: limit, inType: inType)
        if end == start { end = start + 1 }
        let kind: Declaration.Kind = isMain && !inType ? .statement : .unknown
        return Declaration(kind: kind, title: kind == .statement ? "statements" : "what is no declaration", tokens: start..<end, conditions: [])
    }
}
