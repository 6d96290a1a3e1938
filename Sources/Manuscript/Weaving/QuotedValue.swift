// A directive's value: found in the stored value of a target by its path, and written in the asked format. What is not a
// finite number, a path that leads nowhere and a format that does not fit are errors, never blanks.
import BuildGraph

package enum QuotedValue {
    /// The text of `PATH:format`, as plain text, HTML or TeX.
    package static func text(
        of datum: Datum, at path: ValuePath, format: ValueFormat?, in context: NumberContext
    ) throws(CannotQuote) -> String {
        let value = try path.value(in: datum), place = path.text
        switch (value, format) {
        case (_, .uncertainty?): return try uncertainty(value, place, context)
        case (.string(let text), nil): return context == .math ? "\\text{\(text)}" : context == .html ? HTMLText.escaped(text) : text
        case (.bool(let flag), nil): return flag ? "true" : "false"
        case (.string, _), (.bool, _): throw CannotQuote(reason: "\(place) is not a number and takes no format.", suggestion: nil)
        case (.integer, nil), (.unsigned, nil): return try number(value, .integer, place, context)
        case (_, let format?):
            guard case .number(let format) = format else { break }
            return try number(value, format, place, context)
        case (.double, nil), (.float, nil):
            throw CannotQuote(reason: "\(place) is a number and needs a format: {{\(place):.3g}}.", suggestion: nil)
        default: break
        }
        throw CannotQuote(reason: "\(place) is \(value.noun) and not a single value.", suggestion: value.fieldList)
    }

    private static func number(
        _ value: Datum, _ format: NumberFormat, _ place: String, _ context: NumberContext
    ) throws(CannotQuote) -> String {
        guard let number = value.double else {
            throw CannotQuote(reason: "\(place) is \(value.noun) and not a number.", suggestion: value.fieldList)
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
        guard let number = number.flatMap(\.double), let error = error.flatMap(\.double) else {
            throw CannotQuote(
                reason: "\(place) has no value with an uncertainty (fields observed, value or mean, and uncertainty, standardError or error).",
                suggestion: nil)
        }
        guard let text = NumberText.text(number, uncertainty: error, in: context) else {
            throw CannotQuote(reason: "\(place) is \(number) ± \(error), which is not a number to print.", suggestion: nil)
        }
        return text
    }
}
