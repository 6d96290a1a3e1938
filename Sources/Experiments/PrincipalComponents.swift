// Small inputs for networks whose whole Hessian is wanted: images reduced to their principal components, whitened (our choice; the
// papers use all pixels). With fewer samples than inputs most of a Hessian's eigenvalues are zero whatever the network is, and with
// the spectrum of natural images most of the rest are small: whitened inputs leave no degeneracy of their own.
import BuildGraph
import Datasets
import LinearAlgebra
import Randomness

/// A data set whose images are the first principal components of another's, each with mean 0 and variance 1 over the training
/// images, in bytes: 32 levels per standard deviation, up to four.
package struct PrincipalComponents: Target {
    let data: Input<LabelledData>
    /// Components per image.
    let count: Int

    package init(data: Input<LabelledData>, count: Int) { (self.data, self.count) = (data, count) }

    package var words: [String] { ["\(count) principal components"] }

    package func make(_ inputs: Inputs) throws -> LabelledData { try Self.reduce(try inputs[data], to: count) }

    /// - Throws: `invalidParameter` for images that do not differ in so many directions, such as identical ones: a component without
    ///   variance cannot be whitened.
    package static func reduce(_ data: LabelledData, to count: Int) throws -> LabelledData {
        let pixels = data.training.numbersPerImage
        guard (1...max(1, min(pixels, data.training.count))).contains(count), data.training.count > 0 else {
            throw LinearAlgebraError.invalidParameter(
                name: "principal components", value: "\(count)",
                requirement: "from 1 to the numbers per image, \(pixels), and the training images, \(data.training.count)")
        }
        let means = means(data.training)
        let training = centred(data.training, means)
        // The leading subspace by orthogonal iteration, with some more directions than are kept so that it converges: after twelve
        // products a direction whose variance is 0.7 of the last kept one has 1e-2 of its weight.
        var basis = Matrix.gaussian(rows: pixels, columns: min(pixels, count + count / 4), deviation: 1, from: RandomStream(seed: 0x5043))
        for _ in 0..<12 { basis = try training.times(try training.transposedTimes(basis)).orthonormalFactor() }
        // The columns come in the order of their variances.
        let leading = Matrix(rows: pixels, columns: count) { basis[$0, $1] }
        // Y = Q R with images as rows: Q √n has unit covariance.
        let projected = try training.transposedTimes(leading), factor = try projected.triangularFactor()
        // Of components without variance rounding is left.
        let lengths = (0..<count).map { abs(factor[$0, $0]) }, varying = lengths.count { $0 > 1e-9 * (lengths.max() ?? 0) }
        guard varying == count else {
            throw LinearAlgebraError.invalidParameter(
                name: "principal components", value: "\(count)",
                requirement: "at most \(varying), the directions in which the training images differ")
        }
        return LabelledData(
            name: data.name, provenance: data.provenance, training: try reduced(data.training, projected, factor, images: projected.rows),
            test: try reduced(data.test, centred(data.test, means).transposedTimes(leading), factor, images: projected.rows))
    }

    private static func means(_ set: ImageSet) -> [Double] {
        let pixels = set.numbersPerImage
        var sums = [Double](repeating: 0, count: pixels)
        for image in 0..<set.count { for j in 0..<pixels { sums[j] += Double(set.bytes[image * pixels + j]) } }
        return sums.map { $0 / Double(max(1, set.count)) }
    }

    /// Pixels × images.
    private static func centred(_ set: ImageSet, _ means: [Double]) -> Matrix {
        let pixels = set.numbersPerImage
        return Matrix(rows: pixels, columns: set.count) { Double(set.bytes[$1 * pixels + $0]) - means[$0] }
    }

    /// Rows of Y R^{-1} √n, in bytes.
    private static func reduced(_ set: ImageSet, _ projected: Matrix, _ factor: Matrix, images: Int) throws -> ImageSet {
        let count = factor.rows
        let scale = 32 * Double(images).squareRoot()
        var result = ImageSet(height: 1, width: count, channels: 1, classes: set.classes, labels: set.labels)
        result.bytes.reserveCapacity(set.count * count)
        var row = [Double](repeating: 0, count: count)
        for image in 0..<set.count {
            for j in 0..<count {
                row[j] = (projected[image, j] - (0..<j).reduce(0) { $0 + row[$1] * factor[$1, j] }) / factor[j, j]
                result.bytes.append(UInt8(min(255, max(0, (128 + scale * row[j]).rounded()))))
            }
        }
        return result
    }
}
