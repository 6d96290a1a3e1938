// How large the trainings are: the same figures and claims, with as many networks, steps and rates as a build can afford.
// P1 tells width, depth and the six networks of figure 4; grids, batches, steps and replicates are our choice.
import Manuscript
import NeuralNetworks

/// The scale of the trainings.
public struct LearningScale: Hashable, Sendable {
    /// N and L of figure 4, and N of all.
    public var width: Int
    public var depth: Int
    public var batchSize = 128
    /// Steps of a training of figures 4 and 6.
    public var steps: Int
    /// Trainings at a chosen rate, of networks that the rate was not chosen on.
    public var replicates: Int
    /// Learning rates of a curve of figure 4, around the middle of each optimiser's range.
    public var rates: Int

    /// L and q* of figure 5.
    public var depths: [Int]
    public var qStars: [Double]
    /// Rates of figure 5 times L.
    public var scaledRates: [Double]
    /// After so many steps a training of figure 5 ends without having learnt.
    public var longestTime: Int
    public var timeReplicates: Int
    /// L of figure 6, one of `depths`, its common rate times L, and its networks.
    public var isometryDepth: Int
    public var isometryScaledRate: Double
    public var isometryReplicates: Int

    /// Images at most; the last `validationImages` of the training images choose and are not learnt.
    public var trainingImages: Int
    public var validationImages: Int
    public var testImages: Int

    /// Toy networks on the stand-in, for continuous integration: that everything runs, and no more.
    public static let smoke = LearningScale(
        width: 32, depth: 16, steps: 60, replicates: 3, rates: 3, depths: [8, 16, 32], qStars: [1.0 / 16, 0.25, 1],
        scaledRates: [2, 8, 32], longestTime: 100, timeReplicates: 2, isometryDepth: 16, isometryScaledRate: 2, isometryReplicates: 3,
        trainingImages: 3000, validationImages: 500, testImages: 500)
    /// Depths at which the differences show, at a width that two cores train in minutes.
    public static let laptop = LearningScale(
        width: 64, depth: 64, steps: 300, replicates: 4, rates: 6, depths: [16, 32, 64, 128],
        qStars: [1.0 / 64, 1.0 / 16, 0.25, 1], scaledRates: [0.25, 0.5, 1, 2, 4, 8, 16], longestTime: 200, timeReplicates: 4,
        isometryDepth: 64, isometryScaledRate: 0.5, isometryReplicates: 6, trainingImages: 50_000, validationImages: 500, testImages: 1000)
    /// The paper's networks.
    public static let paper = LearningScale(
        width: 400, depth: 200, steps: 10_000, replicates: 5, rates: 7, depths: [25, 50, 100, 200, 400],
        qStars: [1.0 / 64, 0.025, 1.0 / 16, 0.25, 1, 4], scaledRates: [0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32], longestTime: 10_000,
        timeReplicates: 3, isometryDepth: 200, isometryScaledRate: 0.125, isometryReplicates: 30, trainingImages: 50_000, validationImages: 5000,
        testImages: 10_000)

    /// The scale of a profile.
    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self = .smoke
        case .laptop: self = .laptop
        case .paper: self = .paper
        }
    }

    init(
        width: Int, depth: Int, steps: Int, replicates: Int, rates: Int, depths: [Int], qStars: [Double],
        scaledRates: [Double], longestTime: Int, timeReplicates: Int, isometryDepth: Int, isometryScaledRate: Double,
        isometryReplicates: Int, trainingImages: Int, validationImages: Int, testImages: Int
    ) {
        (self.width, self.depth, self.steps, self.replicates, self.rates) = (width, depth, steps, replicates, rates)
        (self.depths, self.qStars, self.scaledRates) = (depths, qStars, scaledRates)
        (self.longestTime, self.timeReplicates) = (longestTime, timeReplicates)
        (self.isometryDepth, self.isometryScaledRate) = (isometryDepth, isometryScaledRate)
        self.isometryReplicates = isometryReplicates
        (self.trainingImages, self.validationImages, self.testImages) = (trainingImages, validationImages, testImages)
    }

    /// The rates that an optimiser's curves are tried at: powers of √10 around where it trains deep tanh networks. Adaptive
    /// optimisers take steps of the rate's size whatever the gradient, momentum ten times the rate's.
    func rates(of optimiser: Optimiser) -> [Double] {
        let middle =
            switch optimiser {
            case .sgd: -1.5
            case .momentum: -2.5
            case .adam, .rmsProp: -3.5
            }
        return (0..<rates).map { rate(power: middle + 0.5 * (Double($0) - Double(rates - 1) / 2)) }
    }

    /// 10^power to three digits: a rate that is read and typed is the rate that is used.
    private func rate(power: Double) -> Double {
        let exponent = Int(power.rounded(.down))
        let mantissas: [(rest: Double, text: String)] = [(0, "1"), (0.25, "1.78"), (0.5, "3.16"), (0.75, "5.62")]
        let rest = power - Double(exponent)
        let mantissa = mantissas.min { abs($0.rest - rest) < abs($1.rest - rest) }?.text ?? "1"
        return Double("\(mantissa)e\(exponent)") ?? .nan
    }
}
