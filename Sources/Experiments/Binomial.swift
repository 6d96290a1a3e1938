// How many of N neurons are dead, and the largest of several such counts.
import Foundation

/// The number of successes in N independent draws.
package struct Binomial {
    let draws: Int
    let probability: Double

    /// - Parameter probability: inside (0, 1).
    package init(draws: Int, probability: Double) { (self.draws, self.probability) = (draws, probability) }

    /// P(X ≤ k) for k = 0 … N.
    var cumulative: [Double] {
        let logOdds = log(probability) - log1p(-probability)
        var logTerm = Double(draws) * log1p(-probability), sum = 0.0
        return (0...draws).map { k in
            if k > 0 { logTerm += log(Double(draws - k + 1) / Double(k)) + logOdds }
            sum += exp(logTerm)
            return min(1, sum)
        }
    }

    /// E max(X_1, …, X_m)/N for m independent counts: the sum of P(max > k) over k, divided by N.
    package func meanOfLargestShare(of counts: Int) -> Double {
        cumulative.dropLast().reduce(0) { $0 + 1 - pow($1, Double(counts)) } / Double(draws)
    }
}
