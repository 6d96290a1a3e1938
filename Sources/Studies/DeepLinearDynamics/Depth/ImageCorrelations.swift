// Second moments of images and their classes: all that a linear network learns from. They are computed once; no training reads an
// image.
import BuildGraph
import Datasets
import LinearAlgebra
import NeuralNetworks

/// Correlations of the first training images and their one-hot classes.
public struct ImageCorrelations: Target {
    let data: Input<LabelledData>
    /// How many images; all if there are fewer.
    let images: Int

    package init(data: Input<LabelledData>, images: Int) { (self.data, self.images) = (data, images) }

    public struct Value: Codable, Sendable {
        public var images: Int
        /// Σ11's eigenvalues, descending: uncentred second moments of the pixels, which lie in [0, 1].
        public var variances: [Double]
        /// Σ31 in the eigenvectors of Σ11, classes × inputs.
        public var inputOutput: Matrix
        /// Σ11 of the central pixels of the middle row.
        public var centralPixels: Matrix

        package init(images: Int, variances: [Double], inputOutput: Matrix, centralPixels: Matrix) {
            (self.images, self.variances, self.inputOutput, self.centralPixels) = (images, variances, inputOutput, centralPixels)
        }
    }

    /// Central pixels whose correlations are kept.
    static let centralCount = 20

    public var resources: Resources { Resources(memory: 512 << 20, isolation: .process) }

    public func make(_ inputs: Inputs) throws -> Value { try Self.value(of: inputs[data].training.prefix(images)) }

    package static func value(of set: ImageSet) throws -> Value {
        let n = set.numbersPerImage
        var moments = Matrix(rows: n, columns: n), crossed = Matrix(rows: set.classes, columns: n)
        let batch = 1000
        for first in stride(from: 0, to: set.count, by: batch) {
            let range = first..<min(first + batch, set.count)
            let pixels = Matrix(
                rows: n, columns: range.count, elements: set.bytes[range.lowerBound * n..<range.upperBound * n].map { Double($0) / 255 })
            let square = try pixels.timesTransposed(pixels)
            moments = moments.adding(square)
            let classes = Matrix(rows: set.classes, columns: range.count) { Int(set.labels[first + $1]) == $0 ? 1 : 0 }
            crossed = crossed.adding(try classes.timesTransposed(pixels))
        }
        let scale = 1 / Double(set.count)
        let second = moments.scaled(by: scale), svd = try second.singularValueDecomposition()
        let central = Self.central(set)
        return Value(
            images: set.count, variances: svd.values, inputOutput: try crossed.scaled(by: scale).times(svd.right),
            centralPixels: Matrix(rows: central.count, columns: central.count) { second[central[$0], central[$1]] })
    }

    private static func central(_ set: ImageSet) -> [Int] {
        let first = (set.width - centralCount) / 2, row = set.height / 2
        return (0..<min(centralCount, set.width)).map { row * set.width + max(0, first) + $0 }
    }
}

extension ImageCorrelations.Value {
    /// The least variance, relative to the largest, of an input that is kept in whitening: pixels that never change have none.
    static let leastVariance = 1e-10

    /// Inputs whose variance is not zero to round-off.
    package var rank: Int { variances.prefix { $0 > Self.leastVariance * (variances.first ?? 0) }.count }

    /// The task on whitened inputs, Σ11 = I. One-hot outputs have a mean square of 1.
    /// - Parameter components: how many of the inputs of the largest variance; all by default.
    package func whitened(components: Int? = nil) throws -> LinearTask {
        let count = min(rank, components ?? rank)
        return try LinearTask(
            inputOutput: Matrix(rows: inputOutput.rows, columns: count) { inputOutput[$0, $1] / variances[$1].squareRoot() }, outputPower: 1)
    }

    /// The task on the pixels, in the eigenvectors of Σ11.
    package func raw() throws -> LinearTask {
        let count = rank
        return try LinearTask(
            inputOutput: Matrix(rows: inputOutput.rows, columns: count) { inputOutput[$0, $1] }, inputVariances: Array(variances.prefix(count)),
            outputPower: 1)
    }
}

extension Matrix {
    func adding(_ other: Matrix) -> Matrix { Matrix(rows: rows, columns: columns, elements: zip(elements, other.elements).map { $0 + $1 }) }
    func scaled(by factor: Double) -> Matrix { Matrix(rows: rows, columns: columns, elements: elements.map { $0 * factor }) }
}
