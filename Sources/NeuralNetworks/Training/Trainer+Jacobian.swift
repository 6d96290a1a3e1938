// The Jacobian of a network in training at given images, in double precision (P1, figure 6). It is that of all hidden
// layers but the first, J = D^L W^L ⋯ D^1 W^1 with L = K - 1; a skip is added to each factor. The products of all images
// are placed side by side, so that a layer is one product with its weights.
import LinearAlgebra
import NetworkModels

extension Trainer {
    /// The singular values of J = dx^L/dx⁰ at some images, image after image, each largest first.
    ///
    /// 2 N³ L flops per image. Values below N 2^-53 of the largest are round-off.
    /// - Parameter numbers: indices into `images`.
    /// - Throws: `nonFinite` when training has diverged; `invalidParameter` for a network with a normalised layer, whose images
    ///   depend on each other.
    public func jacobianSingularValues(at numbers: [Int], of images: LabelledImages) throws(LinearAlgebraError) -> [[Double]] {
        if let layer = network.stack.hidden.normalised {
            throw .invalidParameter(
                name: "network", value: "normalised over the batch in layer \(layer)", requirement: "one whose Jacobian is that of a single image")
        }
        var values: [[Double]] = []
        for start in stride(from: 0, to: numbers.count, by: batchSize) {
            let batch = Array(numbers[start..<min(start + batchSize, numbers.count)])
            forward(batch, of: images)
            values += try jacobianSingularValues(samples: batch.count)
        }
        return values
    }

    /// The same at the first samples of the last forward pass.
    private func jacobianSingularValues(samples: Int) throws(LinearAlgebraError) -> [[Double]] {
        let n = network.stack.hidden.width
        // [J at image 0 | J at image 1 | …].
        var product = Matrix(rows: n, columns: n * samples) { i, j in i == j % n ? 1 : 0 }
        // The products two layers before, and the hyper-residual sum.
        var (earlier, sum) = (Matrix?.none, Matrix?.none)
        for layer in 1..<network.stack.hidden.count {
            if layer > 1, network.stack.hidden.skip.isHyperResidual, let earlier {
                sum = try skipMatrices[layer - 2].times(earlier).plus(sum)
            }
            let skipped = try skip(into: layer, product)?.plus(sum, times: 1 / Double(max(1, layer - 1)))
            earlier = product
            product = try weights(ofLayer: layer).times(product)
            let slopes = (0..<samples).map { self.slopes(ofLayer: layer, sample: $0) }
            product.withBlock { all in
                for (sample, slopes) in slopes.enumerated() {
                    _ = all.window(rows: 0..<n, columns: sample * n..<(sample + 1) * n).scaleRows(by: slopes)
                }
            }
            product = product.plus(skipped)
        }
        var values: [[Double]] = []
        for sample in 0..<samples {
            var jacobian = Matrix(rows: n, columns: n) { i, j in product[i, sample * n + j] }
            values.append(try jacobian.takeSingularValues())
        }
        return values
    }

    /// The contribution of layer l's skip; nil without one.
    private func skip(into layer: Int, _ product: Matrix) throws(LinearAlgebraError) -> Matrix? {
        switch network.stack.hidden.skip {
        case .identity, .hyperResidual: product
        case .fixed: try skipMatrices[layer - 1].times(product)
        case .none: nil
        }
    }

    /// W^l in double precision.
    private func weights(ofLayer number: Int) -> Matrix {
        let layer = layout.layers[number]
        let start = parameters.start + layer.weights
        return Matrix(rows: layer.outputs, columns: layer.inputs) { i, j in Double(start[i * layer.inputs + j]) }
    }
}
