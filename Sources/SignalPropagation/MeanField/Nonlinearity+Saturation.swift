// The q* that saturates a given share of hard-tanh neurons: the inverse of `saturatedFraction(variance:)`.
import Foundation
import NetworkModels

extension Nonlinearity {
    /// The q* at which hard-tanh has the given share of saturated neurons, by bisection in log q*.
    package static func hardTanhVariance(saturatedFraction share: Double) -> Double {
        var (low, high) = (log(1e-3), log(100.0))
        for _ in 0..<100 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if Nonlinearity.hardTanh.saturatedFraction(variance: exp(middle)) < share { low = middle } else { high = middle }
        }
        return exp(low)
    }
}
