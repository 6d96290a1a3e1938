// The parts of a layer that are not dense: skips, normalisation, the loss; and which preactivations lie at a bend.
import Foundation
import LinearAlgebra
import NetworkModels

extension BatchPlan {
    /// Adds layer l's skip to x_l.
    /// - Parameters:
    ///   - x: a, x_1 … x_l, in panels; a is not read.
    ///   - sum: S_{l-1} of the hyper-residual network, which becomes S_l.
    ///   - panels: of each x_l.
    func addSkip(into l: Int, _ x: [UnsafeMutablePointer<T>], sum: UnsafeMutablePointer<T>, panels: Int) {
        guard l > 1 else { return }
        let count = width * panels * SamplePanels.width, (target, source) = (x[l], x[l - 1])
        switch stack.hidden.skip {
        case .none: break
        case .identity: add(source, to: target, count)
        case .fixed: multiplySkip(l - 1, source, into: target, panels)
        case .hyperResidual:
            add(source, to: target, count)
            guard l > 2 else { break }
            multiplySkip(l - 2, x[l - 2], into: sum, panels)
            add(sum, times: 1 / T(l - 2), to: target, count)
        }
    }

    /// Adds to the gradients of the layers whose signals layer l's skip reads what passes through it.
    /// - Parameter sum: Σ_{m > l} g_m/(m - 2), to which layer l's term is added.
    func passSkip(from l: Int, _ g: [UnsafeMutablePointer<T>], sum: UnsafeMutablePointer<T>, panels: Int) {
        guard l > 1 else { return }
        let count = width * panels * SamplePanels.width, (source, target) = (g[l], g[l - 1])
        func multiplySkip(_ k: Int, _ d: UnsafePointer<T>, into g: UnsafeMutablePointer<T>) {
            multiplyTransposed(skipMatrices[k - 1].start, outputs: width, inputs: width, d, into: g, 0..<panels, adding: true)
        }
        switch stack.hidden.skip {
        case .none: break
        case .identity: add(source, to: target, count)
        case .fixed: multiplySkip(l - 1, source, into: target)
        case .hyperResidual:
            add(source, to: target, count)
            guard l > 2 else { break }
            add(source, times: 1 / T(l - 2), to: sum, count)
            multiplySkip(l - 2, sum, into: g[l - 2])
        }
    }

    /// Adds Q_k x.
    private func multiplySkip(_ k: Int, _ x: UnsafePointer<T>, into y: UnsafeMutablePointer<T>, _ panels: Int) {
        multiply(skipMatrices[k - 1].start, outputs: width, inputs: width, x, into: y, 0..<panels, adding: true)
    }

    private func add(_ a: UnsafePointer<T>, to result: UnsafeMutablePointer<T>, _ count: Int) {
        for i in stride(from: 0, to: count, by: T.perVector) { T.store(T.load(result + i) + T.load(a + i), result + i) }
    }

    private func add(_ a: UnsafePointer<T>, times factor: T, to result: UnsafeMutablePointer<T>, _ count: Int) {
        for i in stride(from: 0, to: count, by: T.perVector) { T.store(T.load(result + i) + factor * T.load(a + i), result + i) }
    }
}

extension BatchPiece {
    /// dLoss/dy for the mean over the batch, C × B; zero for the samples that only fill the last panel.
    func outputGradient(_ labels: [Int], into delta: NumberBuffer<T>) {
        let classes = plan.stack.outputs
        for sample in 0..<samples {
            for c in 0..<classes {
                let place = panels.place(c, sample, of: classes), target: T = c == labels[sample] ? 1 : 0
                delta.start[place] =
                    switch plan.loss {
                    case .crossEntropy: (shares.start[place] - target) / T(plan.batchSize)
                    case .squaredError: 2 * (outputs.start[place] - target) / T(plan.batchSize * classes)
                    }
            }
        }
    }

