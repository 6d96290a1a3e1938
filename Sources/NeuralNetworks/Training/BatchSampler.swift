// Which images a step sees: the training set in a new random order for each epoch. Step t is a function of the seed and t
// alone, so a resumed run sees the same images. A batch of all images has them in their original order.
import Randomness

/// Draws batches without replacement within an epoch.
package struct BatchSampler {
    let count: Int
    let batchSize: Int
    let stream: RandomStream
    private var epoch = -1
    private var order: [Int] = []

    /// - Parameter count: images, at least 1.
    package init(count: Int, batchSize: Int, stream: RandomStream) {
        self.count = count
        self.batchSize = batchSize
        self.stream = stream
    }

    /// Writes the numbers of the images of step `step` = 0, 1, …, as many as a batch has.
    package mutating func fill(_ numbers: inout [Int], step: Int) {
        for i in numbers.indices {
            let position = step * batchSize + i
            if position / count != epoch {
                epoch = position / count
                shuffle(stream.substream(UInt64(epoch)))
            }
            numbers[i] = order[position % count]
        }
    }

    /// Fisher and Yates's shuffle, written out because the standard library does not promise that its own stays the same.
    private mutating func shuffle(_ stream: RandomStream) {
        order = Array(0..<count)
        guard batchSize != count else { return }
        for i in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(i, Int(stream.word(UInt64(i)).multipliedFullWidth(by: UInt64(i + 1)).high))
        }
    }
}
