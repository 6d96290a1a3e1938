// Softmax cross-entropy at the end of the network, in the scores' own shifted form so that nothing overflows.
import Foundation
import LinearAlgebra

/// What a network made of some samples.
package struct BatchScore {
    /// Summed cross-entropy, nats.
    package var loss = 0.0
    package var correct = 0

    static func + (a: BatchScore, b: BatchScore) -> BatchScore {
        BatchScore(loss: a.loss + b.loss, correct: a.correct + b.correct)
    }
}

extension NetworkPass {
    /// The loss of the first `count` samples of a piece; with `delta` also dLoss/dy for the mean over the batch:
    /// (softmax(y) - label) / B.
    /// - Parameter numbers: of the images of the batch.
    func score(_ images: LabelledImages, _ numbers: [Int], piece: Int, count: Int, delta wantsDelta: Bool) -> BatchScore {
        let last = layout.layers.count - 1
        let (outputs, delta) = (output(ofLayer: last, piece: piece), delta(ofLayer: last, piece: piece))
        var score = BatchScore()
        for sample in 0..<count {
            func y(_ c: Int) -> Float { outputs.row(c)[sample] }
            var (best, largest) = (0, y(0))
            for c in 1..<outputs.width where y(c) > largest { (best, largest) = (c, y(c)) }
            var sum = 0.0
            for c in 0..<outputs.width { sum += exp(Double(y(c) - largest)) }
            let label = Int(images.labels[numbers[piece * Signals.samples + sample]])
            score.loss += log(sum) + Double(largest - y(label))
            if best == label { score.correct += 1 }
            guard wantsDelta else { continue }
            for c in 0..<outputs.width {
                delta.row(c)[sample] = Float((exp(Double(y(c) - largest)) / sum - (c == label ? 1 : 0)) / Double(batchSize))
            }
        }
        return score
    }
}
