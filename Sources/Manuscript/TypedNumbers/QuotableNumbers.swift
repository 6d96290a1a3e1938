// The numbers of a stored value that a directive can quote, each with its path.
import BuildGraph

enum QuotableNumbers {
    /// Longer lists are curves, whose points nobody quotes.
    private static let longest = 64

    struct Quotable {
        let path: ValuePath
        let value: Double
    }

    /// All of a target's value; what has no name cannot be quoted.
    static func all(in datum: Datum, of name: String) -> [Quotable] {
        var found: [Quotable] = []
        visit(datum, ValuePath(name: name), &found)
        return found
    }

    private static func visit(_ datum: Datum, _ path: ValuePath, _ found: inout [Quotable]) {
        func step(_ step: ValuePath.Step) -> ValuePath { ValuePath(name: path.name, path.steps + [step]) }
        if let number = datum.double {
            if number.isFinite && number != 0 { found.append(Quotable(path: path, value: number)) }
            return
        }
        if let table = Table.stored(datum) {
            for row in table.rows { visit(table.object(row), step(.key(row.name)), &found) }
            return
        }
        switch datum {
        case .object(let fields):
            for field in fields {
                let isName = !field.key.isEmpty && field.key.allSatisfy(ValuePath.isNameCharacter)
                visit(field.value, step(isName ? .field(field.key) : .key(field.key)), &found)
            }
        case .list, .doubles, .floats, .integers:
            guard let count = datum.elementCount, count <= longest else { return }
            let names = datum.elementNames
            if datum.holdsNumbers {
                for position in 0..<count { visit(datum.number(at: position), step(.position(position)), &found) }
            } else if Set(names).count == count, case .list(let elements) = datum {
                for (name, element) in zip(names, elements) { visit(element, step(.key(name)), &found) }
            }
        default: break
        }
    }
}
