// What a declaration mentions, and in which role. A name that stands after a dot is a member of something and leads nowhere:
// whatever it is a member of is named elsewhere, and is taken with all its members.

/// The names in a run of tokens.
struct References {
    /// Every name that may be of a top-level declaration.
    private(set) var names: Set<Symbol> = []
    /// Every word at all, members' names too.
    private(set) var words: Set<Symbol> = []
    /// Of the names, those that stand where a protocol is the type of a value: `any P`, and everything that is not an inheritance
    /// clause, a generic constraint, `some P`, the head of an extension or the aim of a cast: what is cast was made before.
    private(set) var existentials: Set<Symbol> = []
    /// What types in here inherit from or conform to.
    private(set) var inherited: Set<Symbol> = []
    /// The type aliases in here, with the names they stand for.
    private(set) var aliases: [(name: Symbol, meaning: Set<Symbol>)] = []
    /// Whether something in here is called by the linker's name and not by its own.
    private(set) var hasLinkageName = false

    private let source: TokenizedSource
    private let range: Range<Int>
    private let modules: Set<Symbol>
    private var isConstraint: [Bool]
    private var wasExistential = true

    /// - Parameters:
    ///   - modules: the modules of the program: a name after `Module.` is followed.
    ///   - readsStrings: whether names in string literals count, as in the code of a macro, which writes code.
    init(_ range: Range<Int>, of source: TokenizedSource, symbols: SymbolTable, modules: Set<Symbol>, readsStrings: Bool = false) {
        self.source = source
        self.range = range
        self.modules = modules
        isConstraint = Array(repeating: false, count: range.count)
        for index in range {
            switch source.tokens[index].kind {
            case .identifier: take(index, symbols)
            case .directive: insert(source.tokens[index].symbol, isExistential: false)
            case .regex: takeWords(in: source.text(source.tokens[index]), symbols)
            case .string, .stringHead, .stringMiddle, .stringTail:
                if readsStrings { takeWords(in: source.text(source.tokens[index]), symbols) }
            case .punctuation: if source.isPunctuation(index, "@") { takeAttribute(index + 1, symbols) }
            case .number, .operator: break
            }
        }
    }

    private static let linkageAttributes: Set<String> = ["_cdecl", "cdecl", "c", "_silgen_name", "_dynamicReplacement", "_expose"]

    private mutating func takeAttribute(_ index: Int, _ symbols: SymbolTable) {
        guard index < range.upperBound, source.tokens[index].kind == .identifier else { return }
        if Self.linkageAttributes.contains(symbols.names[Int(source.tokens[index].symbol)]) { hasLinkageName = true }
    }

    // MARK: Names

    private mutating func take(_ index: Int, _ symbols: SymbolTable) {
        var first = index
        let symbol = source.tokens[index].symbol
        words.insert(symbol)
        // The storage and the projection of `@Wrapper var name` are `_name` and `$name`.
        let name = symbols.names[Int(symbol)]
        if name.utf8.first == UInt8(ascii: "_") || name.utf8.first == UInt8(ascii: "$"), let wrapped = symbols.known(String(name.dropFirst())) {
            words.insert(wrapped)
            insert(wrapped, isExistential: true)
        }
        if isDot(index - 1) {
            guard index >= range.lowerBound + 2, source.tokens[index - 2].kind == .identifier, modules.contains(source.tokens[index - 2].symbol),
                !isDot(index - 3)
            else { return }
            first = index - 2
        } else if let word = source.word(index) {
            noteRoles(word, at: index)
        }
        insert(symbol, isExistential: isExistential(first))
    }

    private mutating func insert(_ symbol: Symbol, isExistential: Bool) {
        names.insert(symbol)
        words.insert(symbol)
        if isExistential { existentials.insert(symbol) }
        wasExistential = isExistential
    }

    private func isDot(_ index: Int) -> Bool { index >= range.lowerBound && source.isOperator(index, ".") }

    private func isExistential(_ index: Int) -> Bool {
        var before = index - 1
        while before >= range.lowerBound, source.isPunctuation(before, "(") { before -= 1 }
        guard before >= range.lowerBound else { return !isConstraint[index - range.lowerBound] }
        if source.word(before) == .any {
            before -= 1
            return before < range.lowerBound || !isCast(before)
        }
        if source.word(before) == .some || isCast(before) { return false }
        if source.isOperator(before, "&") { return wasExistential }
        return !isConstraint[index - range.lowerBound]
    }

