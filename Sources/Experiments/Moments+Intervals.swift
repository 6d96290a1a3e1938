// Means with their intervals, as cells of a table.
import Foundation
import Manuscript

extension Moments {
    /// The geometric mean and its 95 % interval (Student's t over the logarithms).
    package static func geometricMean(ofLogarithms values: [Double]) -> Table.Cell {
        let mean = mean(values)
        let half = Estimate(
            value: mean, noises: [(pow(standardError(values), 2), Double(max(1, values.count - 1)))], count: values.count
        ).halfWidth(confidence: 0.95)
        return .interval(exp(mean), low: exp(mean - half), high: exp(mean + half))
    }
}
