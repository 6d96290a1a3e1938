// Some samples of a batch at fixed parameters: their signals and deltas, which all Hessian products share.
//
// Shapes: B samples of this piece, one row per neuron and one column per sample; x_l is N × B, y is C × B. Layers are numbered
// as in `LayerStack`: hidden layers l = 1 … K, the readout K + 1. The hyper-residual sums are kept as running sums: with
// S_l = Σ_{k ≤ l-2} Q_k x_k a layer costs one product with a skip's matrix, and its transpose one product backward.
import LinearAlgebra
import NetworkModels

/// What the pieces of a batch have in common.
final class BatchPlan<T: ProductScalar>: Sendable {
    let stack: LayerStack
    let layout: ParameterLayout
    let loss: Objective.Loss
    /// Samples of the whole batch, over which the loss is a mean.
    let batchSize: Int
    let parameters: NumberBuffer<T>
    /// Q_k, k = 1 … K - 1, row-major.
    let skipMatrices: [NumberBuffer<T>]

    init(_ network: NetworkRealisation, _ parameters: [Double], _ loss: Objective.Loss, batchSize: Int) throws(LinearAlgebraError) {
        try network.validate()
        (stack, layout, self.loss, self.batchSize) = (network.stack, network.layout, loss, batchSize)
        let buffer = NumberBuffer<T>(layout.count)
        for i in 0..<layout.count { buffer.start[i] = T(parameters[i]) }
        self.parameters = buffer
        skipMatrices = try network.skipMatrices().map { NumberBuffer<T>($0) }
    }

    var width: Int { stack.hidden.width }
    /// K + 1.
    var readout: Int { stack.hidden.count + 1 }
    func weights(_ l: Int) -> UnsafePointer<T> { UnsafePointer(parameters.start + layout.layers[l - 1].weights) }
}

/// The signals and deltas of some samples.
final class BatchPiece<T: ProductScalar>: Sendable {
    let plan: BatchPlan<T>
    /// B.
    let samples: Int
    /// a, then x_1 … x_K.
    let x: [NumberBuffer<T>]
    let outputs: NumberBuffer<T>
    /// phi'(h_l), and g_l ∘ phi''(h_l), which is nil where phi is piecewise linear.
    let slopes: [NumberBuffer<T>]
    private(set) nonisolated(unsafe) var curvatures: [NumberBuffer<T>?] = []
    /// dLoss/dx_l, dLoss/dh_l and dLoss/d(W x)_l; the last two are the same but in the normalised layer.
    private(set) nonisolated(unsafe) var gradients: [NumberBuffer<T>] = []
    private(set) nonisolated(unsafe) var deltas: [NumberBuffer<T>] = []
    private(set) nonisolated(unsafe) var inner: [NumberBuffer<T>] = []
    /// Of the normalised layer: s, and one deviation per neuron.
    let normalised: (signal: NumberBuffer<T>, deviations: [T])?
    /// Pairs of a neuron and a sample whose h is within its own rounding of a bend of phi.
    let atBends: Int

    /// - Parameters:
    ///   - inputs: n_0 × B.
    ///   - labels: one per sample.
    init(_ plan: BatchPlan<T>, _ inputs: Matrix, labels: [Int]) {
        self.plan = plan
        let (b, hidden) = (inputs.columns, plan.stack.hidden)
        samples = b
        var (x, slopes, seconds) = ([NumberBuffer<T>(inputs)], [NumberBuffer<T>](), [NumberBuffer<T>?]())
        var (y, normalised, bends) = (NumberBuffer<T>(0), (signal: NumberBuffer<T>, deviations: [T])?.none, 0)
        let skipSum = NumberBuffer<T>(plan.width * b)
        for l in 1...plan.readout {
            let layer = plan.layout.layers[l - 1]
            let h = NumberBuffer<T>(layer.outputs * b)
            T.multiply(
                plan.weights(l), layer.inputs, transposed: false, x[l - 1].start, b, transposed: false, into: h.start, b, rows: layer.outputs,
                columns: b, inner: layer.inputs, adding: false)
            if let gains = layer.gains { normalised = Self.normalise(h, plan.parameters.start + gains, neurons: layer.outputs, samples: b) }
            for i in 0..<layer.outputs {
                let (row, bias) = (h.start + i * b, plan.parameters.start[layer.biases + i])
                for j in 0..<b { row[j] += bias }
            }
            guard l < plan.readout else {
                y = h
                break
            }
            let (value, slope) = (NumberBuffer<T>(h.count), NumberBuffer<T>(h.count))
            let second = hidden.nonlinearity.isSmooth && hidden.nonlinearity != .linear ? NumberBuffer<T>(h.count) : nil
            for i in 0..<h.count {
                let jet = hidden.nonlinearity.jet(Double(h.start[i]))
                (value.start[i], slope.start[i]) = (T(jet.value), T(jet.first))
                if let second { second.start[i] = T(jet.second) }
            }
            if !hidden.nonlinearity.isSmooth { bends += Self.countAtBends(h, plan, l, x[l - 1], hidden.nonlinearity) }
            x.append(value)
            plan.addSkip(into: l, x.map(\.start), sum: skipSum.start, columns: b)
            slopes.append(slope)
            seconds.append(second)
        }
        (self.x, self.slopes, outputs, self.normalised, atBends) = (x, slopes, y, normalised, bends)
        backward(seconds, labels)
    }

    /// All deltas, from the outputs to the first layer.
    private func backward(_ seconds: [NumberBuffer<T>?], _ labels: [Int]) {
        let b = samples
        let g = (0...plan.readout).map { NumberBuffer<T>($0 == 0 || $0 == plan.readout ? 0 : plan.width * b) }
        let skipSum = NumberBuffer<T>(plan.width * b)
        var deltas: [NumberBuffer<T>] = [], inner: [NumberBuffer<T>] = [], curvatures: [NumberBuffer<T>?] = []
        for l in (1...plan.readout).reversed() {
            let layer = plan.layout.layers[l - 1], delta = NumberBuffer<T>(layer.outputs * b)
            if l == plan.readout {
                plan.outputGradient(outputs, labels, into: delta, samples: b)
            } else {
                for i in 0..<delta.count { delta.start[i] = g[l].start[i] * slopes[l - 1].start[i] }
                let second = seconds[l - 1]
                if let second { for i in 0..<second.count { second.start[i] *= g[l].start[i] } }
                curvatures.append(second)
                plan.passSkip(from: l, g.map(\.start), sum: skipSum.start, columns: b)
            }
            deltas.append(delta)
            let own = layer.gains.flatMap { gains in normalised.map { denormalise(delta, plan.parameters.start + gains, $0) } } ?? delta
            inner.append(own)
            guard l > 1 else { break }
            T.multiply(
                plan.weights(l), layer.inputs, transposed: true, own.start, b, transposed: false, into: g[l - 1].start, b, rows: layer.inputs,
                columns: b, inner: layer.outputs, adding: true)
        }
        (self.deltas, self.inner, self.curvatures) = (deltas.reversed(), inner.reversed(), curvatures.reversed())
        gradients = Array(g.dropFirst().dropLast())
    }
}
