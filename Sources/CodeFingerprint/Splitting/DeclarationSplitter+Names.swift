// What declarations are called: by other code, and by people.

extension DeclarationSplitter {
    private func name(_ index: Int) -> String { String(decoding: source.text(source.tokens[index]), as: UTF8.self) }

    private func isIdentifier(_ index: Int) -> Bool {
        source.tokens.indices.contains(index) && source.tokens[index].kind == .identifier
    }

    func describeType(_ piece: inout Declaration, _ word: Word, _ keyword: Int) {
        var here = keyword + 1
        piece.kind = word == .protocol ? .protocol : word == .extension ? .extension : .type
        guard isIdentifier(here) else {
            piece.title = "extension"
            return
        }
        piece.title = name(here)
        piece.names = [source.tokens[here].symbol]
        guard word == .extension else { return }
        while source.isOperator(here + 1, "."), isIdentifier(here + 2) {
            here += 2
            piece.title += "." + name(here)
            piece.names.append(source.tokens[here].symbol)
        }
        // `extension Int?` extends something else.
        let isPlain = source.isPunctuation(here + 1, "{") || source.isPunctuation(here + 1, ":") || source.word(here + 1) == .where || startsGenericClause(here + 1)
        piece.extendedPath = isPlain ? piece.names : []
        piece.names = []
    }

    func describeFunction(_ piece: inout Declaration, _ word: Word, _ keyword: Int) {
        switch word {
        case .func:
            let position = keyword + 1
            guard source.tokens.indices.contains(position) else { return }
            piece.kind = isIdentifier(position) ? .function : .operatorFunction
            piece.names = isIdentifier(position) ? [source.tokens[position].symbol] : []
            piece.title = name(position) + labels(after: position + 1, isSubscript: false)
        case .precedencegroup:
            piece.kind = .operator
            piece.title = isIdentifier(keyword + 1) ? name(keyword + 1) : "precedencegroup"
        default:
            piece.kind = .function
            piece.title = name(keyword) + (word == .deinit ? "" : labels(after: keyword + 1, isSubscript: word == .subscript))
        }
    }

    func describeOther(_ piece: inout Declaration, _ word: Word, _ keyword: Int) {
        let range = keyword + 1..<max(keyword + 1, piece.tokens.upperBound)
        switch word {
        case .import:
            piece.kind = .import
            piece.title = "import " + range.map(name).joined()
        case .operator:
            piece.kind = .operator
            piece.title = "operator " + (range.isEmpty ? "" : name(keyword + 1))
        case .var, .let:
            piece.kind = .variable
            piece.names = patternNames(range)
            piece.title = piece.names.first.map { symbols.names[Int($0)] } ?? name(keyword)
        default:
            piece.kind = word == .macro ? .macro : word == .case ? .enumCase : .typealias
            if isIdentifier(keyword + 1) {
                piece.title = name(keyword + 1)
                piece.names = [source.tokens[keyword + 1].symbol]
            }
        }
    }

    /// The names that `let a = …, b = …` or `let (a, b) = …` declares; rather too many than too few.
    private func patternNames(_ range: Range<Int>) -> [Symbol] {
        var found: [Symbol] = []
        var depth = 0
        var isPattern = true
        for index in range {
            if depth == 0 {
                if source.isPunctuation(index, ",") { isPattern = true } else if source.isOperator(index, "=") || source.isPunctuation(index, ":") { isPattern = false }
            }
            depth += source.depthChange(index)
            guard isPattern, isIdentifier(index) else { continue }
            found.append(source.tokens[index].symbol)
            if depth == 0 { isPattern = false }
        }
        return found
    }

    /// `(at:_:)`, of the parameters after a name and perhaps a generic clause.
    private func labels(after index: Int, isSubscript: Bool) -> String {
        var here = startsGenericClause(index) ? afterGenericClause(index) : index
        // `init?(…)`
        if source.tokens.indices.contains(here), source.tokens[here].kind == .operator { here += 1 }
        guard source.isPunctuation(here, "(") else { return "" }
        let end = source.afterClosing(here, before: source.tokens.count) - 1
        var text = "("
        var depth = 0
        var isLabel = true
        for index in here + 1..<max(here + 1, end) {
            if isLabel, isIdentifier(index) {
                isLabel = false
                text += (isSubscript && !isIdentifier(index + 1) ? "_" : name(index)) + ":"
            }
            if depth == 0, source.isPunctuation(index, ",") { isLabel = true }
            depth += source.depthChange(index)
        }
        return text + ")"
    }
}
