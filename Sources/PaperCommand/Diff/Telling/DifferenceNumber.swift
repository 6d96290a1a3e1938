// Numbers of a difference in words.
import Foundation
import Manuscript

enum DifferenceNumber {
    /// Four digits.
    static func text(_ value: Double, in context: NumberContext = .plain) -> String {
        if !value.isFinite { return value.isNaN ? "a gap" : NumberText.short(value, in: context) }
        return NumberText.text(value, .significant(4), in: context).map { trimmed($0) } ?? NumberText.short(value, in: context)
    }

    /// "0.3 %", "12 %", "20 times" of a range.
    static func share(_ value: Double) -> String {
        guard value.isFinite else { return "all" }
        let percent = value * 100
        if percent >= 1000 { return (NumberText.text(value, .significant(2), in: .plain) ?? "") + " times" }
        return (NumberText.text(percent, percent < 0.01 ? .scientific(0) : .significant(2), in: .plain) ?? "") + " %"
    }

    /// "0.31 ± 0.04"
    static func text(_ estimate: Estimate, in context: NumberContext = .plain) -> String {
        if let width = estimate.halfWidth, width > 0 { return NumberText.text(estimate.value, uncertainty: width, in: context) ?? text(estimate.value, in: context) }
        return NumberText.text(estimate.value, .significant(6), in: context).map { trimmed($0) } ?? text(estimate.value, in: context)
    }

    /// Two numbers with as many digits as tell them apart, at least four.
    static func pair(_ old: Double, _ new: Double, in context: NumberContext = .plain) -> (old: String, new: String) {
        for digits in [4, 6, 9, 12, 17] {
            guard let a = NumberText.text(old, .significant(digits), in: context), let b = NumberText.text(new, .significant(digits), in: context) else { break }
            if a != b || old == new { return (trimmed(a), trimmed(b)) }
        }
        return (text(old, in: context), text(new, in: context))
    }

    /// Without zeros at the end of its fraction.
    private static func trimmed(_ text: String) -> String {
        guard text.contains("."), text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "\u{2212}" }) else { return text }
        let cut = text.reversed().drop { $0 == "0" }.reversed()
        return String(cut.last == "." ? Array(cut.dropLast()) : Array(cut))
    }
}
