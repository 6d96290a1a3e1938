// A number with what is known of its uncertainty, and the one rule by which two of them are compared.
//
// The rule. Let d be the difference. Numerical bounds b limit an error for certain, so they add up; halves h of confidence intervals, of
// the same confidence on both sides, add up in squares, since √(h₁² + h₂²) is half of the interval of the difference of two independent
// means. So d is more than the uncertainties if
//
//     |d| > b₁ + b₂ + √(h₁² + h₂²).
//
// Networks with the same seeds on both sides are pairs. The difference of pairs varies less than that of independent networks, unless they
// are correlated negatively: then the rule errs on the safe side, and what it calls more than the uncertainties is so all the more.
import Foundation

/// A number with its uncertainty.
package struct Estimate: Equatable {
    package enum Uncertainty: Equatable {
        /// The number is exact: any difference counts.
        case none
        /// The truth is no farther away.
        case bound(Double)
        /// Half of a confidence interval.
        case interval(Double)
        /// Nothing is known, so that nothing can be said of a difference.
        case unknown
    }

    package var value: Double
    package var uncertainty: Uncertainty
    /// How far the number may be rounded, relative to itself: of those in committed files.
    package var rounding: Double

    package init(value: Double, uncertainty: Uncertainty, rounding: Double = 0) { (self.value, self.uncertainty, self.rounding) = (value, uncertainty, rounding) }

    /// A confidence interval of 95 % reaches so many standard errors to each side.
    static let errorsPerInterval = 1.96

    var halfWidth: Double? {
        switch uncertainty {
        case .none: 0
        case .bound(let width), .interval(let width): width
        case .unknown: nil
        }
    }
}

/// How a number moved.
package struct EstimateChange: Equatable {
    package enum Judgement: String, Codable {
        /// The same number.
        case same
        /// Other last digits.
        case roundOff
        /// Less than the uncertainties.
        case within
        /// More than the uncertainties; for exact numbers, at all.
        case beyond
        /// Of a number that has no uncertainty, although it is not exact.
        case unknown
    }

    /// Sums in another order differ by so much, relative to the greater number.
    static let roundOff = 1e-12

    package let old, new: Estimate

    package init(old: Estimate, new: Estimate) { (self.old, self.new) = (old, new) }

    var difference: Double { new.value - old.value }

    /// What the uncertainties allow; nil when one is not known.
    package var allowance: Double? {
        guard old.halfWidth != nil, new.halfWidth != nil else { return nil }
        var bounds = 0.0, squares = 0.0
        for side in [old, new] {
            switch side.uncertainty {
            case .bound(let width): bounds += width
            case .interval(let width): squares += width * width
            case .none, .unknown: break
            }
        }
        return bounds + squares.squareRoot()
    }

    /// The difference in units of what the uncertainties allow; nil where that is nothing or not known.
    package var ratio: Double? { allowance.flatMap { $0 > 0 ? abs(difference) / $0 : nil } }

    package var judgement: Judgement {
        if old.value == new.value { return .same }
        let scale = max(abs(old.value), abs(new.value))
        if abs(difference) <= max(Self.roundOff, old.rounding, new.rounding) * scale { return .roundOff }
        guard let allowance else { return .unknown }
        return abs(difference) > allowance ? .beyond : .within
    }
}

extension EstimateChange.Judgement {
    /// The one that says more stands first.
    var rank: Int {
        switch self {
        case .beyond: 0
        case .unknown: 1
        case .within: 2
        case .roundOff: 3
        case .same: 4
        }
    }

    /// In a table's cell.
    var words: String {
        switch self {
        case .same: "the same"
        case .roundOff: "round-off"
        case .within: "within the uncertainties"
        case .beyond: "more than the uncertainties"
        case .unknown: "without known uncertainty"
        }
    }
}
