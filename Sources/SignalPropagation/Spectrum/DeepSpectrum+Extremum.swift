// The edge of a spectrum directly from its definition, dM⁻¹/dz = 0, to compare the closed forms with.
import Foundation

extension DeepSpectrum {
    /// The least log M⁻¹(x) over x > 0: the log of the largest eigenvalue.
    ///
    /// Where that is an atom above the bulk, M⁻¹ falls towards it as x → ∞ and is searched up to x = 1e7 only: the value
    /// is too large by at most 1e-7.
    ///
    /// By golden section in log x. Near the minimum the function is flat, so its value is found to round-off although its
    /// position is known only to half the digits.
    /// - Throws: as `logInverseMoment(at:)`.
    package func smallestInverseMoment() throws -> Double {
        let ratio = 0.5 * (5.0.squareRoot() - 1)
        func value(_ logX: Double) throws -> Double { try logInverseMoment(at: exp(logX)) }
        var (low, high) = (log(1e-7), log(1e7))
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (atLeft, atRight) = (try value(left), try value(right))
        while high - low > 1e-7 {
            if atLeft < atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - ratio * (high - low)
                atLeft = try value(left)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + ratio * (high - low)
                atRight = try value(right)
            }
        }
        return min(atLeft, atRight)
    }
}
