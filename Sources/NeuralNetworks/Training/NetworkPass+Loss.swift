// The losses at the end of the network. Cross-entropy is computed from shifted scores, so that nothing overflows.
import Foundation
import LinearAlgebra
import NetworkModels

/// Loss and correct answers of a network on some samples.
package struct BatchScore {
    /// Summed over the samples.
    package var loss = 0.0
    package var correct = 0

    static func + (a: BatchScore, b: BatchScore) -> BatchScore {
        BatchScore(loss: a.loss + b.loss, correct: a.correct + b.correct)
    }
}

extension NetworkPass {
    /// The loss of the first `count` samples of a piece; with `delta` also dLoss/dy for the mean over the batch.
    /// - Parameter numbers: the numbers of the images of the batch.
    func score(
        _ images: LabelledImages, _ numbers: [Int], piece: Int, count: Int, _ loss: Objective.Loss, delta wantsDelta: Bool
    ) -> BatchScore {
        let last = layout.layers.count - 1
        let (outputs, delta) = (output(ofLayer: last, piece: piece), delta(ofLayer: last, piece: piece))
        var score = BatchScore()
        for sample in 0..<count {
            func y(_ c: Int) -> Float { outputs.row(c)[sample] }
            var (best, largest) = (0, y(0))
            for c in 1..<outputs.width where y(c) > largest { (best, largest) = (c, y(c)) }
            let label = Int(images.labels[numbers[piece * Signals.samples + sample]])
            if best == label { score.correct += 1 }
            switch loss {
            case .crossEntropy:
                // (softmax(y) - t) / B.
                var sum = 0.0
                for c in 0..<outputs.width { sum += exp(Double(y(c) - largest)) }
                score.loss += log(sum) + Double(largest - y(label))
                guard wantsDelta else { continue }
                for c in 0..<outputs.width {
                    delta.row(c)[sample] = Float((exp(Double(y(c) - largest)) / sum - (c == label ? 1 : 0)) / Double(batchSize))
                }
            case .squaredError:
                // 2 (y - t) / (B C).
                for c in 0..<outputs.width {
                    let error = Double(y(c)) - (c == label ? 1 : 0)
                    score.loss += error * error / Double(outputs.width)
                    if wantsDelta { delta.row(c)[sample] = Float(2 * error / Double(batchSize * outputs.width)) }
                }
            }
        }
        return score
    }
}
