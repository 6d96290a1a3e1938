// Runs a training, which can be stopped and resumed.
import LinearAlgebra

extension TrainingRun {
    /// The progress of a training: all that is needed to continue it.
    public struct Progress: Codable, Sendable {
        var trainer: Trainer.State
        var record: TrainingRecord

        /// Steps done.
        public var steps: Int { trainer.steps }
    }

    /// Trains to the last step, to the accuracy that is enough, or to the step at which the loss is no longer finite.
    /// - Parameters:
    ///   - progress: where to continue; nil for the beginning.
    ///   - threads: how many share the work; the record does not depend on it.
    ///   - save: called after each step with a way to get the progress so far; what it throws ends the training.
    public func record(
        on images: Images, from progress: Progress? = nil, threads: Int = 1, save: (() -> Progress) throws -> Void = { _ in }
    ) throws -> TrainingRecord {
        let map = InputMap(images.statistics, meanSquare: inputMeanSquare)
        let trainer = try Trainer(
            network, on: images.training, map: map, objective: objective, optimiser: optimiser, rate: rate, layerRates: layerRates,
            batchSize: min(batchSize, images.training.count), seed: seed, threads: threads)
        var record = TrainingRecord(rate: rate, classes: network.stack.outputs)
        if let progress {
            trainer.resume(progress.trainer)
            record = progress.record
        } else {
            if try !look(trainer, images, &record) { record.divergedAt = 0 }
        }
        while trainer.steps < steps, record.divergedAt == nil, !isEnough(record) {
            let loss = trainer.step()
            record.batchLosses.append(loss)
            // The loss is from before the step; the probes see what the step did.
            if try !(loss.isFinite && look(trainer, images, &record)) { record.divergedAt = trainer.steps }
            try save { Progress(trainer: trainer.state, record: record) }
        }
        return record
    }

    private func isEnough(_ record: TrainingRecord) -> Bool {
        enough.map { accuracy in record.evaluations.last.map { $0.accuracy >= accuracy } ?? false } ?? false
    }

    /// Records what the probes see after the steps done so far. Returns false and records nothing if it is not finite.
    private func look(_ trainer: Trainer, _ images: Images, _ record: inout TrainingRecord) throws(LinearAlgebraError) -> Bool {
        let due = DueProbes(probes, after: trainer.steps)
        if due.accuracyImages > 0 {
            let evaluation = trainer.evaluate(images.heldOut.prefix(due.accuracyImages))
            guard evaluation.loss.isFinite else { return false }
            record.evaluations.append(TrainingRecord.Point(step: trainer.steps, loss: evaluation.loss, accuracy: evaluation.accuracy))
        }
        if due.jacobianImages > 0 {
            do {
                let numbers = Array(0..<min(due.jacobianImages, images.heldOut.count))
                let spectra = try trainer.jacobianSingularValues(at: numbers, of: images.heldOut)
                record.jacobians.append(TrainingRecord.JacobianPoint(step: trainer.steps, spectra: spectra))
            } catch .nonFinite {
                return false
            }
        }
        if due.parameters { record.snapshots.append(.init(step: trainer.steps, parameters: trainer.state.parameters)) }
        return true
    }
}
