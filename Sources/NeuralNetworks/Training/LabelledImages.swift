// The training data: images as published, in bytes, with the affine map that turns them into a network's input.
import LinearAlgebra

/// Images in bytes with their classes, and the map byte → input: a = (byte - mean) · scale, with one mean per pixel.
public struct LabelledImages: Sendable {
    /// Numbers per image.
    public let inputs: Int
    public let classes: Int
    /// Image after image; `count` × `inputs`. A slice shares its memory with the whole.
    package let bytes: ArraySlice<UInt8>
    package let labels: [UInt8]
    public var count: Int { labels.count }

    /// Precondition: whole images, one label each, all below `classes`.
    public init(inputs: Int, classes: Int, bytes: [UInt8], labels: [UInt8]) {
        self.init(inputs: inputs, classes: classes, bytes: bytes[...], labels: labels)
    }

    private init(inputs: Int, classes: Int, bytes: ArraySlice<UInt8>, labels: [UInt8]) {
        precondition(bytes.count == inputs * labels.count, "\(bytes.count) bytes are not \(labels.count) images of \(inputs)")
        precondition(labels.allSatisfy { $0 < classes }, "a label is not below \(classes)")
        self.inputs = inputs
        self.classes = classes
        self.bytes = bytes
        self.labels = labels
    }

    /// The first `count` images, or all if there are fewer.
    public func prefix(_ count: Int) -> LabelledImages { slice(0..<min(count, self.count)) }

    /// Images number `range`.
    public func slice(_ range: Range<Int>) -> LabelledImages {
        LabelledImages(
            inputs: inputs, classes: classes,
            bytes: bytes.dropFirst(range.lowerBound * inputs).prefix(range.count * inputs), labels: Array(labels[range]))
    }
}

extension LabelledImages {
    /// The inputs of the first images, `inputs` × `count`, as the networks that learn them see them, and their classes.
    package func matrix(_ count: Int, map: InputMap) -> (inputs: Matrix, labels: [Int]) {
        let count = min(count, self.count), first = bytes.startIndex
        return (
            Matrix(rows: inputs, columns: count) { Double((Float(bytes[first + $1 * inputs + $0]) - map.mean[$0]) * map.scale) },
            labels.prefix(count).map { Int($0) }
        )
    }
}

/// Statistics of all training images.
public struct ImageStatistics: Hashable, Codable, Sendable {
    /// The mean byte at each pixel.
    public let mean: [Float]
    /// The variance about the mean, averaged over the pixels.
    public let variance: Double

    public init(_ images: LabelledImages) {
        var sums = [Int](repeating: 0, count: images.inputs)
        var squares = 0
        images.bytes.withUnsafeBufferPointer { bytes in
            for image in 0..<images.count {
                for j in 0..<images.inputs {
                    let byte = Int(bytes[image * images.inputs + j])
                    sums[j] += byte
                    squares += byte * byte
                }
            }
        }
        let count = Double(max(1, images.count))
        let means = sums.map { Double($0) / count }
        mean = means.map { Float($0) }
        variance = (Double(squares) / count - means.reduce(0) { $0 + $1 * $1 }) / Double(images.inputs)
    }
}

/// The map from bytes to inputs, computed from the training images: centred pixel by pixel, with one scale for all pixels.
public struct InputMap: Hashable, Codable, Sendable {
    package let mean: [Float]
    package let scale: Float

    /// The map after which the inputs of the images have mean 0 at each pixel and, over all, the given mean square.
    public init(_ images: ImageStatistics, meanSquare: Double) {
        mean = images.mean
        // Identical images have no variance to scale.
        scale = images.variance > 0 ? Float((meanSquare / images.variance).squareRoot()) : 0
    }
}
