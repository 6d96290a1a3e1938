// The product of the Hessian with a vector (Pearlmutter's R-operator): the reference's formulas on panels. The forward and backward
// pass of the loss are shared; what is left are six products of matrices per layer, and between them one pass over each panel while
// it is in the first-level cache.
//
// The derivative of a quantity along the vector is written with the suffix Dot; v is V where it is a layer's weights. The first
// layer has no xDot at its input and passes none back: two products are left.
import LinearAlgebra
import NetworkModels

extension BatchPiece {
    /// This piece's part of H v, or the product plus it.
    /// - Parameter checking: whether to stop at the first layer whose derivatives are not finite. Otherwise they make the product
    ///   not finite, which costs nothing to see.
    /// - Returns: that layer.
    @discardableResult
    func times(_ v: UnsafePointer<T>, into product: UnsafeMutablePointer<T>, adding: Bool, _ room: ProductRoom<T>, checking: Bool = false) -> Int? {
        if let layer = forward(v, room, checking) { return layer }
        outputHessian(room.yDot.start)
        return backward(v, product, adding, room, checking)
    }

    private func forward(_ v: UnsafePointer<T>, _ room: ProductRoom<T>, _ checking: Bool) -> Int? {
        clear(room.skipSum.start, room.skipSum.count)
        for l in 1...plan.readout {
            let layer = plan.layout.layers[l - 1], places = plan.places[l - 1], (n, inputs) = (layer.outputs, layer.inputs)
            let h = l == plan.readout ? room.yDot.start : room.hDot[l - 1].start
            // All panels pass over a part of the first layer's many weights, but each panel over all weights of another.
            for some in l == 1 ? [0..<panels.count] : (0..<panels.count).map({ $0..<$0 + 1 }) {
                plan.multiply(v + places.weights, outputs: n, inputs: inputs, x[l - 1].start, into: h, some, adding: false)
                if l > 1 { plan.multiply(plan.weights(l), outputs: n, inputs: inputs, room.xDot[l - 1], into: h, some, adding: true) }
                if layer.gains == nil { for panel in some { activate(l, v, h, panel, room) } }
            }
            if let gains = layer.gains {
                normaliseDot(h, v + places.gains, gains, room)
                for panel in 0..<panels.count { activate(l, v, h, panel, room) }
            }
            if checking, !isFinite(h, n * panels.padded) { return l }
            guard l < plan.readout else { break }
            plan.addSkip(into: l, room.xDot, sum: room.skipSum.start, panels: panels.count)
            panels.copy(room.xDot[l], neurons: n, toStrips: room.xDotStrips[l].start)
        }
        return nil
    }

    /// One panel of hDot ← hDot + the biases' direction, and of xDot = phi' ∘ hDot in hidden layers.
    private func activate(_ l: Int, _ v: UnsafePointer<T>, _ h: UnsafeMutablePointer<T>, _ panel: Int, _ room: ProductRoom<T>) {
        let n = plan.layout.layers[l - 1].outputs, start = panel * n * SamplePanels.width
        let biases = plan.stack.hidden.hasBiases ? v + plan.places[l - 1].biases : nil
        let slope = l < plan.readout ? slopes[l - 1].start + start : nil, h = h + start, x = l < plan.readout ? room.xDot[l] + start : h
        for i in 0..<n {
            let bias = T.Vector(repeating: biases.map { $0[i] } ?? 0)
            for j in stride(from: i * SamplePanels.width, to: (i + 1) * SamplePanels.width, by: T.perVector) {
                let hDot = T.load(h + j) + bias
                T.store(hDot, h + j)
                if let slope { T.store(T.load(slope + j) * hDot, x + j) }
            }
        }
    }

