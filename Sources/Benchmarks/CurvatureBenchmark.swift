// Hessian products of P3's network, one vector at a time and eight together: the time per vector, the share of the vector unit's
// peak, and how near that is to the products of matrices alone.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

/// `curvature`: --width, --depth, --batch, --inputs, --threads, --repeats.
func benchmarkCurvature(_ options: BenchmarkOptions) throws {
    let width = try options.value("width", default: 128), depth = try options.value("depth", default: 20)
    let batch = try options.value("batch", default: 500), inputs = try options.value("inputs", default: 3072)
    let threads = try options.value("threads", default: 2), repeats = try options.value("repeats", default: 7)
    let network = NetworkRealisation(
        LayerStack(inputs: inputs, hidden: HiddenLayers(width: width, count: depth, nonlinearity: .tanh), outputs: 10),
        start: NetworkStart(.glorotNormal), seed: 1)
    let hessian = try BatchHessian<Float>(
        network, parameters: try network.singleParameters().elements.map(Double.init),
        inputs: .gaussian(rows: inputs, columns: batch, deviation: 1, from: RandomStream(seed: 2)), labels: (0..<batch).map { $0 % 10 },
        objective: Objective(.crossEntropy), threads: threads)
    let vectors = (0..<8).map { RandomStream(seed: 3).substream(UInt64($0)).normals(hessian.count).map(Float.init) }
    let hidden = Double((depth - 1) * width * width + 10 * width)
    let flops = Double(batch) * (12 * hidden + 4 * Double(inputs * width))
    let products = CurvatureProducts(width: width, depth: depth, batch: batch, inputs: inputs, threads: threads)

    var times: [String: [Double]] = [:]
    for round in 0...repeats {
        func time(_ what: String, vectors count: Int, _ body: () throws -> Void) rethrows {
            let seconds = try timed(body).seconds / Double(count)
            if round > 0 { times[what, default: []].append(seconds) }
        }
        try time("alone", vectors: 1) { _ = try hessian.times([vectors[0]]) }
        try time("eight together", vectors: 8) { _ = try hessian.times(vectors) }
        time("products of eight", vectors: 8) { products.run(vectors: 8) }
    }
    let peak = fusedMultiplyAddRate() * Double(threads)
    print(String(format: "width \(width), depth \(depth), batch \(batch), \(inputs) inputs: %.2f GFLOP per vector, BLAS \(BLAS.coreName)", flops * 1e-9))
    print(String(format: "peak of fused multiply-adds, \(threads) threads: %.0f GFLOP/s", peak * 1e-9))
    var fields: [String: any Encodable & Sendable] = ["benchmark": "curvature", "width": width, "depth": depth, "batch": batch, "threads": threads, "peak": peak]
    for what in ["alone", "eight together", "products of eight"] {
        let seconds = median(times[what] ?? [])
        print("  " + what.padding(toLength: 20, withPad: " ", startingAt: 0)
            + String(format: "%8.2f ms per vector, %.0f GFLOP/s, %.0f %% of the peak", seconds * 1e3, flops / seconds * 1e-9, 100 * flops / seconds / peak))
        fields[what.replacingOccurrences(of: " ", with: "_") + "_s"] = seconds
    }
    try printJSON(fields)
}

/// The matrix products of Hessian products and nothing else: the same shapes.
private final class CurvatureProducts {
    private let width, depth, batch, inputs: Int
    private let team: ThreadTeam
    private let big: [UnsafeMutablePointer<Float>]
    private let size: Int

    init(width: Int, depth: Int, batch: Int, inputs: Int, threads: Int) {
        (self.width, self.depth, self.batch, self.inputs) = (width, depth, batch, inputs)
        team = ThreadTeam(threads)
        size = 8 * max(width, 128) * max(inputs, batch)
        let size = size
        big = (0..<3 * threads).map { _ in
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: size)
            memory.initialize(repeating: 0.01, count: size)
            return memory
        }
    }

    deinit { big.forEach { $0.deallocate() } }

    /// Half of the batch per task, four vectors each.
    func run(vectors: Int) {
        let (n, half, k) = (width, batch / 2, vectors / 2)
        team.run(4) { [self] _, worker in
            let (a, b, c) = (big[3 * worker], big[3 * worker + 1], big[3 * worker + 2])
            func product(_ rows: Int, _ columns: Int, _ inner: Int, _ transposed: (Bool, Bool) = (false, false)) {
                Float.multiply(
                    a, transposed.0 ? rows : inner, transposed: transposed.0, b, transposed.1 ? inner : columns, transposed: transposed.1, into: c,
                    columns, rows: rows, columns: columns, inner: inner, adding: false)
            }
            product(n * k, half, inputs)
            product(n * k, inputs, half, (false, true))
            for _ in 1..<depth {
                product(n * k, half, n)
                product(n, half * k, n)
                product(n * k, n, half, (false, true))
                product(n, half * k, n, (true, false))
                for _ in 0..<k {
                    product(n, n, half, (false, true))
                    product(n, half, n, (true, false))
                }
            }
        }
    }
}

/// Flops per second of fused multiply-adds on registers, on one core.
private func fusedMultiplyAddRate() -> Double {
    func once() -> Double {
        var sums = (0..<12).map { SIMD16<Float>(repeating: Float($0)) }
        let factor = SIMD16<Float>(repeating: 0.999), steps = 2_000_000
        let seconds = timed {
            var (a, b, c, d, e, f) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5])
            var (g, h, i, j, k, l) = (sums[6], sums[7], sums[8], sums[9], sums[10], sums[11])
            for _ in 0..<steps {
                a.addProduct(a, factor); b.addProduct(b, factor); c.addProduct(c, factor); d.addProduct(d, factor)
                e.addProduct(e, factor); f.addProduct(f, factor); g.addProduct(g, factor); h.addProduct(h, factor)
                i.addProduct(i, factor); j.addProduct(j, factor); k.addProduct(k, factor); l.addProduct(l, factor)
            }
            sums = [a, b, c, d, e, f, g, h, i, j, k, l]
        }.seconds
        return sums[0][0].isNaN ? .nan : 12 * 16 * 2 * Double(steps) / seconds
    }
    return (0..<5).map { _ in once() }.max() ?? .nan
}
