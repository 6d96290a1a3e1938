// The trainings of a kind of network: the same steps, rate and batch for all kinds, as in the paper, so that they differ in
// nothing but their layers. Networks with the same number share their seed and the order of their images.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// How networks are trained.
public struct TrainingSetting: Hashable, Codable, Sendable {
    var width: Int
    /// K, hidden layers.
    var depth: Int
    var steps: Int
    /// If at least the number of images, every step uses all of them.
    var batchSize: Int
    /// Adam's eta.
    var rate: Double
    /// Training images on which the accuracy is measured.
    var accuracyImages: Int
    /// After how many steps the parameters are kept, ascending.
    var snapshots: [Int]
    /// Images at which the Jacobian is computed at each snapshot; 0 for none.
    var jacobianImages: Int

    /// The plan of a kind of network.
    func plan(_ kind: NetworkKind, _ penalty: BiasPenalty = BiasPenalty(strength: 0, deviation: 0)) -> TrainingPlan {
        let course = Probe.accuracy(images: accuracyImages, atLast: steps, perDecade: 8)
        let jacobians = jacobianImages > 0 ? [Probe(.jacobian(images: jacobianImages), after: snapshots)] : []
        return TrainingPlan(
            hidden: kind.hidden(width: width, depth: depth), beginning: .drawn(kind.start(penalty), inputMeanSquare: 1),
            objective: kind.objective(penalty), optimiser: .adam, batchSize: batchSize, steps: steps, heldOut: .training(accuracyImages),
            probes: course + (snapshots.isEmpty ? [] : [Probe(.parameters, after: snapshots)]) + jacobians)
    }
}

/// A training whose targets for the biases other networks chose.
struct PenalisedTraining: Target {
    let kind: NetworkKind
    let setting: TrainingSetting
    let penalty: Input<ChosenPenalty.Value>
    let seed: Int
    let images: TrainingImages

    public var resources: Resources { setting.plan(kind).resources(images) }
    public var work: Double? { setting.plan(kind).work(images) }
    var words: [String] { [kind.name] + setting.plan(kind).words + ["seed \(seed)"] }

    func make(_ inputs: Inputs) throws -> TrainingRecord {
        try setting.plan(kind, try inputs[penalty].penalty).record(rate: setting.rate, seed: seed, images: images, inputs: inputs)
    }
}

/// The strength and deviation of BiasReg's targets, by a grid search on training accuracy, as in the paper.
public struct ChosenPenalty: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var penalty: BiasPenalty
        /// Mean training accuracy over the logarithm of the step, with it and without any.
        public var merit: Double
        public var plainMerit: Double
        /// Whether the strength or the deviation is the smallest or largest of those tried.
        public var isAtEdge: Bool
    }

    let penalties: [BiasPenalty]
    /// Indexed by penalty and network.
    let trainings: [[Input<TrainingRecord>]]
    let plain: [Input<TrainingRecord>]

    /// - Parameters:
    ///   - strengths: ascending; deviations too.
    ///   - networks: how many try each penalty; they judge nothing.
    init(strengths: [Double], deviations: [Double], networks: Int, _ setting: TrainingSetting, on images: TrainingImages) {
        var setting = setting
        (setting.snapshots, setting.jacobianImages) = ([], 0)
        let choosing = setting, seeds = (0..<networks).map(Judging.choosingSeed)
        func trainings(_ plan: TrainingPlan) -> [Input<TrainingRecord>] {
            seeds.map { Input(Training(plan: plan, rate: choosing.rate, seed: $0, images: images)) }
        }
        penalties = strengths.flatMap { strength in deviations.map { BiasPenalty(strength: strength, deviation: $0) } }
        self.trainings = penalties.map { trainings(choosing.plan(.biasRegularised, $0)) }
        plain = trainings(choosing.plan(.plain))
    }

    public func make(_ inputs: Inputs) throws -> Value {
        let merits = try trainings.map { Moments.mean(try inputs[$0].map(\.meanAccuracy)) }
        let best = merits.indices.max { (merits[$0], -$0) < (merits[$1], -$1) } ?? 0, chosen = penalties[best]
        func isAtEdge(_ value: Double, of values: [Double]) -> Bool { value == values.min() || value == values.max() }
        return Value(
            penalty: chosen, merit: merits[best], plainMerit: Moments.mean(try inputs[plain].map(\.meanAccuracy)),
            isAtEdge: isAtEdge(chosen.strength, of: penalties.map(\.strength)) || isAtEdge(chosen.deviation, of: penalties.map(\.deviation)))
    }
}
