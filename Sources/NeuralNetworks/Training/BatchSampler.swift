// Which images a step sees: the training set in a new random order each epoch, one epoch after the other. Step t is a
// function of the seed and t alone, so that a resumed run sees what it would have seen.
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

    /// The numbers of the images of step `step` = 0, 1, …, as many as a batch has.
    package mutating func fill(_ numbers: inout [Int], step: Int) {
        for i in numbers.indices {
            let position = step * batchSize + i
            if position / count != epoch {
                epoch = position / count
                var generator = RandomSequence(stream.substream(UInt64(epoch)))
                order = Array(0..<count).shuffled(using: &generator)
            }
            numbers[i] = order[position % count]
        }
    }
}
