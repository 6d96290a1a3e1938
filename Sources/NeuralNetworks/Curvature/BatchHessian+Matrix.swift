// The whole Hessian, the gradient, and what a batch shows of a network besides: its outputs and the gradients of its signals.
import LinearAlgebra
import NetworkModels

extension BatchHessian {
    /// All P × P second derivatives, symmetrised: one product per column, for small networks.
    /// - Throws: `invalidParameter` above `limit` parameters; `nonFinite`.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func matrix(limit: Int = 4096) throws(LinearAlgebraError) -> Matrix {
        let p = count
        guard p <= limit else {
            throw .invalidParameter(name: "parameters", value: "\(p)", requirement: "at most \(limit) for a whole Hessian; use Lanczos's method")
        }
        var columns = [Double](repeating: 0, count: p * p)
        var products: [[T]] = []
        for start in stride(from: 0, to: p, by: 256) {
            let units = (start..<min(start + 256, p)).map { j in
                var unit = [T](repeating: 0, count: p)
                unit[j] = 1
                return unit
            }
            try times(units, into: &products)
            for (k, product) in products.enumerated() {
                for i in 0..<p { columns[(start + k) * p + i] = Double(product[i]) }
            }
        }
        for j in 0..<p {
            for i in 0..<j {
                let mean = 0.5 * (columns[j * p + i] + columns[i * p + j])
                (columns[j * p + i], columns[i * p + j]) = (mean, mean)
            }
        }
        return Matrix(rows: p, columns: p, elements: columns)
    }

    /// The root mean square over the samples of |dLoss_sample/dx_l|, for l = 1 … K.
    package var signalGradients: [Double] { meanSignalGradients() }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    private func meanSignalGradients() -> [Double] {
        let batch = Double(plan.batchSize)
        return (0..<plan.stack.hidden.count).map { l in
            let square = pieces.reduce(0.0) { total, piece in
                let g = piece.gradients[l]
                return total + (0..<g.count).reduce(0.0) { $0 + Double(g.start[$1]) * Double(g.start[$1]) }
            }
            // The loss is a mean: a sample's own gradient is `batch` times as large.
            return batch * (square / batch).squareRoot()
        }
    }

    /// x_l for l = 0 … K, N × B.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func signals(_ l: Int) -> Matrix {
        let rows = l == 0 ? plan.stack.inputs : plan.width
        var elements: [Double] = []
        for piece in pieces {
            for j in 0..<piece.samples { for i in 0..<rows { elements.append(Double(piece.x[l].start[piece.panels.place(i, j, of: rows)])) } }
        }
        return Matrix(rows: rows, columns: plan.batchSize, elements: elements)
    }

    /// Whether neuron i of layer l has slope 0 at every sample: no change of its weights changes anything.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func isDead(_ i: Int, layer l: Int) -> Bool {
        pieces.allSatisfy { piece in (0..<piece.samples).allSatisfy { piece.slopes[l - 1].start[piece.panels.place(i, $0, of: plan.width)] == 0 } }
    }

    /// Share of the samples whose class has the greatest output.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func accuracy(_ labels: [Int]) -> Double {
        let classes = plan.stack.outputs
        var (sample, correct) = (0, 0)
        for piece in pieces {
            for j in 0..<piece.samples {
                let best = (0..<classes).max { (a, b) in
                    let (y, z) = (piece.outputs.start[piece.panels.place(a, j, of: classes)], piece.outputs.start[piece.panels.place(b, j, of: classes)])
                    return y < z || y == z && a > b
                }
                if best == labels[sample] { correct += 1 }
                sample += 1
            }
        }
        return Double(correct) / Double(max(1, sample))
    }
}
