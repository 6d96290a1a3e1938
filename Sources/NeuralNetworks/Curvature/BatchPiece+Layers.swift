// The parts of a layer that are not dense: skips, normalisation, the loss; and which preactivations lie at a bend.
import Foundation
import LinearAlgebra
import NetworkModels

extension BatchPlan {
    /// Adds layer l's skip to x_l.
    /// - Parameters:
    ///   - x: a, x_1 … x_l, one row per neuron; a is not read.
    ///   - sum: S_{l-1} of the hyper-residual network, which becomes S_l.
    ///   - columns: of each x_l.
    func addSkip(into l: Int, _ x: [UnsafeMutablePointer<T>], sum: UnsafeMutablePointer<T>, columns: Int) {
        guard l > 1 else { return }
        let count = width * columns, (target, source) = (x[l], x[l - 1])
        switch stack.hidden.skip {
        case .none: break
        case .identity: for i in 0..<count { target[i] += source[i] }
        case .fixed: multiply(l - 1, transposed: false, source, into: target, columns: columns)
        case .hyperResidual:
            for i in 0..<count { target[i] += source[i] }
            guard l > 2 else { break }
            multiply(l - 2, transposed: false, x[l - 2], into: sum, columns: columns)
            let share = 1 / T(l - 2)
            for i in 0..<count { target[i] += share * sum[i] }
        }
    }

    /// Adds to the gradients of the layers whose signals layer l's skip reads what passes through it.
    /// - Parameter sum: Σ_{m > l} g_m/(m - 2), to which layer l's term is added.
    func passSkip(from l: Int, _ g: [UnsafeMutablePointer<T>], sum: UnsafeMutablePointer<T>, columns: Int) {
        guard l > 1 else { return }
        let count = width * columns, (source, target) = (g[l], g[l - 1])
        switch stack.hidden.skip {
        case .none: break
        case .identity: for i in 0..<count { target[i] += source[i] }
        case .fixed: multiply(l - 1, transposed: true, source, into: target, columns: columns)
        case .hyperResidual:
            for i in 0..<count { target[i] += source[i] }
            guard l > 2 else { break }
            let share = 1 / T(l - 2)
            for i in 0..<count { sum[i] += share * source[i] }
            multiply(l - 2, transposed: true, sum, into: g[l - 2], columns: columns)
        }
    }

    /// Adds Q_k x, or its transpose's product.
    private func multiply(_ k: Int, transposed: Bool, _ x: UnsafePointer<T>, into y: UnsafeMutablePointer<T>, columns: Int) {
        T.multiply(
            skipMatrices[k - 1].start, width, transposed: transposed, x, columns, transposed: false, into: y, columns, rows: width,
            columns: columns, inner: width, adding: true)
    }

    /// dLoss/dy for the mean over the batch, C × B.
    func outputGradient(_ y: NumberBuffer<T>, _ labels: [Int], into delta: NumberBuffer<T>, samples: Int) {
        let classes = stack.outputs
        for sample in 0..<samples {
            switch loss {
            case .crossEntropy:
                let shares = Self.softmax(y.start + sample, classes, samples)
                for c in 0..<classes { delta.start[c * samples + sample] = T((shares[c] - (c == labels[sample] ? 1 : 0)) / Double(batchSize)) }
            case .squaredError:
                for c in 0..<classes {
                    let error = y.start[c * samples + sample] - (c == labels[sample] ? 1 : 0)
                    delta.start[c * samples + sample] = 2 * error / T(batchSize * classes)
                }
            }
        }
    }

    /// Of one sample, whose outputs lie `stride` apart.
    static func softmax(_ y: UnsafePointer<T>, _ classes: Int, _ stride: Int) -> [Double] {
        let scores = (0..<classes).map { Double(y[$0 * stride]) }, largest = scores.max() ?? 0
        let exponentials = scores.map { exp($0 - largest) }, sum = exponentials.reduce(0, +)
        return exponentials.map { $0 / sum }
    }
}

extension BatchPiece {
    /// h ← gain · s, with s = (h - mean)/deviation over the samples of a neuron.
    static func normalise(
        _ h: NumberBuffer<T>, _ gains: UnsafePointer<T>, neurons: Int, samples b: Int
    ) -> (signal: NumberBuffer<T>, deviations: [T]) {
        let signal = NumberBuffer<T>(h.count)
        let deviations = (0..<neurons).map { i -> T in
            let (row, s) = (h.start + i * b, signal.start + i * b)
            let mean = sum(row, b) / T(b)
            for j in 0..<b { s[j] = row[j] - mean }
            let deviation = (sum(s, times: s, b) / T(b) + T(ReferenceNetwork.normalisationFloor)).squareRoot()
            for j in 0..<b {
                s[j] /= deviation
                row[j] = gains[i] * s[j]
            }
            return deviation
        }
        return (signal, deviations)
    }

    /// dLoss/d(W x) from dLoss/dh of the normalised layer.
    func denormalise(
        _ delta: NumberBuffer<T>, _ gains: UnsafePointer<T>, _ normalised: (signal: NumberBuffer<T>, deviations: [T])
    ) -> NumberBuffer<T> {
        let (b, result) = (samples, NumberBuffer<T>(delta.count))
        for (i, deviation) in normalised.deviations.enumerated() {
            let (d, s, r) = (delta.start + i * b, normalised.signal.start + i * b, result.start + i * b)
            let mean = sum(d, b) / T(b), part = sum(d, times: s, b) / T(b)
            for j in 0..<b { r[j] = gains[i] * (d[j] - mean - part * s[j]) / deviation }
        }
        return result
    }

    /// Pairs whose h is so near to a bend that rounding could have put it on the other side: |h - bend| at most the rounding
    /// of a product of `inputs` terms, √inputs ulp |w| |x|.
    static func countAtBends(_ h: NumberBuffer<T>, _ plan: BatchPlan<T>, _ l: Int, _ x: NumberBuffer<T>, _ phi: Nonlinearity) -> Int {
        let layer = plan.layout.layers[l - 1], b = h.count / layer.outputs, weights = plan.weights(l)
        let lengths = (0..<b).map { j in
            (0..<layer.inputs).reduce(T(0)) { $0 + x.start[$1 * b + j] * x.start[$1 * b + j] }.squareRoot()
        }
        let bends: [T] = phi == .relu ? [0] : [-1, 1]
        let rounding = T(layer.inputs).squareRoot() * .ulpOfOne
        return (0..<layer.outputs).reduce(0) { count, i in
            let row = weights + i * layer.inputs, length = rounding * sum(row, times: row, layer.inputs).squareRoot()
            return count + (0..<b).count { j in bends.contains { abs(h.start[i * b + j] - $0) <= length * lengths[j] } }
        }
    }
}
