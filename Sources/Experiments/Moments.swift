// Means with their errors, and ranks: the little statistics that figures and claims about trainings share.

package enum Moments {
    /// NaN of nothing.
    package static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// Of the mean; 0 of less than two values.
    package static func standardError(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double((values.count - 1) * values.count)).squareRoot()
    }

    /// Spearman's rank correlation; ties share the mean of their ranks. 0 where one side is all the same: nothing goes with it.
    package static func rankCorrelation(_ x: [Double], _ y: [Double]) -> Double {
        let (a, b) = (ranks(x), ranks(y))
        let (meanA, meanB) = (mean(a), mean(b))
        let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
        let spread = a.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) } * b.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
        return spread > 0 ? covariance / spread.squareRoot() : 0
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        values.map { value in
            Double(values.count { $0 < value }) + 0.5 * Double(values.count { $0 == value } - 1)
        }
    }
}
