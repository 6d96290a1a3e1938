// Hessian products of P3's network, one vector at a time and eight together: the time per vector, the share of the vector unit's
// peak, and how near that is to the products of matrices alone.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

/// `curvature`: --width, --depth, --batch, --inputs, --threads, --repeats; --agreement true for the greatest differences between
/// Hessians that are computed in different ways.
func benchmarkCurvature(_ options: BenchmarkOptions) throws {
    if try options.value("agreement", default: false) { return try printCurvatureAgreement() }
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

    var (one, eight): ([[Float]], [[Float]]) = ([], [])
    var (times, processor): ([String: [Double]], [String: [Double]]) = ([:], [:])
    for round in 0...repeats {
        func time(_ what: String, vectors count: Int, _ body: () throws -> Void) rethrows {
            let before = processorSeconds(), seconds = try timed(body).seconds / Double(count)
            if round == 0 { return }
            times[what, default: []].append(seconds)
            processor[what, default: []].append((processorSeconds() - before) / Double(count))
        }
        try time("alone", vectors: 1) { try hessian.times([vectors[0]], into: &one) }
        try time("eight together", vectors: 8) { try hessian.times(vectors, into: &eight) }
        time("products of eight", vectors: 8) { products.run(vectors: 8) }
    }
    let peak = fusedMultiplyAddRate() * Double(threads)
    print(String(format: "width \(width), depth \(depth), batch \(batch), \(inputs) inputs: %.2f GFLOP per vector, BLAS \(BLAS.coreName)", flops * 1e-9))
    print(String(format: "peak of fused multiply-adds, \(threads) threads: %.0f GFLOP/s", peak * 1e-9))
    var fields: [String: any Encodable & Sendable] = ["benchmark": "curvature", "width": width, "depth": depth, "batch": batch, "threads": threads, "peak": peak]
    for what in ["alone", "eight together", "products of eight"] {
        let seconds = median(times[what] ?? []), used = median(processor[what] ?? []), name = what.replacingOccurrences(of: " ", with: "_")
        print("  " + what.padding(toLength: 20, withPad: " ", startingAt: 0)
            + String(
                format: "%8.2f ms per vector, %.0f GFLOP/s, %.0f %% of the peak; %.2f ms of processors, %.0f %%", seconds * 1e3,
                flops / seconds * 1e-9, 100 * flops / seconds / peak, used * 1e3, 100 * flops * Double(threads) / used / peak))
        fields[name + "_s"] = seconds
        fields[name + "_cpu_s"] = used
    }
    print(String(format: "  the products at the peak %5.2f ms per vector", flops / peak * 1e3))
    try printJSON(fields)
}

/// The matrix products of Hessian products and nothing else: the same shapes, operands and order, in memory of the same sizes.
private final class CurvatureProducts {
    private let width, depth, batch, inputs: Int
    private let team: ThreadTeam
    private var memory: [[UnsafeMutablePointer<Float>]] = []

    init(width: Int, depth: Int, batch: Int, inputs: Int, threads: Int) {
        (self.width, self.depth, self.batch, self.inputs) = (width, depth, batch, inputs)
        team = ThreadTeam(threads)
        let size = max(width, inputs) * max(width, 256)
        memory = (0..<team.count).map { _ in
            (0..<3).map { _ in
                let memory = UnsafeMutablePointer<Float>.allocate(capacity: size)
                memory.initialize(repeating: 0.01, count: size)
                return memory
            }
        }
    }

    deinit { memory.joined().forEach { $0.deallocate() } }

    func run(vectors: Int) {
        let (n, pieces) = (width, (batch + 255) / 256), panels = ((batch + pieces - 1) / pieces + 63) / 64, samples = 64 * panels
        team.run(vectors * pieces) { [self] _, worker in
            let (a, b, c) = (memory[worker][0], memory[worker][1], memory[worker][2])
            func forward(_ inputs: Int) {
                for first in stride(from: 0, to: inputs, by: 256) {
                    for panel in 0..<panels {
                        Float.multiply(
                            a + first, inputs, 1, b + (panel * inputs + first) * 64, 64, into: c + panel * n * 64, 64, rows: n, columns: 64,
                            inner: min(256, inputs - first), adding: first > 0)
                    }
                }
            }
            func backward() {
                for panel in 0..<panels {
                    Float.multiply(a, 1, n, b + panel * n * 64, 64, into: c + panel * n * 64, 64, rows: n, columns: 64, inner: n, adding: false)
                }
            }
            func weights(_ inputs: Int) {
                for first in stride(from: 0, to: inputs, by: 64) {
                    Float.multiply(
                        a, samples, 1, b + first * samples, 64, into: c + first, inputs, rows: n, columns: 64, inner: samples, adding: false)
                }
            }
            forward(inputs)
            weights(inputs)
            for _ in 0..<2 * (depth - 1) {
                forward(n)
                backward()
                weights(n)
            }
        }
    }
}

/// Flops per second of fused multiply-adds on registers, on one core; too low on a machine that is busy all the time.
func fusedMultiplyAddRate() -> Double {
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
