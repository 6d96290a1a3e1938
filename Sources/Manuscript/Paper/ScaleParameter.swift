// One parameter of a scale, by the path that leads to it: read from what people type, and written as they type it.
import BuildGraph

/// A number, a word, a truth value or a list of such in a scale.
struct ScaleParameter {
    /// With the name of the scale.
    let path: String
    /// Names of properties from the outside in; an element of a list by its position.
    let steps: [String]
    let value: Datum

    /// What a text should have been.
    struct Unfit: Error { let expected: String }

    static func all(of scale: Datum, named name: String) -> [ScaleParameter] {
        var found: [ScaleParameter] = []
        func collect(_ datum: Datum, _ path: String, _ steps: [String]) {
            switch datum {
            case .object(let fields): for field in fields { collect(field.value, "\(path).\(field.key)", steps + [field.key]) }
            case .list(let elements) where !elements.allSatisfy(isPlain):
                for (index, element) in elements.enumerated() { collect(element, "\(path)[\(index)]", steps + ["\(index)"]) }
            case .null, .bytes, .reference: break
            default: found.append(ScaleParameter(path: path, steps: steps, value: datum))
            }
        }
        collect(scale, name, [])
        return found
    }

    // MARK: Text

    /// "64", "2,8,32".
    var text: String { Self.elements(value).map { $0.map(Self.text).joined(separator: ",") } ?? Self.text(value) }

    private static func text(_ datum: Datum) -> String {
        switch datum {
        case .double(let number) where number == number.rounded() && abs(number) < 1e15: "\(Int64(number))"
        case .float(let number) where number == number.rounded() && abs(number) < 1e6: "\(Int64(number))"
        default: datum.brief
        }
    }

    /// The value that a text is.
    func parsed(_ text: String) -> Result<Datum, Unfit> {
        guard let elements = Self.elements(value) else { return Self.scalar(text, like: value) }
        let inside = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
        let texts = inside.split(separator: ",").map { String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
        let isAscending = elements.count > 1 && Self.ascends(elements)
        let example = elements.first ?? .double(1)
        let expected = "a list of \(Self.noun(example, isMany: true))\(isAscending ? ", ascending" : ""), such as \(self.text)"
        var values: [Datum] = []
        for text in texts {
            guard case .success(let value) = Self.scalar(text, like: example) else { return .failure(Unfit(expected: expected)) }
            values.append(value)
        }
        if values.isEmpty && !elements.isEmpty || isAscending && !Self.ascends(values) { return .failure(Unfit(expected: expected)) }
        return .success(.list(values))
    }

    private static func ascends(_ values: [Datum]) -> Bool {
        let numbers = values.compactMap(\.number)
        return numbers.count == values.count && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }

    private static func scalar(_ text: String, like value: Datum) -> Result<Datum, Unfit> {
        let parsed: Datum? =
            switch value {
            case .integer: Int64(text).map(Datum.integer)
            case .unsigned: UInt64(text).map(Datum.unsigned)
            case .double: Double(text).flatMap { $0.isFinite ? .double($0) : nil }
            case .float: Float(text).flatMap { $0.isFinite ? .float($0) : nil }
            case .bool: Bool(text).map(Datum.bool)
            default: text.isEmpty ? nil : .string(text)
            }
        guard let parsed, isPossible(parsed, like: value) else { return .failure(Unfit(expected: noun(value, isMany: false))) }
        return .success(parsed)
    }

    /// Signs stay: a number of layers is not negative.
    private static func isPossible(_ new: Datum, like old: Datum) -> Bool {
        guard let new = new.number, let old = old.number else { return true }
        return old > 0 ? new > 0 : old < 0 || new >= 0
    }

    /// "a whole number above 0", "numbers".
    private static func noun(_ value: Datum, isMany: Bool) -> String {
        let sign = value.number.map { $0 > 0 ? " above 0" : $0 == 0 ? " from 0 on" : "" } ?? ""
        return switch value {
        case .integer, .unsigned: (isMany ? "whole numbers" : "a whole number") + sign
        case .double, .float: (isMany ? "numbers" : "a number") + sign
        case .bool: isMany ? "true or false" : "true or false"
        default: isMany ? "words" : "a word"
        }
    }

    // MARK: Structure

    /// Not made of parts.
    private static func isPlain(_ datum: Datum) -> Bool {
        switch datum {
        case .bool, .integer, .unsigned, .double, .float, .string: true
        default: false
        }
    }

    /// Of a list of plain values; nil for anything else.
    private static func elements(_ datum: Datum) -> [Datum]? {
        switch datum {
        case .list(let elements): elements
        case .doubles(let numbers): numbers.map(Datum.double)
        case .floats(let numbers): numbers.map(Datum.float)
        case .integers(let numbers): numbers.map { .integer(Int64($0)) }
        default: nil
        }
    }

    /// A scale with another value where steps lead to.
    static func replacing(_ steps: some Collection<String>, in datum: Datum, by value: Datum) -> Datum {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        func inner(_ datum: Datum) -> Datum { replacing(Array(rest), in: datum, by: value) }
        switch datum {
        case .object(let fields): return .object(fields.map { $0.key == step ? Datum.Field($0.key, inner($0.value)) : $0 })
        case .list(let elements): return .list(elements.enumerated().map { "\($0.offset)" == step ? inner($0.element) : $0.element })
        default: return datum
        }
    }
}
