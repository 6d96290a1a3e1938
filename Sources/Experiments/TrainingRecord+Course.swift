// What figures and claims take from the course of a training. A training that diverged guesses from then on, and is no
// isometry; one that never learnt counts with the steps it was given.
import Foundation
import NeuralNetworks

/// The mark of P1's figure 5, and of the table beside figure 4: accuracy 1/4, where guessing has 1/10.
package let learningMark = 0.25

extension TrainingRecord {
    /// tau, the steps to the mark: at least one, and at most those that the training was given.
    package func learningTime(atMost steps: Int) -> Double {
        min(max(1, self.steps(toAccuracy: learningMark) ?? .infinity), Double(steps))
    }

    /// ln tau.
    package func logLearningTime(atMost steps: Int) -> Double { log(learningTime(atMost: steps)) }

    package var hasLearnt: Bool { steps(toAccuracy: learningMark) != nil }

    /// The accuracy at the end; that of guessing after a divergence.
    package var finalAccuracy: Double { divergedAt == nil ? evaluations.last?.accuracy ?? 0 : chanceAccuracy }

    /// The conditioning at the end.
    package var finalConditioning: Double { divergedAt == nil ? jacobians.last?.conditioning ?? .nan : 0 }

    /// The mean accuracy over the logarithm of the step; 0 after a divergence.
    package var meanAccuracy: Double {
        divergedAt == nil ? Self.meanOverDecades(evaluations.map { (Double($0.step), $0.accuracy) }) : 0
    }

    /// The mean conditioning over the last third of the logarithm of the step; 0 after a divergence.
    package var lateConditioning: Double {
        guard divergedAt == nil, let last = jacobians.last?.step else { return 0 }
        // Interpolated where the last third begins, so that it does not matter which steps were looked at.
        let start = pow(Double(max(1, last)), 2.0 / 3)
        let late = jacobians.filter { Double($0.step) > start }.map { (Double($0.step), $0.conditioning) }
        return Self.meanOverDecades([(start, conditioning(afterSteps: start))] + late)
    }

    /// The conditioning after some steps, between two looks along a straight line over ln(1 + step).
    package func conditioning(afterSteps step: Double) -> Double {
        guard let after = jacobians.firstIndex(where: { Double($0.step) >= step }) else { return finalConditioning }
        guard after > 0 else { return jacobians[after].conditioning }
        let (a, b) = (jacobians[after - 1], jacobians[after])
        let part = (log1p(step) - log1p(Double(a.step))) / (log1p(Double(b.step)) - log1p(Double(a.step)))
        return a.conditioning + part * (b.conditioning - a.conditioning)
    }

    /// The mean of straight lines between points over ln step, from step 1 on.
    private static func meanOverDecades(_ points: [(step: Double, value: Double)]) -> Double {
        let points = points.filter { $0.step >= 1 }.map { (x: log($0.step), y: $0.value) }
        guard let first = points.first, let last = points.last else { return 0 }
        guard last.x > first.x else { return last.y }
        return zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.0.y + $1.1.y) / 2 } / (last.x - first.x)
    }

    /// The accuracies of several trainings, step by step.
    package static func accuracies(_ records: [TrainingRecord]) -> [(step: Int, values: [Double])] {
        let steps = records.map { $0.evaluations.map(\.step) }.max { $0.count < $1.count } ?? []
        return steps.enumerated().map { k, step in
            (step, records.map { k < $0.evaluations.count ? $0.evaluations[k].accuracy : $0.finalAccuracy })
        }
    }

    /// ln of the geometric mean of several networks' s_max before the first step, over the root mean square of all singular
    /// values: what is left of it when the whole of J shrinks or grows.
    package static func logFirstEdge(_ records: [TrainingRecord]) -> Double {
        Moments.mean(records.map { log($0.jacobians.first?.normalisedLargest ?? .nan) })
    }
}
