// Orthogonal weights, applied as reflectors and never formed. The running product and the signal are one matrix C = [J | x],
// so a layer's reflectors meet N + 1 columns at once. Two savings are exact:
//  · W^1 is the last factor on the right and orthogonal up to sigma_w, so J's singular values are those of
//    D^L W^L ⋯ W^2 D^1 sigma_w: the first layer acts on the signal only;
//  · D^1 is diagonal, so columns of dead neurons are zero for good and are left out, and layer 2 acts on a
//    diagonal matrix for 4/3 N³ flops instead of 2N³.
// D^l, sigma_w, the signs S of the next Q and a power of two are one row scaling: one pass over memory a layer.
import LinearAlgebra
import Randomness

extension JacobianSimulation {
    mutating func orthogonalSingularValues() throws(LinearAlgebraError) -> [Double] {
        let n = network.width
        var reflectors = try HaarReflectors(dimension: n, blockSize: HaarReflectors.tunedBlockSize)
        var record = try firstLayer(&reflectors)

        let active = record.active
        var c = Matrix(rows: n, columns: active.count + (propagatesSignal ? 1 : 0))
        for (j, neuron) in active.enumerated() { c[neuron, j] = network.sigmaW }
        /// Column j of J begins at row active[j]: reflectors from row k on meet the columns from here on.
        let firstColumn = active.partitionPoints(count: n)

        var rescaling = 1.0
        for layer in 2..<max(2, network.depth + 1) {
            try draw(&reflectors, layer: layer)
            let square = stopwatch.measure(.elementwise) {
                enter(&c, record: record, signs: reflectors.signs, rescaling: rescaling)
            }
            rescaling = self.rescaling(forSquaredNorm: square)
            stopwatch.measure(.apply) {
                c.withBlock { c in
                    reflectors.applyReflectors(to: c, firstColumn: layer == 2 ? { firstColumn[$0] } : { _ in 0 })
                }
            }
            record = try self.record(layer: layer, weightedInput: propagatesSignal ? c.column(active.count) : [])
        }
        var product = stopwatch.measure(.elementwise) { finish(c, record: record, columns: active.count, rescaling: rescaling) }
        return try singularValues(destroying: &product)
    }

    /// Sends the input through layer 1: a product with one vector, for which blocks do not pay.
    private mutating func firstLayer(_ reflectors: inout HaarReflectors) throws(LinearAlgebraError) -> LayerRecord {
        guard propagatesSignal else { return try record(layer: 1, weightedInput: []) }
        stopwatch.measure(.random) { reflectors.drawVectors(from: network.stream(.weights, layer: 1)) }
        var x = network.inputSignal()
        try reflectors.apply(to: &x)
        return try record(layer: 1, weightedInput: x.map { network.sigmaW * $0 })
    }

    private mutating func draw(_ reflectors: inout HaarReflectors, layer: Int) throws(LinearAlgebraError) {
        stopwatch.measure(.random) { reflectors.drawVectors(from: network.stream(.weights, layer: layer)) }
        try stopwatch.measure(.combine) { () throws(LinearAlgebraError) in try reflectors.combineBlocks() }
    }

    /// C ← sigma_w S [2^-e D J | x], the operand of the next layer's reflectors; returns the squared norm of J's part.
    private func enter(_ c: inout Matrix, record: LayerRecord, signs: [Double], rescaling: Double) -> Double {
        let signed = signs.map { network.sigmaW * $0 }
        let factors = zip(signed, record.slopes).map { rescaling * $0 * $1 }
        return c.withBlock { c in
            let signalColumns = propagatesSignal ? 1 : 0
            if propagatesSignal {
                let x = c.start + (c.columns - 1) * c.stride
                for i in 0..<c.rows { x[i] = signed[i] * record.activations[i] }
            }
            return c.window(rows: 0..<c.rows, columns: 0..<c.columns - signalColumns).scaleRows(by: factors)
        }
    }

    /// D^L J without its zero rows and without the signal.
    private func finish(_ c: Matrix, record: LayerRecord, columns: Int, rescaling: Double) -> Matrix {
        let rows = record.active
        return Matrix(rows: rows.count, columns: columns) { rescaling * record.slopes[rows[$0]] * c[rows[$0], $1] }
    }
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
