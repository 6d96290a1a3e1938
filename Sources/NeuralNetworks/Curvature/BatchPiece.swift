// Some samples of a batch at fixed parameters: their signals and deltas, which all Hessian products share.
//
// Shapes: B samples of this piece, in the panels of `SamplePanels`; x_l is N × B, y is C × B. Layers are numbered as in
// `LayerStack`: hidden layers l = 1 … K, the readout K + 1. The hyper-residual sums are kept as running sums: with
// S_l = Σ_{k ≤ l-2} Q_k x_k a layer costs one product with a skip's matrix, and its transpose one product backward.
import LinearAlgebra
import NetworkModels

/// The signals and deltas of some samples.
final class BatchPiece<T: ProductScalar>: Sendable {
    let plan: BatchPlan<T>
    let panels: SamplePanels
    /// a, then x_1 … x_K: in panels, and in strips.
    let x: [NumberBuffer<T>]
    let xStrips: [NumberBuffer<T>]
    /// y, and for the cross-entropy the softmax's shares of it.
    let outputs: NumberBuffer<T>
    let shares: NumberBuffer<T>
    /// phi'(h_l), and g_l ∘ phi''(h_l), which is nil where phi is piecewise linear.
    let slopes: [NumberBuffer<T>]
    private(set) nonisolated(unsafe) var curvatures: [NumberBuffer<T>?] = []
    /// dLoss/dx_l, dLoss/dh_l and dLoss/d(W x)_l; the last two are the same but in the normalised layer. The last in rows, too.
    private(set) nonisolated(unsafe) var gradients: [NumberBuffer<T>] = []
    private(set) nonisolated(unsafe) var deltas: [NumberBuffer<T>] = []
    private(set) nonisolated(unsafe) var inner: [NumberBuffer<T>] = []
    private(set) nonisolated(unsafe) var innerRows: [NumberBuffer<T>] = []
    /// Of the normalised layer: s, and one deviation per neuron.
    let normalised: (signal: NumberBuffer<T>, deviations: [T])?
    /// Pairs of a neuron and a sample whose h is within its own rounding of a bend of phi.
    let atBends: Int

    var samples: Int { panels.samples }

    /// - Parameters:
    ///   - inputs: n_0 × all samples of the batch.
    ///   - range: the samples of this piece.
    ///   - labels: one per sample of this piece.
    init(_ plan: BatchPlan<T>, _ inputs: Matrix, _ range: Range<Int>, labels: [Int]) {
        self.plan = plan
        let panels = SamplePanels(samples: range.count), hidden = plan.stack.hidden, b = panels.padded
        self.panels = panels
        let images = NumberBuffer<T>(inputs.rows * b)
        for i in 0..<inputs.rows { for j in 0..<range.count { images.start[panels.place(i, j, of: inputs.rows)] = T(inputs[i, range.lowerBound + j]) } }
        var (x, slopes, seconds) = ([images], [NumberBuffer<T>](), [NumberBuffer<T>?]())
        var (y, normalised, bends) = (NumberBuffer<T>(0), (signal: NumberBuffer<T>, deviations: [T])?.none, 0)
        let skipSum = NumberBuffer<T>(plan.width * b)
        for l in 1...plan.readout {
            let layer = plan.layout.layers[l - 1], n = layer.outputs
            let h = NumberBuffer<T>(n * b)
            plan.multiply(plan.weights(l), outputs: n, inputs: layer.inputs, x[l - 1].start, into: h.start, 0..<panels.count, adding: false)
            if let gains = layer.gains { normalised = Self.normalise(h, plan.parameters.start + gains, neurons: n, panels) }
            for i in 0..<n {
                let bias = plan.parameters.start[layer.biases + i]
                panels.forEachPart(i, of: n) { start, count in for j in start..<start + count { h.start[j] += bias } }
            }
            guard l < plan.readout else {
                y = h
                break
            }
            let (value, slope) = (NumberBuffer<T>(h.count), NumberBuffer<T>(h.count))
            let second = hidden.nonlinearity.isSmooth && hidden.nonlinearity != .linear ? NumberBuffer<T>(h.count) : nil
            for i in 0..<n {
                panels.forEachPart(i, of: n) { start, count in
                    for j in start..<start + count {
                        let jet = hidden.nonlinearity.jet(Double(h.start[j]))
                        (value.start[j], slope.start[j]) = (T(jet.value), T(jet.first))
                        if let second { second.start[j] = T(jet.second) }
                    }
                }
            }
            if !hidden.nonlinearity.isSmooth { bends += Self.countAtBends(h, plan, l, x[l - 1], hidden.nonlinearity, panels) }
            x.append(value)
            plan.addSkip(into: l, x.map(\.start), sum: skipSum.start, panels: panels.count)
            slopes.append(slope)
            seconds.append(second)
        }
        xStrips = x.enumerated().map { l, x in
            let n = plan.layout.layers[l].inputs, strips = NumberBuffer<T>(T.padded(n) * b)
            panels.copy(x.start, neurons: n, toStrips: strips.start)
            return strips
        }
        (self.x, self.slopes, outputs, self.normalised, atBends) = (x, slopes, y, normalised, bends)
        shares = plan.loss == .crossEntropy ? Self.softmax(y, classes: plan.stack.outputs, panels) : NumberBuffer(0)
        backward(seconds, labels)
    }

    /// All deltas, from the outputs to the first layer.
    private func backward(_ seconds: [NumberBuffer<T>?], _ labels: [Int]) {
        let b = panels.padded
        let g = (0...plan.readout).map { NumberBuffer<T>($0 == 0 || $0 == plan.readout ? 0 : plan.width * b) }
        let skipSum = NumberBuffer<T>(plan.width * b)
        var deltas: [NumberBuffer<T>] = [], inner: [NumberBuffer<T>] = [], curvatures: [NumberBuffer<T>?] = []
        for l in (1...plan.readout).reversed() {
            let layer = plan.layout.layers[l - 1], delta = NumberBuffer<T>(layer.outputs * b)
            if l == plan.readout {
                outputGradient(labels, into: delta)
            } else {
                for i in 0..<delta.count { delta.start[i] = g[l].start[i] * slopes[l - 1].start[i] }
                let second = seconds[l - 1]
                if let second { for i in 0..<second.count { second.start[i] *= g[l].start[i] } }
                curvatures.append(second)
                plan.passSkip(from: l, g.map(\.start), sum: skipSum.start, panels: panels.count)
            }
            deltas.append(delta)
            let own = layer.gains.flatMap { gains in normalised.map { denormalise(delta, plan.parameters.start + gains, $0) } } ?? delta
            inner.append(own)
            guard l > 1 else { break }
            plan.multiplyTransposed(
                plan.weights(l), outputs: layer.outputs, inputs: layer.inputs, own.start, into: g[l - 1].start, 0..<panels.count, adding: true)
        }
        (self.deltas, self.inner, self.curvatures) = (deltas.reversed(), inner.reversed(), curvatures.reversed())
        innerRows = self.inner.map { own in
            let rows = NumberBuffer<T>(own.count)
            panels.copy(own.start, neurons: own.count / b, toRows: rows.start)
            return rows
        }
        gradients = Array(g.dropFirst().dropLast())
    }
}
