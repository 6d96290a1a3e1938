// The setting of figures 4 and 6A: which depths and rates are tried, and when a network has learnt.
import Foundation
import NeuralNetworks

/// Depths, rates and the mark.
public struct DepthSetting: Codable, Hashable, Sendable {
    /// N_l, layers of units, ascending; there are N_l - 1 matrices.
    var layers: [Int]
    /// Rates per summed error of 50,000 images, descending.
    var rates: [Double]
    /// Steps after which a training has not learnt.
    var longest: Int
    /// Principal components that are learnt from; nil for all.
    var components: Int?
    /// The mark as the share of the way from no map to the best one that remains; nil for P2's mark.
    var remaining: Double?
    /// u0 of decoupled starts.
    var start = 0.001

    package init(layers: [Int], rateCount: Int, longest: Int, components: Int? = nil, remaining: Double? = nil) {
        (self.layers, self.longest, self.components, self.remaining) = (layers, longest, components, remaining)
        rates = (0..<rateCount).map { pow(10, -4 - 3 * Double($0) / Double(max(1, rateCount - 1))) }
    }

    /// P2's fifteen depths and twenty rates from 1e-4 to 1e-7.
    static let everyDepth = [3, 5, 8, 10, 14, 20, 28, 36, 44, 54, 64, 74, 84, 94, 100]

    /// The images over which P2 sums the error. A rate per summed error times this is one per mean error.
    static let images = 50_000.0
    /// P2's mark, half the squared error summed over those images.
    static let summedMark = 1.3e4

    /// The mark of the mean loss. On a stand-in P2's is where it is on MNIST, whose optimum is 9.8e3: at the same share of the way from the
    /// loss of no map to the least one.
    func mark(of task: LinearTask, isReal: Bool) -> Double {
        let whole = task.outputPower / 2, optimum = task.leastLoss
        if let remaining { return optimum + remaining * (whole - optimum) }
        let (images, summedMark) = (Self.images, Self.summedMark)
        if isReal { return summedMark / images }
        let share = (0.5 * images - summedMark) / (0.5 * images - 9.8e3)
        return whole - share * (whole - optimum)
    }
}
