// Means with their errors, and ranks: the statistics that figures and claims about trainings share.

import Foundation

package enum Moments {
    /// The mean; NaN for an empty sample.
    package static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// The standard error of the mean; 0 for fewer than two values.
    package static func standardError(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double((values.count - 1) * values.count)).squareRoot()
    }

    /// Spearman's rank correlation; ties share the mean of their ranks. 0 if one side is constant.
    package static func rankCorrelation(_ x: [Double], _ y: [Double]) -> Double {
        let (a, b) = (ranks(x), ranks(y))
        let (meanA, meanB) = (mean(a), mean(b))
        let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
        let spread = a.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) } * b.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
        return spread > 0 ? covariance / spread.squareRoot() : 0
    }

    /// Kendall's coefficient of concordance W: 1 if all m judges rank alike, 1/m on average for random orders. Ties share the
    /// mean of their ranks, and are corrected for.
    /// - Parameter judges: for each judge, the values that are ranked.
    package static func concordance(_ judges: [[Double]]) -> Double {
        let ranks = judges.map(ranks), m = Double(judges.count), n = Double(judges.first?.count ?? 0)
        guard m > 1, n > 1 else { return .nan }
        let sums = ranks[0].indices.map { k in ranks.reduce(0) { $0 + $1[k] } }
        let spread = sums.reduce(0) { $0 + ($1 - mean(sums)) * ($1 - mean(sums)) }
        let ties = ranks.reduce(0.0) { total, ranks in
            total + Dictionary(grouping: ranks, by: { $0 }).values.reduce(0) { $0 + pow(Double($1.count), 3) - Double($1.count) }
        }
        let largest = (m * m * (n * n * n - n) - m * ties) / 12
        return largest > 0 ? spread / largest : 0
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        values.map { value in
            Double(values.count { $0 < value }) + 0.5 * Double(values.count { $0 == value } - 1)
        }
    }
}
