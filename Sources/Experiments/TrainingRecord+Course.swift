// What figures and claims use from the record of a training. A training that diverged counts from then on as guessing, with
// conditioning 0; one that never reached the mark counts with all the steps it was given.
import Foundation
import NeuralNetworks

/// The mark of P1's figure 5, and of the table beside figure 4: accuracy 1/4; guessing has 1/10.
package let learningMark = 0.25

extension TrainingRecord {
    /// tau, the steps to the mark: at least 1, and at most the steps that the training was given.
    package func learningTime(atMost steps: Int) -> Double {
        min(max(1, self.steps(toAccuracy: learningMark) ?? .infinity), Double(steps))
    }

    /// ln tau.
    package func logLearningTime(atMost steps: Int) -> Double { log(learningTime(atMost: steps)) }

    package var hasLearnt: Bool { steps(toAccuracy: learningMark) != nil }

    /// The final accuracy; that of guessing after a divergence.
    package var finalAccuracy: Double { divergedAt == nil ? evaluations.last?.accuracy ?? 0 : chanceAccuracy }

    /// The final conditioning; 0 after a divergence.
    package var finalConditioning: Double { divergedAt == nil ? jacobians.last?.conditioning ?? .nan : 0 }

    /// The accuracy averaged over the logarithm of the step; 0 after a divergence.
    package var meanAccuracy: Double {
        divergedAt == nil ? Self.meanOverDecades(evaluations.map { (Double($0.step), $0.accuracy) }) : 0
    }

    /// The conditioning averaged over the last third of the logarithm of the step; 0 after a divergence.
    package var lateConditioning: Double {
        guard divergedAt == nil, let last = jacobians.last?.step else { return 0 }
        // Interpolated at the beginning of the last third, so that the choice of probed steps does not matter.
        let start = pow(Double(max(1, last)), 2.0 / 3)
        let late = jacobians.filter { Double($0.step) > start }.map { (Double($0.step), $0.conditioning) }
        return Self.meanOverDecades([(start, conditioning(afterSteps: start))] + late)
    }

    /// The conditioning after some steps, interpolated linearly in ln(1 + step) between two probes.
    package func conditioning(afterSteps step: Double) -> Double {
        guard let after = jacobians.firstIndex(where: { Double($0.step) >= step }) else { return finalConditioning }
        guard after > 0 else { return jacobians[after].conditioning }
        let (a, b) = (jacobians[after - 1], jacobians[after])
        let part = (log1p(step) - log1p(Double(a.step))) / (log1p(Double(b.step)) - log1p(Double(a.step)))
        return a.conditioning + part * (b.conditioning - a.conditioning)
    }

    /// The mean over ln step of the piecewise linear curve through the points, from step 1 on.
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

    /// ln of the geometric mean over several networks of s_max before the first step, divided by the root mean square singular
    /// value, so that the overall scale of J does not matter.
    package static func logFirstEdge(_ records: [TrainingRecord]) -> Double {
        Moments.mean(records.map { log($0.jacobians.first?.normalisedLargest ?? .nan) })
    }
}
