// A directive's value: found in the stored value of a target by its path, and written in the asked format. A number
// that is none, a path that leads nowhere and a format that does not fit are errors, never blanks.
import BuildGraph

/// Why a value cannot be quoted.
package struct CannotQuote: Error, Equatable {
    package let reason: String
    package let suggestion: String?
}

package enum QuotedValue {
    /// The text of `NAME.path:format`, as Markdown or as TeX.
    package static func text(
        of datum: Datum, name: String, path: [Directive.PathStep], format: ValueFormat?, in context: NumberContext
    ) throws(CannotQuote) -> String {
        var value = datum, place = name
        for step in path { (value, place) = try Self.step(step, from: value, place) }
        switch (value, format) {
        case (_, .uncertainty?): return try uncertainty(value, place, context)
        case (.string(let text), nil): return context == .math ? "\\text{\(text)}" : MarkdownText.escaped(text)
        case (.bool(let flag), nil): return flag ? "true" : "false"
        case (.string, _), (.bool, _): throw CannotQuote(reason: "\(place) is no number and takes no format.", suggestion: nil)
        case (.integer, nil), (.unsigned, nil): return try number(value, .integer, place, context)
        case (_, let format?):
            guard case .number(let format) = format else { break }
            return try number(value, format, place, context)
        case (.double, nil), (.float, nil):
            throw CannotQuote(reason: "\(place) is a number and needs a format: {{\(place):.3g}}.", suggestion: nil)
        default: break
        }
        throw CannotQuote(reason: "\(place) is \(describe(value)) and not a single value.", suggestion: fields(of: value))
    }

    private static func step(
        _ step: Directive.PathStep, from value: Datum, _ place: String
    ) throws(CannotQuote) -> (Datum, String) {
        switch step {
        case .field(let key):
            if let member = value[key] { return (member, "\(place).\(key)") }
            if key == "count", let count = count(of: value) { return (.integer(Int64(count)), "\(place).count") }
            guard case .object(let members) = value else {
                throw CannotQuote(reason: "\(place) is \(describe(value)) and has no field \(key).", suggestion: nil)
            }
            throw CannotQuote(
                reason: "\(place) has no field \(key).",
                suggestion: didYouMean(key, among: members.map(\.key)) ?? fields(of: value))
        case .index(let index):
            guard let count = count(of: value) else {
                throw CannotQuote(reason: "\(place) is \(describe(value)) and no list.", suggestion: fields(of: value))
            }
            guard index < count else {
                throw CannotQuote(reason: "\(place) has \(count) elements; there is no [\(index)] (counted from 0).", suggestion: nil)
            }
            return (element(index, of: value), "\(place)[\(index)]")
        }
    }

    private static func count(of value: Datum) -> Int? {
        switch value {
        case .list(let elements): elements.count
        case .doubles(let elements): elements.count
        case .floats(let elements): elements.count
        case .integers(let elements): elements.count
        default: nil
        }
    }

    private static func element(_ index: Int, of value: Datum) -> Datum {
        switch value {
        case .list(let elements): elements[index]
        case .doubles(let elements): .double(elements[index])
        case .floats(let elements): .float(elements[index])
        case .integers(let elements): .integer(Int64(elements[index]))
        default: .null
        }
    }

    private static func number(
        _ value: Datum, _ format: NumberFormat, _ place: String, _ context: NumberContext
    ) throws(CannotQuote) -> String {
        guard let number = double(value) else {
            throw CannotQuote(reason: "\(place) is \(describe(value)) and not a number.", suggestion: fields(of: value))
        }
        guard number.isFinite else { throw CannotQuote(reason: "\(place) is \(number.isNaN ? "NaN" : "infinite"), which is not a number to print.", suggestion: nil) }
        guard let text = NumberText.text(number, format, in: context) else {
            throw CannotQuote(reason: "\(place) is \(number), which is not whole.", suggestion: "Take another format: .3g.")
        }
        return text
    }

    /// An object with a value and its uncertainty, under any of their usual names.
    private static func uncertainty(_ value: Datum, _ place: String, _ context: NumberContext) throws(CannotQuote) -> String {
        let number = ["observed", "value", "mean", "slope"].lazy.compactMap { value[$0] }.first
        let error = ["uncertainty", "standardError", "error"].lazy.compactMap { value[$0] }.first
        guard let number = number.flatMap(double), let error = error.flatMap(double) else {
            throw CannotQuote(
                reason: "\(place) has no value with an uncertainty (fields observed, value or mean, and uncertainty, standardError or error).",
                suggestion: nil)
        }
        guard let text = NumberText.text(number, uncertainty: error, in: context) else {
            throw CannotQuote(reason: "\(place) is \(number) ± \(error), which is not a number to print.", suggestion: nil)
        }
        return text
    }

    private static func double(_ value: Datum) -> Double? {
        switch value {
        case .double(let number): number
        case .float(let number): Double(number)
        case .integer(let number): Double(number)
        case .unsigned(let number): Double(number)
        default: nil
        }
    }

    private static func fields(of value: Datum) -> String? {
        guard case .object(let fields) = value, !fields.isEmpty else { return nil }
        return "Its fields: \(fields.map(\.key).joined(separator: ", "))."
    }

    private static func describe(_ value: Datum) -> String {
        switch value {
        case .null: "empty"
        case .bool: "a truth value"
        case .integer, .unsigned, .double, .float: "a number"
        case .string: "a text"
        case .list(let elements): "a list of \(elements.count)"
        case .object: "an object"
        case .doubles, .floats, .integers: "an array of \(count(of: value) ?? 0) numbers"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .reference: "a reference"
        }
    }
}
