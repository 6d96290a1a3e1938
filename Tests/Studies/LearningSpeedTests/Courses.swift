// Courses of trainings that are known, for what is observed in them.
import Foundation
import NeuralNetworks

extension TrainingRecord {
    /// A training of 64 steps whose accuracy is 0.2 at first, 0.3 from step `learns` on, and `accuracy` at the end.
    static func course(
        learns time: Double? = 8, ends accuracy: Double = 0.4, conditioning: [Int: Double] = [:], edge: Double = 2, diverges: Bool = false
    ) -> TrainingRecord {
        var record = TrainingRecord(rate: 1, classes: 10)
        record.evaluations = [0, 1, 2, 4, 8, 16, 32].map { step in
            .init(step: step, loss: 1, accuracy: time.map { Double(step) >= $0 } == true ? 0.3 : 0.2)
        }
        record.evaluations.append(.init(step: 64, loss: 1, accuracy: accuracy))
        record.jacobians = (conditioning.isEmpty ? [0: 1] : conditioning).sorted { $0.key < $1.key }.map { step, value in
            TrainingRecord.JacobianPoint(step: step, spectra: [TrainingRecord.spectrum(conditioning: value, largest: edge)])
        }
        record.divergedAt = diverges ? 40 : nil
        return record
    }

    /// Two singular values: with x the square of their ratio, (1 + x)²/(2 (1 + x²)) is the conditioning, which is 1/2 to 1.
    static func spectrum(conditioning c: Double, largest: Double) -> [Double] {
        // (2c - 1) x² - 2x + (2c - 1) = 0.
        let a = 2 * c - 1
        let x = a == 0 ? 0 : (1 - (1 - a * a).squareRoot()) / a
        return [largest, largest * x.squareRoot()]
    }
}
