// Known courses of trainings, to test observations on them.
import Foundation
import NeuralNetworks

extension TrainingRecord {
    /// A training of 64 steps whose accuracy is 0.2 at first, 0.3 from step `learns` on, and `accuracy` at the end.
    package static func course(
        learns time: Double? = 8, ends accuracy: Double = 0.4, conditioning: [Int: Double] = [:], edge: Double = 2, diverges: Bool = false
    ) -> TrainingRecord {
        record(at: [0, 1, 2, 4, 8, 16, 32], conditioning: conditioning, edge: edge, ends: accuracy, diverges: diverges) { step in
            time.map { Double(step) >= $0 } == true ? 0.3 : 0.2
        }
    }

    /// A training of 64 steps that has accuracy 1/4 after `time` steps, on its way from 0.1 to 0.4, and `accuracy` at the end,
    /// where it is below the mark if the mark is never reached.
    package static func saturating(learns time: Double, ends accuracy: Double = 0.4, conditioning: [Int: Double] = [:]) -> TrainingRecord {
        record(
            at: [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48], conditioning: conditioning, edge: 2, ends: time > 64 ? min(accuracy, 0.24) : accuracy,
            diverges: false
        ) { step in
            0.1 + 0.3 * Double(step) / (Double(step) + time)
        }
    }

    private static func record(
        at steps: [Int], conditioning: [Int: Double], edge: Double, ends accuracy: Double, diverges: Bool, accuracyAt: (Int) -> Double
    ) -> TrainingRecord {
        var record = TrainingRecord(rate: 1, classes: 10)
        record.evaluations = steps.map { .init(step: $0, loss: 1, accuracy: accuracyAt($0)) }
        record.evaluations.append(.init(step: 64, loss: 1, accuracy: accuracy))
        record.jacobians = (conditioning.isEmpty ? [0: 1] : conditioning).sorted { $0.key < $1.key }.map { step, value in
            JacobianPoint(step: step, spectra: [spectrum(conditioning: value, largest: edge)])
        }
        record.divergedAt = diverges ? 40 : nil
        return record
    }

    /// One singular value and four equal smaller ones: with x the square of their ratio, the conditioning is
    /// (1 + 4x)²/(5 (1 + 4x²)), from 1/5 to 1.
    package static func spectrum(conditioning c: Double, largest: Double) -> [Double] {
        // 4 (5c - 4) x² - 8x + (5c - 1) = 0, the root that grows from 0 at c = 1/5 to 1 at c = 1.
        let (a, b) = (4 * (5 * c - 4), 5 * c - 1)
        let x = b / (4 + max(0, 16 - a * b).squareRoot())
        return [largest] + Array(repeating: largest * max(0, x).squareRoot(), count: 4)
    }
}
