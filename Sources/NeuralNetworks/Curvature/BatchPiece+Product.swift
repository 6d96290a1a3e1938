// Products of the Hessian with several vectors at once (Pearlmutter's R-operator): the reference's formulas, batched. The
// forward and backward pass of the loss are shared; all that is left are matrix products.
//
// The derivative of a quantity along the vectors is written with the suffix Dot. Shapes, for k vectors: xDot_l is N × (k B), for
// each neuron the samples of the first vector, then of the second, … A vector's weights are interleaved with the others': row o
// of all vectors, then row o + 1. So V x of all vectors is one product into that shape, W xDot is one, and deltaDot xᵀ is one; only
// deltas xDotᵀ and Vᵀ delta take one product per vector. The first layer has no xDot at its input and passes none back.
import LinearAlgebra
import NetworkModels

/// Memory for the products of one piece with up to k vectors.
final class ProductRoom<T: ProductScalar>: @unchecked Sendable {
    let vectors: Int
    let xDot: [NumberBuffer<T>]
    /// The derivative of h_l, kept where phi has a second derivative; otherwise one for all layers.
    let hDot: [NumberBuffer<T>]
    let yDot: NumberBuffer<T>
    let deltaDot: NumberBuffer<T>
    let gDot: [NumberBuffer<T>]
    let skipSum: NumberBuffer<T>
    /// Of the normalised layer: the derivative of s, and of its deviation.
    let signalDot: NumberBuffer<T>
    let deviationDot: NumberBuffer<T>

    init(_ plan: BatchPlan<T>, samples: Int, vectors k: Int) {
        vectors = k
        let (hidden, n) = (plan.stack.hidden, plan.width * samples * k)
        xDot = (0...hidden.count).map { NumberBuffer<T>($0 == 0 ? 0 : n) }
        let keeps = hidden.nonlinearity.isSmooth && hidden.nonlinearity != .linear, one = NumberBuffer<T>(n)
        hDot = (0..<hidden.count).map { _ in keeps ? NumberBuffer<T>(n) : one }
        yDot = NumberBuffer<T>(plan.stack.outputs * samples * k)
        deltaDot = NumberBuffer<T>(n)
        // Gradients reach back two layers at most, so three buffers are enough.
        let ring = (0..<3).map { _ in NumberBuffer<T>(n) }
        gDot = (0...hidden.count).map { ring[$0 % 3] }
        skipSum = NumberBuffer<T>(hidden.skip == .none ? 0 : n)
        signalDot = NumberBuffer<T>(hidden.normalised == nil ? 0 : n)
        deviationDot = NumberBuffer<T>(hidden.normalised == nil ? 0 : plan.width * k)
    }
}

extension BatchPiece {
    /// This piece's part of H v for k interleaved vectors, in the same order.
    /// - Returns: the layer whose derivatives are not finite; nil if all are.
    func times(_ v: UnsafePointer<T>, vectors k: Int, into product: UnsafeMutablePointer<T>, _ room: ProductRoom<T>) -> Int? {
        if let layer = forward(v, k, room) { return layer }
        outputHessian(k, room)
        return backward(v, k, product, room)
    }

    private func forward(_ v: UnsafePointer<T>, _ k: Int, _ room: ProductRoom<T>) -> Int? {
        let b = samples, all = k * b
        clear(room.skipSum, room.skipSum.count)
        for l in 1...plan.readout {
            let layer = plan.layout.layers[l - 1], h = l == plan.readout ? room.yDot : room.hDot[l - 1]
            T.multiply(
                v + k * layer.weights, layer.inputs, transposed: false, x[l - 1].start, b, transposed: false, into: h.start, b,
                rows: layer.outputs * k, columns: b, inner: layer.inputs, adding: false)
            if l > 1 {
                T.multiply(
                    plan.weights(l), layer.inputs, transposed: false, room.xDot[l - 1].start, all, transposed: false, into: h.start, all,
                    rows: layer.outputs, columns: all, inner: layer.inputs, adding: true)
            }
            if let gains = layer.gains { normaliseDot(h.start, v + k * gains, gains, k, room) }
            if plan.stack.hidden.hasBiases {
                for o in 0..<layer.outputs * k {
                    let (row, bias) = (h.start + o * b, v[k * layer.biases + o])
                    for j in 0..<b { row[j] += bias }
                }
            }
            guard isFinite(h.start, layer.outputs * all) else { return l }
            guard l < plan.readout else { break }
            scale(h.start, by: slopes[l - 1].start, k, into: room.xDot[l].start)
            plan.addSkip(into: l, room.xDot.map(\.start), sum: room.skipSum.start, columns: all)
        }
        return nil
    }

