// A number as an author types it, in text or in a formula: "0.267", "12 345", "4.2 %", "1.3 \times 10^{-4}".

/// A number in a text.
package struct NumberLiteral: Codable, Sendable, Equatable {
    /// As it stands in the text, without a sign or a percent sign.
    var text: String
    var value: Double
    /// How much the last digit counts.
    var unit: Double
    /// Digits that tell something: not the zeros that begin a number, nor those that end a whole one.
    var significantDigits: Int
    var isPercentage: Bool
    /// Where it begins: characters from the beginning of the text.
    var start: Int

    /// Digits after the point.
    var decimals: Int { text.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }.count ?? 0 }

    /// All numbers of a text. What belongs to a word, an index or a power is no number of its own.
    static func all(in text: String) -> [NumberLiteral] {
        text.matches(of: /(\d{1,3}(?:[\u{202F}\u{00A0}]\d{3})+|\d+)(\.\d+)?(?:\s*(?:\\times|×|\\cdot)\s*10\^?\{?([-−⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)\}?)?/)
            .filter { stands($0.range, in: text) }
            .compactMap { match -> NumberLiteral? in
                let exponent = match.3.flatMap { Self.exponent(String($0)) } ?? 0
                return NumberLiteral(
                    match.range, in: text, whole: match.1.filter(\.isNumber), fraction: match.2.map { String($0.dropFirst()) } ?? "", exponent: exponent)
            }
    }

    private init?(_ range: Range<String.Index>, in text: String, whole: String, fraction: String, exponent: Int) {
        let scale = Self.power(of: exponent)
        guard let mantissa = Double(whole + (fraction.isEmpty ? "" : "." + fraction)), scale.isFinite, scale > 0 else { return nil }
        let digits = (whole + fraction).drop { $0 == "0" }
        self.text = String(text[range])
        value = mantissa * scale
        unit = Self.power(of: -fraction.count) * scale
        significantDigits = fraction.isEmpty ? digits.reversed().drop { $0 == "0" }.count : digits.count
        isPercentage = text[range.upperBound...].drop { $0.isWhitespace || $0 == "\\" }.first == "%"
        start = text.distance(from: text.startIndex, to: range.lowerBound)
    }

    /// Whether a number stands there by itself.
    private static func stands(_ range: Range<String.Index>, in text: String) -> Bool {
        if let before = text[..<range.lowerBound].last, before.isLetter || before.isNumber || "._^{/\\".contains(before) { return false }
        let after = text[range.upperBound...]
        guard let next = after.first else { return true }
        return !(next.isLetter || next == "/" || next == "^" || next == "." && after.dropFirst().first?.isNumber == true)
    }

    private static func power(of exponent: Int) -> Double { Double("1e\(exponent)") ?? .nan }

    /// "-4", "−4" or "⁻⁴".
    private static func exponent(_ text: String) -> Int? {
        let digits = text.compactMap { $0.wholeNumberValue }.reduce("") { $0 + String($1) }
        let isNegative = text.first.map { "-−⁻".contains($0) } ?? false
        return Int((isNegative ? "-" : "") + digits)
    }
}
