// Orthogonal weights, applied as reflectors and never formed. The running product and the signal are one matrix
// Z = [J | x]ᵀ, so a layer's reflectors act on N + 1 rows at once. Two savings are exact:
//  · W^1 is the last factor on the right and orthogonal up to sigma_w, so J's singular values are those of
//    D^L W^L ⋯ W^2 D^1 sigma_w: the first layer acts on the signal only;
//  · D^1 is diagonal, so J's columns of dead neurons stay zero and are left out, and layer 2 acts on a diagonal matrix
//    for 4/3 N³ flops instead of 2N³.
// D^l, sigma_w, the signs S of the next Q and a power of two are one scaling: one pass over memory per layer.
import LinearAlgebra
import Randomness

extension JacobianSimulation {
    /// Sends Z through the next layer.
    mutating func multiplyOrthogonalLayer(
        into product: inout RunningProduct, _ reflectors: inout HaarReflectors
    ) throws(LinearAlgebraError) {
        product.layer += 1
        guard product.layer > 1 else { return try enterFirstLayer(&product) }
        stopwatch.measure(.random) { reflectors.drawVectors(from: network.streams.stream(.weights, layer: product.layer)) }
        try stopwatch.measure(.combine) { () throws(LinearAlgebraError) in try reflectors.combineBlocks() }
        let square = stopwatch.measure(.elementwise) {
            enter(&product.matrix, record: product.record, signs: reflectors.signs, rescaling: product.rescaling)
        }
        product.rescaling = rescaling(forSquaredNorm: square)
        stopwatch.measure(.apply) {
            // In layer 2, row j of Z is zero before column j's neuron: reflectors from k on start at the first row that is not.
            let firstRow = product.layer == 2 ? product.record.active.partitionPoints(count: network.width) : []
            product.matrix.withBlock { z in
                reflectors.multiplyFromRight(z, .transposed, firstRow: firstRow.isEmpty ? { _ in 0 } : { firstRow[$0] })
            }
        }
        let signal = propagatesSignal ? product.matrix.row(product.matrix.rows - 1) : []
        product.record = try record(layer: product.layer, weightedInput: signal)
    }

    /// Singular values of the layers so far.
    mutating func orthogonalSpectrum(of product: RunningProduct) throws(LinearAlgebraError) -> JacobianSpectrum {
        let rows = product.matrix.rows - (propagatesSignal ? 1 : 0)
        var finished = stopwatch.measure(.elementwise) {
            finish(product.matrix, record: product.record, rows: rows, factor: product.rescaling * network.sigmaW)
        }
        return try outcome(destroying: &finished)
    }

    /// Layer 1 acts on the signal only, a single vector, for which blocks do not pay; Z keeps the rows of its live neurons.
    private mutating func enterFirstLayer(_ product: inout RunningProduct) throws(LinearAlgebraError) {
        if propagatesSignal {
            var x = product.record.activations
            product.record = try sendSignal(&x, layer: 1)
        } else {
            product.record = try record(layer: 1, weightedInput: [])
        }
        let active = product.record.active
        product.matrix = Matrix(rows: active.count + (propagatesSignal ? 1 : 0), columns: network.width)
        for (j, neuron) in active.enumerated() { product.matrix[j, neuron] = 1 }
    }

    /// x ← x^l from x^{l-1}, without J.
    mutating func sendSignal(_ x: inout [Double], layer: Int) throws(LinearAlgebraError) -> LayerRecord {
        stopwatch.measure(.random) { HaarReflectors.apply(drawnFrom: network.streams.stream(.weights, layer: layer), to: &x) }
        let record = try record(layer: layer, weightedInput: x.map { network.sigmaW * $0 })
        x = record.activations
        return record
    }

    /// Z ← sigma_w [2^-e D J | x]ᵀ S, the operand of the next layer's reflectors; returns the squared norm of J's part.
    private func enter(_ z: inout Matrix, record: LayerRecord, signs: [Double], rescaling: Double) -> Double {
        let signed = signs.map { network.sigmaW * $0 }
        let factors = zip(signed, record.slopes).map { rescaling * $0 * $1 }
        return z.withBlock { z in
            guard propagatesSignal else { return z.scaleColumns(by: factors) }
            let last = z.rows - 1
            for i in 0..<z.columns { z.start[last + i * z.stride] = signed[i] * record.activations[i] }
            return z.window(rows: 0..<last, columns: 0..<z.columns).scaleColumns(by: factors)
        }
    }

    /// factor (D^L J)ᵀ without its zero columns and without the signal.
    private func finish(_ z: Matrix, record: LayerRecord, rows: Int, factor: Double) -> Matrix {
        let columns = record.active
        return Matrix(rows: rows, columns: columns.count) { factor * record.slopes[columns[$1]] * z[$0, columns[$1]] }
    }
}

extension Matrix {
    fileprivate func row(_ i: Int) -> [Double] { (0..<columns).map { self[i, $0] } }
}

extension [Int] {
    /// For k = 0 ..< count, how many elements of this ascending array are below k.
    fileprivate func partitionPoints(count: Int) -> [Int] {
        var (points, below) = ([Int](), 0)
        for k in 0..<count {
            while below < self.count, self[below] < k { below += 1 }
            points.append(below)
        }
        return points
    }
}
