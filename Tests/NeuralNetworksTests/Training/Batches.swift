// Images for small trainings, in the form of the trainer and of the reference.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

enum Batches {
    static func images(_ count: Int = 300) -> LabelledImages {
        let stream = RandomStream(seed: 3)
        return LabelledImages(
            inputs: 19, classes: 5, bytes: (0..<count * 19).map { UInt8(truncatingIfNeeded: stream.word(UInt64($0))) },
            labels: (0..<count).map { UInt8(stream.substream(1).word(UInt64($0)) % 5) })
    }

    /// The inputs of some images, 19 × B, and their targets, 5 × B, with a 1 at the class of each.
    static func matrices(_ images: LabelledImages, _ numbers: [Int], meanSquare: Double) -> (inputs: Matrix, targets: Matrix) {
        let map = InputMap(ImageStatistics(images), meanSquare: meanSquare)
        return (
            Matrix(rows: images.inputs, columns: numbers.count) {
                Double((Float(images.bytes[numbers[$1] * images.inputs + $0]) - map.mean[$0]) * map.scale)
            },
            Matrix(rows: images.classes, columns: numbers.count) { Int(images.labels[numbers[$1]]) == $0 ? 1 : 0 }
        )
    }

    /// The images that a training sees in a step.
    static func numbers(ofStep step: Int, size: Int, of count: Int, seed: UInt64 = 5) -> [Int] {
        var sampler = BatchSampler(count: count, batchSize: size, stream: RandomStream(seed: seed))
        var numbers = Array(repeating: 0, count: size)
        sampler.fill(&numbers, step: step)
        return numbers
    }
}
