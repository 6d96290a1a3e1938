// Numbers as text, the same in every locale: digits chosen by the C library's correctly rounded conversion, signs by
// the typographer. Minus is U+2212, powers of ten are written out, groups of three are separated by a thin space.
import Foundation

/// How a number is to be written.
public enum NumberFormat: Codable, Sendable, Equatable {
    /// Digits after the point.
    case fixed(Int)
    /// Significant digits; powers of ten below 1e−4 and from 1e6 on.
    case significant(Int)
    /// One digit, the point, these many digits, and the power of ten.
    case scientific(Int)
    /// A fraction of one as a percentage, with these many digits after the point.
    case percent(Int)
    /// A whole number, its digits in groups of three.
    case integer
}

/// Where a number stands.
public enum NumberContext: Sendable {
    /// Plain text: Markdown, attributes, CSV headers, terminals.
    case plain
    /// TeX, between dollars.
    case math
    case html
}

public enum NumberText {
    static let minus = "\u{2212}", thinSpace = "\u{202F}"

    /// The number in a format, in proper typography; nil when it is not finite, or not whole where it must be.
    public static func text(_ value: Double, _ format: NumberFormat, in context: NumberContext) -> String? {
        guard value.isFinite else { return nil }
        switch format {
        case .fixed(let digits): return signed(String(format: "%.\(digits)f", value), context)
        case .percent(let digits):
            let number = signed(String(format: "%.\(digits)f", value * 100), context)
            return number + (context == .math ? "\\,\\%" : thinSpace + "%")
        case .scientific(let digits): return scientific(String(format: "%.\(digits)e", value), context)
        case .integer:
            guard value == value.rounded(), abs(value) < 9.007_199_254_740_992e15 else { return nil }
            return signed(grouped(String(Int64(value)), context), context)
        case .significant(let digits):
            let digits = max(digits, 1)
            let text = String(format: "%.\(digits - 1)e", value)
            guard let power = exponent(of: text) else { return nil }
            if value != 0 && (power < -4 || power >= max(6, digits)) { return scientific(text, context) }
            return signed(String(format: "%.\(max(0, digits - 1 - power))f", value), context)
        }
    }

    /// A threshold or parameter: up to six significant digits and no trailing zeros.
    public static func short(_ value: Double, in context: NumberContext = .plain) -> String {
        guard value.isFinite else { return value.isNaN ? "not a number" : value > 0 ? "∞" : minus + "∞" }
        let text = String(format: "%.6g", value)
        return text.contains("e") ? scientific(text, context) : signed(text, context)
    }

    /// A value with its uncertainty: the uncertainty to two significant digits, the value to the same place.
    public static func text(_ value: Double, uncertainty: Double, in context: NumberContext) -> String? {
        guard value.isFinite, uncertainty.isFinite, uncertainty >= 0 else { return nil }
        guard uncertainty > 0 else { return short(value, in: context) }
        let scale = max(abs(value), uncertainty)
        guard let top = exponent(of: String(format: "%.15e", scale)),
            let last = exponent(of: String(format: "%.1e", uncertainty)).map({ $0 - 1 })
        else { return nil }
        let plusMinus = context == .math ? " \\pm " : "\(thinSpace)±\(thinSpace)"
        if top - last > 17 { return short(value, in: context) }
        if top < -4 || top >= 6 {
            let factor = pow(10, Double(-top)), digits = max(0, top - last)
            let mantissa = signed(String(format: "%.\(digits)f", value * factor), context)
            let error = String(format: "%.\(digits)f", uncertainty * factor)
            return "(\(mantissa)\(plusMinus)\(error))\(power(top, context))"
        }
        let digits = max(0, -last)
        return signed(String(format: "%.\(digits)f", value), context) + plusMinus + String(format: "%.\(digits)f", uncertainty)
    }

    /// The power of ten of a number printed with `%e`.
    private static func exponent(of text: String) -> Int? {
        text.split(separator: "e").last.flatMap { Int($0.hasPrefix("+") ? $0.dropFirst() : $0) }
    }

    private static func scientific(_ text: String, _ context: NumberContext) -> String {
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = exponent(of: text) else { return signed(text, context) }
        let mantissa = String(parts[0])
        if exponent == 0 { return signed(mantissa, context) }
        if mantissa == "1" || mantissa == "-1" {
            let sign = mantissa == "1" ? "" : (context == .math ? "-" : minus)
            return sign + bare(exponent, context)
        }
        return signed(mantissa, context) + power(exponent, context)
    }

    /// " × 10^n".
    private static func power(_ exponent: Int, _ context: NumberContext) -> String {
        (context == .math ? " \\times " : "\(thinSpace)×\(thinSpace)") + bare(exponent, context)
    }

    private static func bare(_ exponent: Int, _ context: NumberContext) -> String {
        let text = signed(String(exponent), context)
        switch context {
        case .math: return "10^{\(text)}"
        case .html: return "10<sup>\(text)</sup>"
        case .plain:
            let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
            return "10"
                + String(String(exponent).map { $0 == "-" ? "⁻" : $0.wholeNumberValue.map { digits[$0] } ?? $0 })
        }
    }

    /// The sign as typography wants it; −0 has none.
    private static func signed(_ text: String, _ context: NumberContext) -> String {
        guard text.hasPrefix("-") else { return text }
        let digits = text.dropFirst()
        if digits.allSatisfy({ $0 == "0" || $0 == "." }) { return String(digits) }
        return (context == .math ? "-" : minus) + digits
    }

    /// Groups of three from five digits on.
    private static func grouped(_ text: String, _ context: NumberContext) -> String {
        let digits = text.drop { $0 == "-" }
        guard digits.count > 4 else { return text }
        var groups = ""
        for (position, digit) in digits.enumerated() {
            if position > 0 && (digits.count - position) % 3 == 0 { groups += context == .math ? "\\," : thinSpace }
            groups.append(digit)
        }
        return (text.hasPrefix("-") ? "-" : "") + groups
    }
}