    /// Whether a type follows to which a value is cast: after `as`, `as?`, `as!` or `is`.
    private func isCast(_ index: Int) -> Bool {
        let isMarked = source.isOperator(index, "?") || source.isOperator(index, "!")
        let word = source.word(isMarked && index > range.lowerBound ? index - 1 : index)
        return word == .as || word == .is && !isMarked
    }

    private mutating func takeWords(in text: ArraySlice<UInt8>, _ symbols: SymbolTable) {
        for word in text.split(whereSeparator: { !Characters.isIdentifier($0) && $0 < 0x80 }) {
            if let symbol = symbols.known(String(decoding: word, as: UTF8.self)) { insert(symbol, isExistential: true) }
        }
    }

    // MARK: Roles

    /// Finds out, at a keyword, which of the following names are constraints.
    private mutating func noteRoles(_ word: Word, at index: Int) {
        switch word {
        case .struct, .class, .enum, .actor, .protocol, .extension:
            guard index + 1 < range.upperBound, source.tokens[index + 1].kind == .identifier else { return }
            noteHeader(of: word, at: index + 1)
        case .func, .`init`, .subscript, .typealias, .macro:
            let clause = word == .`init` || word == .subscript ? index + 1 : index + 2
            if opensGenericClause(clause) { mark(clause..<min(source.afterGenericClause(clause), range.upperBound)) }
            if word == .typealias, index + 1 < range.upperBound { noteAlias(at: index + 1) }
        case .associatedtype: mark(index + 1..<headerEnd(index + 1))
        case .where:
            var isInConstraint = false
            for here in index + 1..<headerEnd(index + 1) where source.tokens[here].kind == .identifier && !isDot(here - 1) {
                isInConstraint = source.isPunctuation(here - 1, ":") || isInConstraint && source.isOperator(here - 1, "&")
                if isInConstraint { isConstraint[here - range.lowerBound] = true }
            }
        default: break
        }
    }

    private mutating func noteHeader(of word: Word, at name: Int) {
        var here = name + 1
        mark(name..<name + 1)
        if word == .extension {
            while source.isOperator(here, "."), here + 1 < range.upperBound {
                mark(here + 1..<here + 2)
                here += 2
            }
        }
        if opensGenericClause(here) {
            let end = min(source.afterGenericClause(here), range.upperBound)
            mark(here..<end)
            here = end
        }
        let end = headerEnd(here)
        var isClause = here < end && source.isPunctuation(here, ":")
        var isInWhere = false
        for index in here..<max(here, end) {
            if isInWhere, source.isPunctuation(index, ",") { isClause = false }
            guard source.tokens[index].kind == .identifier else { continue }
            if source.word(index) == .where {
                (isInWhere, isClause) = (true, false)
            } else if isInWhere, source.word(index) == .selfType, source.isPunctuation(index + 1, ":") {
                // `protocol P where Self: Q` refines Q.
                isClause = word == .protocol
            } else if isClause {
                inherited.insert(source.tokens[index].symbol)
                mark(index..<index + 1)
            }
        }
    }

    private mutating func noteAlias(at name: Int) {
        var meaning: Set<Symbol> = []
        var here = name + 1
        while here < range.upperBound, !source.isPunctuation(here, ";"), !source.isPunctuation(here, "}") {
            // It may go on on the next line, but only after a sign.
            if source.tokens[here].startsLine, source.tokens[here].kind == .identifier, source.tokens[here - 1].kind == .identifier { break }
            if source.tokens[here].kind == .identifier { meaning.insert(source.tokens[here].symbol) }
            here += 1
        }
        aliases.append((source.tokens[name].symbol, meaning))
    }

    private func opensGenericClause(_ index: Int) -> Bool {
        index < range.upperBound && source.tokens[index].kind == .operator && source.bytes[Int(source.tokens[index].start)] == UInt8(ascii: "<")
    }

    /// Where the head of a declaration ends: at a brace, at a semicolon, or where a line begins another declaration.
    private func headerEnd(_ start: Int) -> Int {
        var here = start
        while here < range.upperBound, !source.isPunctuation(here, "{"), !source.isPunctuation(here, "}"), !source.isPunctuation(here, ";") {
            if source.tokens[here].startsLine {
                if source.isPunctuation(here, "@") { break }
                if let word = source.word(here), word != .where, word != .some, word != .any { break }
            }
            here += 1
        }
        return here
    }

    private mutating func mark(_ marked: Range<Int>) {
        for index in marked where index < range.upperBound { isConstraint[index - range.lowerBound] = true }
    }
}
