// Memory for one worker's Hessian product of one piece with one vector.
import NetworkModels

/// The derivatives along a vector; each worker has its own, and uses it for one product after the other.
final class ProductRoom<T: ProductScalar>: @unchecked Sendable {
    /// Panels for which there is room.
    let panels: Int
    /// xDot_l in panels: the skips read two layers back at most, so three buffers are enough.
    let xDot: [UnsafeMutablePointer<T>]
    /// xDot_l in strips, for the backward pass.
    let xDotStrips: [NumberBuffer<T>]
    /// The derivative of h_l, kept where phi has a second derivative; otherwise one for all layers.
    let hDot: [NumberBuffer<T>]
    let yDot: NumberBuffer<T>
    /// deltaDot_l in panels and in rows.
    let deltaDot: NumberBuffer<T>
    let deltaDotRows: NumberBuffer<T>
    /// gDot_l: gradients reach back two layers at most.
    let gDot: [UnsafeMutablePointer<T>]
    let skipSum: NumberBuffer<T>
    /// Of the normalised layer: the derivative of s, and of its deviation.
    let signalDot: NumberBuffer<T>
    let deviationDot: NumberBuffer<T>
    /// A layer's product whose rows are not whole vectors.
    let product: NumberBuffer<T>
    private let rings: [NumberBuffer<T>]

    init(_ plan: BatchPlan<T>, panels: Int) {
        self.panels = panels
        let hidden = plan.stack.hidden, b = panels * SamplePanels.width, n = plan.width * b
        let keeps = hidden.nonlinearity.isSmooth && hidden.nonlinearity != .linear, one = NumberBuffer<T>(n)
        let rings = (0..<6).map { _ in NumberBuffer<T>(n) }
        self.rings = rings
        xDot = (0...hidden.count).map { rings[$0 % 3].start }
        gDot = (0...hidden.count).map { rings[3 + $0 % 3].start }
        xDotStrips = (0...hidden.count).map { NumberBuffer<T>($0 == 0 ? 0 : T.padded(plan.width) * b) }
        hDot = (0..<hidden.count).map { _ in keeps ? NumberBuffer<T>(n) : one }
        yDot = NumberBuffer<T>(plan.stack.outputs * b)
        deltaDot = NumberBuffer<T>(n)
        deltaDotRows = NumberBuffer<T>(max(plan.width, plan.stack.outputs) * b)
        skipSum = NumberBuffer<T>(hidden.skip == .none ? 0 : n)
        signalDot = NumberBuffer<T>(hidden.normalised == nil ? 0 : n)
        deviationDot = NumberBuffer<T>(hidden.normalised == nil ? 0 : plan.width)
        product = NumberBuffer<T>(plan.layout.layers.map { $0.outputs * T.padded($0.inputs) }.max() ?? 0)
    }
}
