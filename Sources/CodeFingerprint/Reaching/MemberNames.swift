// Whether the members of an extension can only be used by their names. Then an extension of a type that is reached is left
// out as long as nobody says one of them: what figures add to a value does not count for what computes the value.

struct MemberNames {
    /// The names of all members; nil when some can be used without saying a name: initialisers, subscripts, operators,
    /// and what the compiler or a library calls by itself.
    let all: [Symbol]?

    init(of piece: Declaration, symbols: SymbolTable) {
        guard piece.kind == .extension else {
            all = nil
            return
        }
        var names: [Symbol] = []
        for member in piece.members {
            switch member.kind {
            case .function, .variable, .typealias, .type, .protocol, .enumCase:
                guard !member.names.isEmpty, !member.names.contains(where: { Self.isImplicit(symbols.names[Int($0)]) }) else {
                    all = nil
                    return
                }
                names += member.names
            case .extension, .macro, .operatorFunction, .operator, .import, .statement, .unknown:
                all = nil
                return
            }
        }
        all = names
    }

    /// Called by syntax, or by Swift and Foundation through the protocols of `harmless`.
    private static func isImplicit(_ name: String) -> Bool { implicit.contains(name) || name.hasPrefix("build") || name.hasPrefix("_") }

    private static let implicit: Set<String> = [
        "callAsFunction", "dynamicallyCall", "wrappedValue", "projectedValue", "appendInterpolation", "appendLiteral", "makeIterator", "next",
        "makeAsyncIterator", "encode", "CodingKeys", "hash", "hashValue", "id", "description", "debugDescription", "allCases", "AllCases", "rawValue",
        "RawValue", "errorDescription", "failureReason", "recoverySuggestion", "helpAnchor", "localizedDescription", "stringValue", "intValue",
        "codingKey",
    ]

    /// Protocols of Swift and Foundation of which `implicit` names all requirements.
    static let harmless: Set<String> = [
        "Codable", "Encodable", "Decodable", "CodingKey", "Equatable", "Hashable", "Comparable", "CaseIterable", "Error", "LocalizedError",
        "RawRepresentable", "Identifiable", "CustomStringConvertible", "CustomDebugStringConvertible",
        // Raw types of enums.
        "String", "Int", "UInt8", "Int32",
    ]

    /// Types of Swift and Foundation that are no protocols: an extension of them cannot serve a conformance of another type.
    static let concrete: Set<String> = [
        "String", "Substring", "Character", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Float",
        "Double", "Bool", "Array", "ArraySlice", "ContiguousArray", "Dictionary", "Set", "Optional", "Result", "Range", "ClosedRange",
        "CommandLine", "Duration", "Data", "Date", "URL", "FileHandle", "FileManager",
    ]
}
