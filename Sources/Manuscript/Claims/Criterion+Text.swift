// Criteria in words and signs: the threshold is printed wherever the value is.
import Foundation

extension Criterion {
    /// The condition in words: "greater than 10".
    public var text: String {
        switch condition {
        case .equals(let target, let tolerance): "equals \(quantity(target)) within \(quantity(tolerance))"
        case .less(let threshold): "less than \(quantity(threshold))"
        case .greater(let threshold): "greater than \(quantity(threshold))"
        case .within(let low, let high): "between \(number(low)) and \(quantity(high))"
        case .ordered(let direction): "each strictly \(direction == .increasing ? "above" : "below") the one before"
        case .monotone(let direction, let slack):
            "\(direction.rawValue)\(slack == 0 ? "" : ", but for at most \(quantity(slack)) a step")"
        case .slope(let low, let high): "slope between \(number(low)) and \(quantity(high))"
        case .ratioLess(let threshold): "ratio less than \(number(threshold))"
        case .ratioGreater(let threshold): "ratio greater than \(number(threshold))"
        case .ratioWithin(let low, let high): "ratio between \(number(low)) and \(number(high))"
        }
    }

    /// The threshold alone, in signs: "> 10".
    public var threshold: String {
        switch condition {
        case .equals(let target, let tolerance): "\(number(target)) ± \(quantity(tolerance))"
        case .less(let threshold), .ratioLess(let threshold): "< \(quantity(threshold))"
        case .greater(let threshold), .ratioGreater(let threshold): "> \(quantity(threshold))"
        case .within(let low, let high), .slope(let low, let high), .ratioWithin(let low, let high):
            "[\(number(low)), \(number(high))]\(unit.isEmpty ? "" : "\u{202F}\(unit)")"
        case .ordered(let direction): direction == .increasing ? "steps > 0" : "steps < 0"
        case .monotone(let direction, let slack):
            direction == .increasing ? "steps ≥ \(quantity(slack == 0 ? 0 : -slack))" : "steps ≤ \(quantity(slack))"
        }
    }

    private func number(_ value: Double) -> String { NumberText.short(value) }
    private func quantity(_ value: Double) -> String { number(value) + (unit.isEmpty ? "" : "\u{202F}\(unit)") }
}

extension Criterion {
    /// The condition and the confidence, as the ledger records and compares them: to twelve digits, which every machine's
    /// logarithm agrees on.
    public var exactText: String {
        func number(_ value: Double) -> String { String(format: "%.12g", value) }
        let condition =
            switch condition {
            case .equals(let target, let tolerance): "equals \(number(target)) within \(number(tolerance))"
            case .less(let threshold): "less than \(number(threshold))"
            case .greater(let threshold): "greater than \(number(threshold))"
            case .within(let low, let high): "between \(number(low)) and \(number(high))"
            case .ordered(let direction): "strictly \(direction.rawValue)"
            case .monotone(let direction, let slack): "\(direction.rawValue), but for \(number(slack)) per step"
            case .slope(let low, let high): "slope between \(number(low)) and \(number(high))"
            case .ratioLess(let threshold): "ratio less than \(number(threshold))"
            case .ratioGreater(let threshold): "ratio greater than \(number(threshold))"
            case .ratioWithin(let low, let high): "ratio between \(number(low)) and \(number(high))"
            }
        return "\(condition), confidence \(number(confidence))"
    }
}