    /// The softmax of the outputs, sample by sample.
    static func softmax(_ y: NumberBuffer<T>, classes: Int, _ panels: SamplePanels) -> NumberBuffer<T> {
        let shares = NumberBuffer<T>(y.count)
        for sample in 0..<panels.samples {
            let places = (0..<classes).map { panels.place($0, sample, of: classes) }, scores = places.map { Double(y.start[$0]) }
            let largest = scores.max() ?? 0, exponentials = scores.map { exp($0 - largest) }, sum = exponentials.reduce(0, +)
            for (place, exponential) in zip(places, exponentials) { shares.start[place] = T(exponential / sum) }
        }
        return shares
    }

    /// h ← gain · s, with s = (h - mean)/deviation over the samples of a neuron.
    static func normalise(
        _ h: NumberBuffer<T>, _ gains: UnsafePointer<T>, neurons: Int, _ panels: SamplePanels
    ) -> (signal: NumberBuffer<T>, deviations: [T]) {
        let signal = NumberBuffer<T>(h.count), b = T(panels.samples)
        let deviations = (0..<neurons).map { i -> T in
            var (total, squares) = (T(0), T(0))
            panels.forEachPart(i, of: neurons) { total += sum(h.start + $0, $1) }
            panels.forEachPart(i, of: neurons) { start, count in
                for j in start..<start + count { signal.start[j] = h.start[j] - total / b }
                squares += sum(signal.start + start, times: signal.start + start, count)
            }
            let deviation = (squares / b + T(ReferenceNetwork.normalisationFloor)).squareRoot()
            panels.forEachPart(i, of: neurons) { start, count in
                for j in start..<start + count {
                    signal.start[j] /= deviation
                    h.start[j] = gains[i] * signal.start[j]
                }
            }
            return deviation
        }
        return (signal, deviations)
    }

    /// dLoss/d(W x) from dLoss/dh of the normalised layer.
    func denormalise(
        _ delta: NumberBuffer<T>, _ gains: UnsafePointer<T>, _ normalised: (signal: NumberBuffer<T>, deviations: [T])
    ) -> NumberBuffer<T> {
        let (b, n, result) = (T(samples), normalised.deviations.count, NumberBuffer<T>(delta.count))
        for (i, deviation) in normalised.deviations.enumerated() {
            let (d, s) = (delta.start, normalised.signal.start)
            var (mean, part) = (T(0), T(0))
            panels.forEachPart(i, of: n) { start, count in
                mean += sum(d + start, count) / b
                part += sum(d + start, times: s + start, count) / b
            }
            panels.forEachPart(i, of: n) { start, count in
                for j in start..<start + count { result.start[j] = gains[i] * (d[j] - mean - part * s[j]) / deviation }
            }
        }
        return result
    }

    /// Pairs whose h is so near to a bend that rounding could have put it on the other side: |h - bend| at most the rounding
    /// of a product of `inputs` terms, √inputs ulp |w| |x|.
    static func countAtBends(
        _ h: NumberBuffer<T>, _ plan: BatchPlan<T>, _ l: Int, _ x: NumberBuffer<T>, _ phi: Nonlinearity, _ panels: SamplePanels
    ) -> Int {
        let layer = plan.layout.layers[l - 1], weights = plan.weights(l)
        let lengths = (0..<panels.samples).map { j in
            (0..<layer.inputs).reduce(T(0)) { sum, i in
                let x = x.start[panels.place(i, j, of: layer.inputs)]
                return sum + x * x
            }.squareRoot()
        }
        let bends: [T] = phi == .relu ? [0] : [-1, 1]
        let rounding = T(layer.inputs).squareRoot() * .ulpOfOne
        return (0..<layer.outputs).reduce(0) { count, i in
            let row = weights + i * layer.inputs, length = rounding * sum(row, times: row, layer.inputs).squareRoot()
            return count + (0..<panels.samples).count { j in
                let h = h.start[panels.place(i, j, of: layer.outputs)]
                return bends.contains { abs(h - $0) <= length * lengths[j] }
            }
        }
    }
}