    private func backward(_ v: UnsafePointer<T>, _ product: UnsafeMutablePointer<T>, _ adding: Bool, _ room: ProductRoom<T>, _ checking: Bool) -> Int? {
        let hasSkips = plan.stack.hidden.skip != .none, b = panels.padded
        clear(room.skipSum.start, room.skipSum.count)
        if hasSkips { for g in room.gDot.suffix(3) { clear(g, plan.width * b) } }
        for l in (1...plan.readout).reversed() {
            let layer = plan.layout.layers[l - 1], places = plan.places[l - 1], (n, inputs) = (layer.outputs, layer.inputs)
            let delta = l == plan.readout ? room.yDot.start : room.deltaDot.start
            if l < plan.readout, hasSkips {
                for panel in 0..<panels.count { deriveDelta(l, panel, room) }
                plan.passSkip(from: l, room.gDot, sum: room.skipSum.start, panels: panels.count)
                // Layer l - 3 uses the same memory.
                clear(room.gDot[l], plan.width * b)
            } else if l == plan.readout {
                panels.copy(delta, neurons: n, toRows: room.deltaDotRows.start)
            }
            if plan.stack.hidden.hasBiases {
                let target = product + places.biases
                for i in 0..<n { target[i] = (adding ? target[i] : 0) + sum(room.deltaDotRows.start + i * b, b) }
            }
            if let gains = layer.gains {
                denormaliseDot(delta, v + places.gains, gains, product + places.gains, adding, l, room)
                panels.copy(delta, neurons: n, toRows: room.deltaDotRows.start)
            }
            if checking, !isFinite(delta, n * b) { return l }
            weightsProduct(l, into: product + places.weights, adding, room)
            guard l > 1 else { break }
            for panel in 0..<panels.count {
                let some = panel..<panel + 1
                plan.multiplyTransposed(plan.weights(l), outputs: n, inputs: inputs, delta, into: room.gDot[l - 1], some, adding: hasSkips)
                plan.multiplyTransposed(v + places.weights, outputs: n, inputs: inputs, inner[l - 1].start, into: room.gDot[l - 1], some, adding: true)
                // Without skips the panel is complete, and still in the cache; deltaDot_l is no longer needed there.
                if !hasSkips { deriveDelta(l - 1, panel, room) }
            }
        }
        return nil
    }

    /// One panel of deltaDot = phi' ∘ gDot + g ∘ phi'' ∘ hDot of a hidden layer, also in rows.
    private func deriveDelta(_ l: Int, _ panel: Int, _ room: ProductRoom<T>) {
        let n = plan.width, width = SamplePanels.width, slope = slopes[l - 1].start, g = room.gDot[l], delta = room.deltaDot.start
        let h = room.hDot[l - 1].start, curvature = curvatures[l - 1]?.start
        for i in 0..<n {
            let start = (panel * n + i) * width, row = room.deltaDotRows.start + i * panels.padded + panel * width - start
            for j in stride(from: start, to: start + width, by: T.perVector) {
                var value = T.load(slope + j) * T.load(g + j)
                if let curvature { value += T.load(curvature + j) * T.load(h + j) }
                T.store(value, delta + j)
                T.store(value, row + j)
            }
        }
    }

    /// The product's rows for a layer's weights: deltaDot xᵀ + delta xDotᵀ.
    private func weightsProduct(_ l: Int, into product: UnsafeMutablePointer<T>, _ adding: Bool, _ room: ProductRoom<T>) {
        let layer = plan.layout.layers[l - 1], (n, inputs, b) = (layer.outputs, layer.inputs, panels.padded)
        let row = T.padded(inputs), isDirect = row == inputs, target = isDirect ? product : room.product.start
        SamplePanels.forEachStrip(T.self, of: inputs) { first, length in
            T.multiply(
                room.deltaDotRows.start, b, 1, xStrips[l - 1].start + first * b, length, into: target + first, row, rows: n, columns: length,
                inner: b, adding: adding && isDirect)
            if l > 1 {
                T.multiply(
                    innerRows[l - 1].start, b, 1, room.xDotStrips[l - 1].start + first * b, length, into: target + first, row, rows: n,
                    columns: length, inner: b, adding: true)
            }
        }
        if isDirect { return }
        for i in 0..<n { for k in 0..<inputs { product[i * inputs + k] = (adding ? product[i * inputs + k] : 0) + target[i * row + k] } }
    }

    /// yDot becomes the derivative of dLoss/dy: for the softmax's shares p, p ∘ (ẏ - p · ẏ), over the batch.
    private func outputHessian(_ y: UnsafeMutablePointer<T>) {
        let classes = plan.stack.outputs, width = SamplePanels.width
        let factor = plan.loss == .crossEntropy ? 1 / T(plan.batchSize) : 2 / T(plan.batchSize * classes)
        for panel in 0..<panels.count {
            let start = y + panel * classes * width, p = shares.start + panel * classes * width
            // The samples that only fill the last panel have no loss.
            let filled = min(width, samples - panel * width)
            for c in 0..<classes { for j in filled..<width { start[c * width + j] = 0 } }
            for j in stride(from: 0, to: width, by: T.perVector) {
                var mean = T.Vector.zero
                let places = stride(from: j, to: j + classes * width, by: width)
                guard plan.loss == .crossEntropy else {
                    for k in places { T.store(factor * T.load(start + k), start + k) }
                    continue
                }
                for k in places { mean += T.load(p + k) * T.load(start + k) }
                for k in places { T.store(factor * T.load(p + k) * (T.load(start + k) - mean), start + k) }
            }
        }
    }

    private func isFinite(_ a: UnsafePointer<T>, _ count: Int) -> Bool { (0..<count).allSatisfy { a[$0].isFinite } }

    private func clear(_ a: UnsafeMutablePointer<T>, _ count: Int) { a.update(repeating: 0, count: count) }
}
