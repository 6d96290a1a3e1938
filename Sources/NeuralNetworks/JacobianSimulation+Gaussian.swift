// Gaussian weights: every layer draws a fresh matrix. J is kept without the rows that dead neurons make zero, and a
// layer only computes rows of neurons that turn out alive, for which the signal has to go ahead of J.
import LinearAlgebra
import Randomness

extension JacobianSimulation {
    /// Singular values of the first l layers, for each l of `depths`, by multiplying the layers out.
    mutating func gaussianSpectra(atDepths depths: [Int]) throws(LinearAlgebraError) -> [JacobianSpectrum] {
        let n = network.width
        let deviation = network.sigmaW / Double(n).squareRoot()
        var w = Matrix(rows: n, columns: n)
        var x = propagatesSignal ? network.inputSignal() : []
        var inputs = Array(0..<n)
        /// alive × N; the true product is this times its rows' scalings, already applied.
        var j = Matrix(rows: 0, columns: n)
        var spectra: [JacobianSpectrum] = []
        var rescaling = 1.0

        for layer in 1...(depths.last ?? 1) {
            stopwatch.measure(.random) { w.fillGaussian(deviation: 1, from: network.stream(.weights, layer: layer)) }
            let weighted = try stopwatch.measure(.apply) { () throws(LinearAlgebraError) in
                propagatesSignal ? try w.times(x).map { deviation * $0 } : []
            }
            let record = try self.record(layer: layer, weightedInput: weighted)
            let outputs = record.active
            let factors = outputs.map { rescaling * deviation * record.slopes[$0] }
            let alive = stopwatch.measure(.elementwise) { w.selecting(rows: outputs, columns: inputs) }
            j = try stopwatch.measure(.apply) { () throws(LinearAlgebraError) in layer == 1 ? alive : try alive.times(j) }
            let square = stopwatch.measure(.elementwise) { j.withBlock { $0.scaleRows(by: factors) } }
            rescaling = self.rescaling(forSquaredNorm: square)
            (x, inputs) = (record.activations, outputs)
            guard depths.contains(layer) else { continue }
            var product = j
            if rescaling != 1 { product.withBlock { scale($0.start, by: rescaling, count: $0.rows * $0.columns) } }
            spectra.append(try spectrum(destroying: &product))
        }
        return spectra
    }
}

extension Matrix {
    /// The submatrix of the given ascending rows and columns; the matrix itself when they are all.
    fileprivate func selecting(rows r: [Int], columns c: [Int]) -> Matrix {
        if r.count == rows, c.count == columns { return self }
        return Matrix(rows: r.count, columns: c.count) { self[r[$0], c[$1]] }
    }
}
