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
    /// The loss of some samples; with `delta` also dLoss/dy for the mean over the batch: (softmax(y) - label) / B.
    func score(_ labels: [Int], samples: Range<Int>, delta wantsDelta: Bool) -> BatchScore {
        let last = layout.layers.count - 1
        let (outputs, delta) = (output(ofLayer: last), delta(ofLayer: last))
        var score = BatchScore()
        for sample in samples {
            let y = outputs.start + sample * outputs.stride
            var (best, largest) = (0, y[0])
            for c in 1..<outputs.width where y[c] > largest { (best, largest) = (c, y[c]) }
            var sum = 0.0
            for c in 0..<outputs.width { sum += exp(Double(y[c] - largest)) }
            let label = labels[sample]
            score.loss += log(sum) + Double(largest - y[label])
            if best == label { score.correct += 1 }
            guard wantsDelta else { continue }
            let d = delta.start + sample * delta.stride
            for c in 0..<outputs.width {
                d[c] = Float((exp(Double(y[c] - largest)) / sum - (c == label ? 1 : 0)) / Double(batchSize))
            }
        }
        return score
    }
}
