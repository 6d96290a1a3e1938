// Gaussian weights: every layer draws a fresh matrix. J is kept without the rows that dead neurons make zero, and a layer
// computes only the rows of live neurons, so the signal is propagated before J.
import LinearAlgebra
import Randomness

extension JacobianSimulation {
    /// Multiplies J by the next layer; W is storage for its weights.
    mutating func multiplyGaussianLayer(
        into product: inout RunningProduct, _ w: inout Matrix
    ) throws(LinearAlgebraError) {
        product.layer += 1
        let deviation = network.sigmaW / Double(network.width).squareRoot()
        stopwatch.measure(.random) { w.fillGaussian(deviation: 1, from: network.streams.stream(.weights, layer: product.layer)) }
        let weighted = try stopwatch.measure(.apply) { () throws(LinearAlgebraError) in
            propagatesSignal ? try w.times(product.record.activations).map { deviation * $0 } : []
        }
        let inputs = product.record.active
        let record = try self.record(layer: product.layer, weightedInput: weighted)
        let outputs = record.active
        let factors = outputs.map { product.rescaling * deviation * record.slopes[$0] }
        let alive = stopwatch.measure(.elementwise) { w.selecting(rows: outputs, columns: inputs) }
        product.matrix = try stopwatch.measure(.apply) { () throws(LinearAlgebraError) in
            product.layer == 1 ? alive : try alive.times(product.matrix)
        }
        let square = stopwatch.measure(.elementwise) { product.matrix.withBlock { $0.scaleRows(by: factors) } }
        product.rescaling = rescaling(forSquaredNorm: square)
        product.record = record
    }

    /// Singular values of the layers so far.
    mutating func gaussianSpectrum(of product: RunningProduct) throws(LinearAlgebraError) -> JacobianSpectrum {
        var finished = product.matrix
        if product.rescaling != 1 { finished.withBlock { scale($0.start, by: product.rescaling, count: $0.rows * $0.columns) } }
        return try outcome(destroying: &finished)
    }
}

extension Matrix {
    /// The submatrix of the given ascending rows and columns; the matrix itself if that is all of it.
    fileprivate func selecting(rows r: [Int], columns c: [Int]) -> Matrix {
        if r.count == rows, c.count == columns { return self }
        return Matrix(rows: r.count, columns: c.count) { self[r[$0], c[$1]] }
    }
}
