// Means with their intervals, as cells of a table.
import Foundation
import Manuscript

extension Moments {
    /// The mean and its 95 % interval (Student's t).
    package static func interval(_ values: [Double]) -> Table.Cell {
        let mean = mean(values), half = halfWidth(values)
        return .interval(mean, low: mean - half, high: mean + half)
    }

    /// The mean and its standard error.
    package static func estimate(_ values: [Double]) -> Table.Cell { .estimate(mean(values), standardError: standardError(values)) }

    /// The geometric mean and its 95 % interval (Student's t over the logarithms).
    package static func geometricMean(ofLogarithms values: [Double]) -> Table.Cell {
        let mean = mean(values), half = halfWidth(values)
        return .interval(exp(mean), low: exp(mean - half), high: exp(mean + half))
    }

    private static func halfWidth(_ values: [Double]) -> Double {
        Estimate(
            value: mean(values), noises: [(pow(standardError(values), 2), Double(max(1, values.count - 1)))], count: values.count
        ).halfWidth(confidence: 0.95)
    }
}