    private func backward(_ v: UnsafePointer<T>, _ k: Int, _ product: UnsafeMutablePointer<T>, _ room: ProductRoom<T>) -> Int? {
        let b = samples, all = k * b, hidden = plan.stack.hidden, g = room.gDot.map(\.start)
        clear(room.skipSum, room.skipSum.count)
        for buffer in room.gDot.suffix(3) { clear(buffer, buffer.count) }
        for l in (1...plan.readout).reversed() {
            let layer = plan.layout.layers[l - 1], delta = l == plan.readout ? room.yDot.start : room.deltaDot.start
            if l < plan.readout {
                scale(g[l], by: slopes[l - 1].start, k, into: delta)
                if let curvature = curvatures[l - 1] { add(room.hDot[l - 1].start, times: curvature.start, k, to: delta) }
                plan.passSkip(from: l, g, sum: room.skipSum.start, columns: all)
                // Layer l - 3 uses the same memory.
                clear(room.gDot[l], plan.width * all)
            }
            if hidden.hasBiases { for o in 0..<layer.outputs * k { product[k * layer.biases + o] = sum(delta + o * b, b) } }
            if let gains = layer.gains { denormaliseDot(delta, v + k * gains, gains, product + k * gains, l, k, room) }
            guard isFinite(delta, layer.outputs * all) else { return l }
            let rows = product + k * layer.weights, own = inner[l - 1].start
            T.multiply(
                delta, b, transposed: false, x[l - 1].start, b, transposed: true, into: rows, layer.inputs, rows: layer.outputs * k,
                columns: layer.inputs, inner: b, adding: false)
            guard l > 1 else { break }
            T.multiply(
                plan.weights(l), layer.inputs, transposed: true, delta, all, transposed: false, into: g[l - 1], all, rows: layer.inputs,
                columns: all, inner: layer.outputs, adding: true)
            for vector in 0..<k {
                T.multiply(
                    own, b, transposed: false, room.xDot[l - 1].start + vector * b, all, transposed: true, into: rows + vector * layer.inputs,
                    k * layer.inputs, rows: layer.outputs, columns: layer.inputs, inner: b, adding: true)
                T.multiply(
                    v + k * layer.weights + vector * layer.inputs, k * layer.inputs, transposed: true, own, b, transposed: false,
                    into: g[l - 1] + vector * b, all, rows: layer.inputs, columns: b, inner: layer.outputs, adding: true)
            }
        }
        return nil
    }

    private func isFinite(_ a: UnsafePointer<T>, _ count: Int) -> Bool {
        // A sum that overflows has finite terms.
        sum(a, count).isFinite || (0..<count).allSatisfy { a[$0].isFinite }
    }

    /// yDot becomes the derivative of dLoss/dy: for the softmax's shares p, p ∘ ẏ - p (p · ẏ), over the batch.
    private func outputHessian(_ k: Int, _ room: ProductRoom<T>) {
        let b = samples, classes = plan.stack.outputs, y = room.yDot.start
        guard plan.loss == .crossEntropy else {
            let factor = 2 / T(plan.batchSize * classes)
            for i in 0..<classes * k * b { y[i] *= factor }
            return
        }
        for sample in 0..<b {
            let shares = BatchPlan<T>.softmax(outputs.start + sample, classes, b)
            for vector in 0..<k {
                let column = y + vector * b + sample
                let mean = shares.indices.reduce(0) { $0 + shares[$1] * Double(column[$1 * k * b]) }
                for c in 0..<classes { column[c * k * b] = T(shares[c] * (Double(column[c * k * b]) - mean) / Double(plan.batchSize)) }
            }
        }
    }

