// Doing a training, with places to stop and to go on from.
import LinearAlgebra

extension TrainingRun {
    /// How far a training has come: all that is needed to go on.
    public struct Progress: Codable, Sendable {
        var trainer: Trainer.State
        var record: TrainingRecord

        /// Steps done.
        public var steps: Int { trainer.steps }
    }

    /// Trains to the end, to the accuracy that is enough, or to the step at which the loss is no longer a finite number.
    /// - Parameters:
    ///   - progress: where to go on from; nil for the beginning.
    ///   - threads: that share the work; they change no bit of the record.
    ///   - save: called after each step with a way to get the progress so far; what it throws ends the training.
    public func record(
        on images: Images, from progress: Progress? = nil, threads: Int = 1, save: (() -> Progress) throws -> Void = { _ in }
    ) throws -> TrainingRecord {
        let map = InputMap(images.statistics, meanSquare: classifier.inputMeanSquare)
        let trainer = try Trainer(
            classifier, on: images.training, map: map, optimiser: optimiser, rate: rate, batchSize: batchSize, seed: seed,
            threads: threads)
        var record = TrainingRecord()
        if let progress {
            trainer.resume(progress.trainer)
            record = progress.record
        } else {
            try look(trainer, images, &record)
        }
        while trainer.steps < steps, record.divergedAt == nil, !isEnough(record) {
            let loss = trainer.step()
            record.batchLosses.append(loss)
            if loss.isFinite { try look(trainer, images, &record) } else { record.divergedAt = trainer.steps }
            try save { Progress(trainer: trainer.state, record: record) }
        }
        return record
    }

    private func isEnough(_ record: TrainingRecord) -> Bool {
        enough.map { accuracy in record.evaluations.last.map { $0.accuracy >= accuracy } ?? false } ?? false
    }

    /// Records what is to be seen after the steps done so far.
    private func look(_ trainer: Trainer, _ images: Images, _ record: inout TrainingRecord) throws {
        if evaluations.contains(trainer.steps) {
            record.evaluations.append(TrainingRecord.Point(step: trainer.steps, evaluation: trainer.evaluate(images.heldOut)))
        }
        if jacobians.contains(trainer.steps) {
            let spectra = try trainer.jacobianSingularValues(at: Array(0..<jacobianImages), of: images.heldOut)
            func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
            record.jacobians.append(
                TrainingRecord.JacobianPoint(
                    step: trainer.steps, singularValues: spectra.flatMap { $0 }, largest: mean(spectra.map { $0.first ?? 0 }),
                    conditioning: mean(
                        spectra.map { values in
                            let first = mean(values.map { $0 * $0 })
                            return first * first / mean(values.map { $0 * $0 * $0 * $0 })
                        })))
        }
    }
}
