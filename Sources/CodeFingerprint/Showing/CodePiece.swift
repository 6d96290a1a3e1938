// A stretch of code that has one look.

package struct CodePiece: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case plain, keyword, type, string, number, comment
        /// `@main`, `#if`.
        case attribute
    }

    package let kind: Kind
    package let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

extension Token {
    /// How a token looks; `before` and `after` are its neighbours.
    func look(_ text: String, before: (Token, String)?, after: (Token, String)?) -> CodePiece.Kind {
        switch kind {
        case .number: return .number
        case .string, .stringHead, .stringMiddle, .stringTail, .regex: return .string
        case .directive: return .attribute
        case .operator: return .plain
        case .punctuation: return text == "@" ? .attribute : .plain
        case .identifier:
            if let before, before.1 == "@", before.0.end == start { return .attribute }
            let isMember = before.map { $0.1 == "." && $0.0.end == start } ?? false
            let isFirst = before.map { $0.1 == "(" || $0.1 == "," } ?? false
            let isLabel = after.map { $0.1 == ":" && $0.0.start == end || isFirst && $0.0.kind == .identifier && Self.labels.contains(text) } ?? false
            if !isEscaped, Self.keywords.contains(text), !isMember || text == "self", !isLabel || text == "default" { return .keyword }
            return text.first?.isUppercase == true ? .type : .plain
        }
    }

    /// Keywords that are labels of parameters more often than they begin an argument.
    private static let labels: Set<String> = ["in", "for", "as", "is", "where", "default", "import", "while", "repeat", "operator", "get", "set"]

    private static let keywords: Set<String> = [
        "import", "struct", "class", "enum", "protocol", "extension", "actor", "func", "var", "let", "typealias", "associatedtype", "init", "deinit",
        "subscript", "case", "operator", "precedencegroup", "public", "private", "internal", "fileprivate", "open", "package", "static", "final",
        "lazy", "weak", "unowned", "mutating", "nonmutating", "override", "required", "convenience", "indirect", "nonisolated", "consuming",
        "borrowing", "inout", "some", "any", "as", "is", "if", "else", "guard", "switch", "default", "for", "in", "while", "repeat", "do", "catch",
        "try", "throw", "throws", "rethrows", "async", "await", "return", "break", "continue", "fallthrough", "defer", "where", "self", "Self",
        "super", "true", "false", "nil", "get", "set", "willSet", "didSet",
    ]
}
