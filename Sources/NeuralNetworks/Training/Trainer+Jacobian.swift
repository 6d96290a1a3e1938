// The input-output Jacobian of a network in training, J = D^L W^L ⋯ D^1 W^1 at given images, in double precision: what
// P1's figure 6 follows.
import LinearAlgebra
import NetworkModels

extension Trainer {
    /// The singular values of J = dx^L/dx⁰ at some images, image after image, each largest first.
    ///
    /// 2 N³ L flops an image. Values below N 2^-53 of the largest are round-off.
    /// - Parameter numbers: of images in `images`, at most as many as a batch has.
    /// - Throws: `nonFinite` when training has diverged.
    public func jacobianSingularValues(at numbers: [Int], of images: LabelledImages) throws(LinearAlgebraError) -> [[Double]] {
        precondition(!numbers.isEmpty && numbers.count <= batchSize, "from one image to a batch of them")
        forward(numbers, of: images)
        var values: [[Double]] = []
        for sample in numbers.indices {
            var product = Matrix.identity(classifier.network.width)
            for layer in 1...classifier.network.depth {
                product = try weights(ofLayer: layer).times(product)
                let slopes = slopes(ofLayer: layer, sample: sample)
                product.withBlock { _ = $0.scaleRows(by: slopes) }
            }
            values.append(try product.takeSingularValues())
        }
        return values
    }

    /// W^l in double precision.
    private func weights(ofLayer number: Int) -> Matrix {
        let layer = layout.layers[number]
        let start = parameters.start + layer.weights
        return Matrix(rows: layer.outputs, columns: layer.inputs) { i, j in Double(start[i * layer.inputs + j]) }
    }
}