    private func clear(_ buffer: NumberBuffer<T>, _ count: Int) { buffer.start.update(repeating: 0, count: count) }

    /// result ← a ∘ factor, where the factor has one row for the rows of all vectors.
    private func scale(_ a: UnsafePointer<T>, by factor: UnsafePointer<T>, _ k: Int, into result: UnsafeMutablePointer<T>) {
        for o in 0..<plan.width {
            let f = factor + o * samples
            for vector in 0..<k {
                let start = (o * k + vector) * samples
                for j in 0..<samples { result[start + j] = a[start + j] * f[j] }
            }
        }
    }

    private func add(_ a: UnsafePointer<T>, times factor: UnsafePointer<T>, _ k: Int, to result: UnsafeMutablePointer<T>) {
        for o in 0..<plan.width {
            let f = factor + o * samples
            for vector in 0..<k {
                let start = (o * k + vector) * samples
                for j in 0..<samples { result[start + j] += a[start + j] * f[j] }
            }
        }
    }
}

extension BatchPiece {
    /// h ← the derivative of gain · s, and keeps those of s = (z - mean)/deviation and of the deviation.
    private func normaliseDot(_ h: UnsafeMutablePointer<T>, _ v: UnsafePointer<T>, _ gains: Int, _ k: Int, _ room: ProductRoom<T>) {
        guard let normalised else { return }
        let b = samples
        for o in 0..<plan.width {
            let (s, deviation, gain) = (normalised.signal.start + o * b, normalised.deviations[o], plan.parameters.start[gains + o])
            for row in o * k..<(o + 1) * k {
                let (z, dot) = (h + row * b, room.signalDot.start + row * b)
                let mean = sum(z, b) / T(b), change = sum(z, times: s, b) / T(b)
                room.deviationDot.start[row] = change
                for j in 0..<b {
                    dot[j] = (z[j] - mean - s[j] * change) / deviation
                    z[j] = v[row] * s[j] + gain * dot[j]
                }
            }
        }
    }

    /// From the derivative of dLoss/dh to that of dLoss/d(W x); writes the product's gains.
    private func denormaliseDot(
        _ deltaDot: UnsafeMutablePointer<T>, _ v: UnsafePointer<T>, _ gains: Int, _ product: UnsafeMutablePointer<T>, _ l: Int, _ k: Int,
        _ room: ProductRoom<T>
    ) {
        guard let normalised else { return }
        let b = samples, count = T(b)
        for o in 0..<plan.width {
            let (s, deviation, gain) = (normalised.signal.start + o * b, normalised.deviations[o], plan.parameters.start[gains + o])
            let (d, own) = (deltas[l - 1].start + o * b, inner[l - 1].start + o * b)
            let part = gain * sum(d, times: s, b) / count
            for row in o * k..<(o + 1) * k {
                let (dDot, sDot) = (deltaDot + row * b, room.signalDot.start + row * b)
                product[row] = sum(dDot, times: s, b) + sum(d, times: sDot, b)
                let change = room.deviationDot.start[row]
                for j in 0..<b { dDot[j] = v[row] * d[j] + gain * dDot[j] }
                let mean = sum(dDot, b) / count
                let partDot = (sum(dDot, times: s, b) + gain * sum(d, times: sDot, b)) / count
                for j in 0..<b { dDot[j] = (dDot[j] - mean - partDot * s[j] - part * sDot[j] - own[j] * change) / deviation }
            }
        }
    }
}
