// Names as small numbers: every identifier, operator and directive of a program is compared many times and spelt once.

/// The words that the splitter knows. Their numbers are the same in every table.
enum Word: String, CaseIterable {
    // Declarations.
    case `import`, `struct`, `class`, `enum`, `protocol`, `extension`, actor, `func`, `var`, `let`, `typealias`, `associatedtype`
    case `init`, `deinit`, `subscript`, `case`, `operator`, `precedencegroup`, macro
    // Modifiers.
    case `public`, `private`, `internal`, `fileprivate`, open, package, `static`, final, lazy, weak, unowned, mutating, nonmutating
    case override, required, convenience, dynamic, optional, indirect, isolated, nonisolated, distributed, consuming, borrowing
    case prefix, infix, postfix, async
    // What tells how a name is used.
    case `where`, some, any, `as`, `is`
    case selfType = "Self"

    /// The number of the word in every table of symbols.
    var symbol: Symbol { Self.symbols[self] ?? -1 }

    private static let symbols: [Word: Symbol] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, Symbol($0)) })

    /// The word of a symbol; nil for all others.
    init?(_ symbol: Symbol) {
        guard symbol >= 0, symbol < Symbol(Self.all.count) else { return nil }
        self = Self.all[Int(symbol)]
    }

    private static let all = allCases
}

/// A name's number in a `SymbolTable`; −1 for what has no name.
typealias Symbol = Int32

/// Numbers for names, in the order in which they are met.
struct SymbolTable {
    private(set) var names: [String] = Word.allCases.map(\.rawValue)
    private var numbers: [String: Symbol]

    init() { numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Symbol($0)) }) }

    mutating func symbol(_ name: String) -> Symbol {
        if let known = numbers[name] { return known }
        let number = Symbol(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    mutating func symbol(_ bytes: ArraySlice<UInt8>) -> Symbol { symbol(String(decoding: bytes, as: UTF8.self)) }

    /// The number of a name that was met; nil for others.
    func known(_ name: String) -> Symbol? { numbers[name] }
}
