// A deep linear network trained by gradient descent on the correlations of its data (P2, equation 11):
//
//     W^l ← W^l + rate (W^D ⋯ W^{l+1})ᵀ [Σ31 - W^D ⋯ W^1 Σ11] (W^{l-1} ⋯ W^1)ᵀ.
//
// Products are taken from the output's side: P_l = W^D ⋯ W^{l+1} and C_l = [Σ31 - P_0 Σ11] (W^{l-1} ⋯ W^1)ᵀ have as many rows as there are
// outputs, so that the gradient P_lᵀ C_l of a layer of N × N weights costs 6 · outputs · N² flops and no product of two layers is formed.
import LinearAlgebra

/// The weights of a linear network, W^1 first.
public struct LinearNetwork: Sendable, Equatable, Codable {
    public var weights: [Matrix]

    /// - Throws: `shapeMismatch` if a matrix does not fit the next.
    public init(weights: [Matrix]) throws(LinearAlgebraError) {
        for (lower, upper) in zip(weights, weights.dropFirst()) where upper.columns != lower.rows {
            throw .shapeMismatch(
                operation: "layers of a linear network", left: .init(rows: upper.rows, columns: upper.columns),
                right: .init(rows: lower.rows, columns: lower.columns))
        }
        self.weights = weights
    }

    /// D.
    public var depth: Int { weights.count }

    /// P_l = W^D ⋯ W^{l+1} for l = 0 … D; P_0 is the network's map, P_D the identity.
    public func upperProducts() throws(LinearAlgebraError) -> [Matrix] {
        guard let last = weights.last else { return [] }
        var products = [Matrix.identity(last.rows), last]
        for matrix in weights.dropLast().reversed() { products.append(try products[products.count - 1].times(matrix)) }
        return products.reversed()
    }

    /// W^D ⋯ W^1.
    public func map() throws(LinearAlgebraError) -> Matrix { try upperProducts()[0] }

    /// Minus the gradient of the loss, as factors of each layer: that of W^l is `upper[l]ᵀ lower[l]`, l from 0.
    private func descent(_ task: LinearTask) throws(LinearAlgebraError) -> (map: Matrix, upper: [Matrix], lower: [Matrix]) {
        let upper = try upperProducts()
        var lower = [task.error(of: upper[0])]
        for matrix in weights.dropLast() { lower.append(try lower[lower.count - 1].timesTransposed(matrix)) }
        return (upper[0], Array(upper.dropFirst()), lower)
    }

    /// Minus the gradient with respect to each layer.
    public func negativeGradient(_ task: LinearTask) throws(LinearAlgebraError) -> [Matrix] {
        let (_, upper, lower) = try descent(task)
        var gradients: [Matrix] = []
        for (above, below) in zip(upper, lower) { gradients.append(try above.transposedTimes(below)) }
        return gradients
    }

    /// One step of gradient descent on half the mean squared error, unless the loss before it says to stop.
    /// - Returns: the loss before the step.
    @discardableResult
    public mutating func step(
        rate: Double, on task: LinearTask, unless stop: (_ loss: Double) -> Bool = { _ in false }
    ) throws(LinearAlgebraError) -> Double {
        let (map, upper, lower) = try descent(task)
        let loss = task.loss(of: map)
        if stop(loss) { return loss }
        for l in weights.indices {
            weights[l].withBlock { w in
                upper[l].withReadOnlyBlock { above in
                    lower[l].withReadOnlyBlock { below in w.accumulate(rate, above, .transposed, below, .plain, beta: 1) }
                }
            }
        }
        return loss
    }

    /// The Hessian of the loss times a direction, exactly: the derivative of the gradient along it. For networks of two layers.
    /// - Throws: `invalidParameter` for another depth; `shapeMismatch`.
    public func twoLayerHessian(times direction: [Matrix], on task: LinearTask) throws(LinearAlgebraError) -> [Matrix] {
        guard depth == 2, direction.count == 2 else {
            throw .invalidParameter(name: "depth", value: "\(depth)", requirement: "2")
        }
        let map = try map(), error = task.error(of: map)
        var change = try weights[1].times(direction[0])
        change.add(try direction[1].times(weights[0]))
        // Minus the change of the error: change of the map, times Σ11.
        let scaled = Matrix(rows: change.rows, columns: change.columns) { change[$0, $1] * task.inputVariances[$1] }
        var first = try weights[1].transposedTimes(scaled), second = try scaled.timesTransposed(weights[0])
        first.add(try direction[1].transposedTimes(error), times: -1)
        second.add(try error.timesTransposed(direction[0]), times: -1)
        return [first, second]
    }
}

extension Matrix {
    /// self ← self + factor · other, of one shape.
    fileprivate mutating func add(_ other: Matrix, times factor: Double = 1) {
        withBlock { a in
            other.withReadOnlyBlock { b in addMultiple(factor, of: b.start, to: a.start, count: a.rows * a.columns) }
        }
    }
}
