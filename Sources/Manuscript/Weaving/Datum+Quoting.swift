// What quoting asks of a stored value: its elements, their names, and words for what it is.
import BuildGraph

extension Datum {
    /// The number of elements of a list or an array.
    var elementCount: Int? {
        switch self {
        case .list(let elements): elements.count
        case .doubles(let elements): elements.count
        case .floats(let elements): elements.count
        case .integers(let elements): elements.count
        default: nil
        }
    }

    /// The names of a list's elements; an element without one makes the list one of unnamed things.
    var elementNames: [String] {
        guard case .list(let elements) = self else { return [] }
        let names = elements.compactMap(\.ownName)
        return names.count == elements.count ? names : []
    }

    func elements(named name: String) -> [Datum] {
        guard case .list(let elements) = self else { return [] }
        return elements.filter { $0.ownName == name }
    }

    private var ownName: String? {
        guard case .string(let name)? = self["name"] else { return nil }
        return name
    }

    /// Whether this is a list of numbers and of nothing else.
    var holdsNumbers: Bool {
        switch self {
        case .doubles, .floats, .integers: true
        case .list(let elements): elements.allSatisfy { $0.double != nil }
        default: false
        }
    }

    func number(at position: Int) -> Datum {
        switch self {
        case .list(let elements): elements[position]
        case .doubles(let elements): .double(elements[position])
        case .floats(let elements): .float(elements[position])
        case .integers(let elements): .integer(Int64(elements[position]))
        default: .null
        }
    }

    /// The number that this is.
    var double: Double? {
        switch self {
        case .double(let number): number
        case .float(let number): Double(number)
        case .integer(let number): Double(number)
        case .unsigned(let number): Double(number)
        default: nil
        }
    }

    /// "Its fields: …", of an object.
    var fieldList: String? {
        guard case .object(let fields) = self, !fields.isEmpty else { return nil }
        return "Its fields: \(fields.map(\.key).joined(separator: ", "))."
    }

    /// What this is, in a sentence.
    var noun: String {
        switch self {
        case .null: "empty"
        case .bool: "a truth value"
        case .integer, .unsigned, .double, .float: "a number"
        case .string: "a text"
        case .list(let elements): "a list of \(elements.count)"
        case .object: "an object"
        case .doubles, .floats, .integers: "an array of \(elementCount ?? 0) numbers"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .reference: "a reference"
        }
    }
}
