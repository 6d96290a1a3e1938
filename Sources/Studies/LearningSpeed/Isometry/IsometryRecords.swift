// What the claims about figure 6 observe in records of trainings. Other networks choose which q* keeps isometry best, and
// which larger q* has the highest final accuracy.
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Trainings from several q*, in which networks with the same number share their seed.
package struct IsometryRecords {
    let qStars: [Double]
    /// Steps of a training.
    let steps: Int
    /// Indexed by q* and network.
    let records: [[TrainingRecord]]
    /// Trainings from the smallest q*, at its fastest rate.
    let fast: [TrainingRecord]
    /// Whether that rate is the smallest or largest of those tried.
    let isFastestAtEdge: Bool
    /// The q* with the greatest mean conditioning over the last third of the logarithm of the steps.
    package let mostIsometric: Int
    /// The q* above the smallest with the highest final accuracy.
    package let mostAccurateLarger: Int

    /// - Parameters:
    ///   - qStars: ascending, at least two.
    ///   - choosers: indexed by q* and network; other networks than those that judge.
    package init(
        qStars: [Double], steps: Int, choosers: [[TrainingRecord]], records: [[TrainingRecord]], fast: [TrainingRecord],
        isFastestAtEdge: Bool = false
    ) {
        (self.qStars, self.steps, self.records, self.fast) = (qStars, steps, records, fast)
        self.isFastestAtEdge = isFastestAtEdge
        // Of equal ones the smallest q* wins.
        func best(_ candidates: Range<Int>, _ merit: (TrainingRecord) -> Double) -> Int {
            let merits = choosers.map { Moments.mean($0.map(merit)) }
            return candidates.max { (merits[$0], -$0) < (merits[$1], -$1) } ?? 0
        }
        mostIsometric = best(qStars.indices) { $0.lateConditioning }
        mostAccurateLarger = best(qStars.indices.dropFirst()) { $0.finalAccuracy }
    }

    package func observation(of question: IsometryQuestion) -> Observation {
        switch question {
        case .lastsUntilLearning:
            // A network that never learnt is evaluated at the end.
            Observation(.value(.sample(records[0].map { $0.conditioning(afterSteps: $0.steps(toAccuracy: learningMark) ?? .infinity) })))
        case .lastsToTheEnd: Observation(.value(.sample(records[0].map(\.finalConditioning))))
        case .lastsToTheEndAtTheFastestRate: conditioningAtTheFastestRate
        case .theMostIsometricLearnsFastest: leadOfTheMostIsometric
        case .theMostIsometricEndsMostAccurate: theMostIsometric { $0.finalAccuracy - $1.finalAccuracy }
        case .theMostAccurateIsNotTheSmallest:
            Observation(
                .value(.sample(zip(records[mostAccurateLarger], records[0]).map { $0.finalAccuracy - $1.finalAccuracy })),
                note: "\(name(mostAccurateLarger)), chosen by other networks")
        }
    }

    private var conditioningAtTheFastestRate: Observation {
        let observation = Observation(.value(.sample(fast.map(\.finalConditioning))))
        return isFastestAtEdge ? observation.doubted(because: "the fastest rate is the least or greatest of those tried") : observation
    }

    private func name(_ k: Int) -> String { "q* = \(Fraction.text(qStars[k]))" }

    /// How much sooner the q* that keeps isometry best learns than each other q*. A time that is cut off is too short: its own
    /// makes the lead look larger, another q*'s makes it look smaller.
    private var leadOfTheMostIsometric: Observation {
        let lead = theMostIsometric { $1.logLearningTime(atMost: steps) - $0.logLearningTime(atMost: steps) }
        let isCut = records[mostIsometric].contains { !$0.hasLearnt }
        return isCut ? lead.doubted(because: "not all networks of \(name(mostIsometric)) learnt", failureStands: true) : lead
    }

    private func theMostIsometric(beside advantage: (TrainingRecord, TrainingRecord) -> Double) -> Observation {
        Observation(
            .list(records.indices.filter { $0 != mostIsometric }.map { other in
                Observation.Item("beside \(name(other))", .sample(zip(records[mostIsometric], records[other]).map(advantage)))
            }), note: "\(name(mostIsometric)) keeps isometry best, by other networks")
    }
}
