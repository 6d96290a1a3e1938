// Whether a declaration begins at a token: attributes and modifiers, on as many lines as they like, and a keyword.

extension DeclarationSplitter {
    /// The keyword of the declaration that begins here, and where it is; nil when none begins here.
    func keyword(from start: Int, inType: Bool) -> (Word, Int)? {
        var here = start
        while here < source.tokens.count {
            if source.isPunctuation(here, "@") {
                here = afterAttribute(here)
                continue
            }
            guard let word = source.word(here) else { return nil }
            if let found = declaration(word, at: here, inType: inType) { return (found, here) }
            guard isModifier(word) else { return nil }
            here += 1
            if source.isPunctuation(here, "("), takesArgument(word) { here = source.afterClosing(here, before: source.tokens.count) }
        }
        return nil
    }

    /// After `@name`, `@Module.Name<T>` or `@name(…)`.
    private func afterAttribute(_ index: Int) -> Int {
        var here = index + 2
        while source.isOperator(here, "."), here + 1 < source.tokens.count { here += 2 }
        if startsGenericClause(here) { here = afterGenericClause(here) }
        if source.isPunctuation(here, "("), !source.tokens[here].startsLine { here = source.afterClosing(here, before: source.tokens.count) }
        return min(here, source.tokens.count)
    }

    private func declaration(_ word: Word, at index: Int, inType: Bool) -> Word? {
        let next = source.word(index + 1)
        switch word {
        case .import, .struct, .enum, .protocol, .extension, .func, .var, .let, .typealias: return word
        case .class:
            // `class func` is a modifier and a function.
            if let next, isModifier(next) || [.func, .var, .let, .subscript, .typealias, .`init`].contains(next) { return nil }
            return word
        case .actor, .macro, .operator, .precedencegroup:
            // Ordinary names, unless a name follows on the same line.
            guard source.tokens.indices.contains(index + 1), !source.tokens[index + 1].startsLine else { return nil }
            let kind = source.tokens[index + 1].kind
            return kind == .identifier || word == .operator && kind == .operator ? word : nil
        case .`init`, .deinit, .subscript, .associatedtype, .case: return inType ? word : nil
        default: return nil
        }
    }

    private func isModifier(_ word: Word) -> Bool {
        switch word {
        case .public, .private, .internal, .fileprivate, .open, .package, .static, .final, .lazy, .weak, .unowned, .mutating, .nonmutating,
            .override, .required, .convenience, .dynamic, .optional, .indirect, .isolated, .nonisolated, .distributed, .consuming,
            .borrowing, .prefix, .infix, .postfix, .async, .class:
            true
        default: false
        }
    }

    private func takesArgument(_ word: Word) -> Bool {
        switch word {
        case .public, .private, .internal, .fileprivate, .open, .package, .unowned, .nonisolated: true
        default: false
        }
    }

    // MARK: Generic clauses

    /// Whether an operator here opens a clause like `<T: P>`.
    func startsGenericClause(_ index: Int) -> Bool {
        guard source.tokens.indices.contains(index), source.tokens[index].kind == .operator else { return false }
        return source.bytes[Int(source.tokens[index].start)] == UInt8(ascii: "<")
    }

    /// After the clause that opens here. The arrow of a function type closes nothing.
    func afterGenericClause(_ index: Int) -> Int { source.afterGenericClause(index) }
}

extension TokenizedSource {
    func afterGenericClause(_ index: Int) -> Int {
        var depth = 0
        var here = index
        while here < tokens.count {
            if tokens[here].kind == .operator {
                var last: UInt8 = 0
                for byte in text(tokens[here]) {
                    if byte == UInt8(ascii: "<") { depth += 1 }
                    if byte == UInt8(ascii: ">"), last != UInt8(ascii: "-") { depth -= 1 }
                    last = byte
                }
            } else if isPunctuation(here, "{") || isPunctuation(here, "}") {
                return here
            }
            here += 1
            if depth <= 0 { return here }
        }
        return here
    }
}
