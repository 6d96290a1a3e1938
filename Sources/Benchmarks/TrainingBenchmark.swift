// A step of training, compared with the matrix products in it: how much of the machine's rate the step reaches, on one
// thread, on all, and with two trainings side by side.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

/// `train`: --width, --depth, --batch, --threads, --repeats, --optimisers sgd,momentum,adam,rmsProp.
func benchmarkTraining(_ options: BenchmarkOptions) throws {
    let width = try options.value("width", default: 400), depth = try options.value("depth", default: 200)
    let batch = try options.value("batch", default: 128), threads = try options.value("threads", default: 2)
    let repeats = try options.value("repeats", default: 7)
    let known: [(name: String, optimiser: Optimiser)] = [
        ("sgd", .sgd), ("momentum", .momentum), ("adam", .adam), ("rmsProp", .rmsProp),
    ]
    let wanted = try options.value("optimisers", default: "sgd,momentum,adam,rmsProp").split(separator: ",").map(String.init)
    for name in wanted where !known.contains(where: { $0.name == name }) {
        throw BenchmarkError.usage("no optimiser '\(name)'; there are: \(known.map(\.name).joined(separator: ", "))")
    }
    let flops = stepFlops(width: width, depth: depth, batch: batch)
    print(String(format: "width \(width), depth \(depth), batch \(batch): %.2f GFLOP per step, BLAS \(BLAS.coreName)", flops * 1e-9))

    for (name, optimiser) in known where wanted.contains(name) {
        // What is compared is timed in turn, because the machine's rate drifts.
        let one = try trainer(width, depth, batch, optimiser, threads: 1)
        let all = try trainer(width, depth, batch, optimiser, threads: threads)
        let other = try trainer(width, depth, batch, optimiser, threads: 1)
        let residual = try trainer(width, depth, batch, optimiser, threads: 1, skip: .identity)
        let products = StepProducts(.best, width: width, depth: depth, batch: batch, threads: threads)
        let library = StepProducts(.openBLAS, width: width, depth: depth, batch: batch, threads: threads)
        let (alone, team) = (ThreadTeam(1), ThreadTeam(threads))
        // Several steps each, because starting a thread takes as long as a step of a small network.
        let together = max(1, Int(0.1 / timed { one.step() }.seconds))
        var times: [String: [Double]] = [:]
        for round in 0...repeats {
            func time(_ what: String, each count: Int = 1, _ body: () -> Void) {
                let seconds = timed(body).seconds / Double(count)
                if round > 0 { times[what, default: []].append(seconds) }
            }
            time("OpenBLAS, one thread") { library.run(alone) }
            time("products, one thread") { products.run(alone) }
            time("products, all threads") { products.run(team) }
            time("step, one thread") { one.step() }
            time("residual, one thread") { residual.step() }
            time("step, all threads") { all.step() }
            time("two steps side by side", each: together) { sideBySide(one, other, steps: together) }
        }
        let medians = times.mapValues { median($0) }
        func milliseconds(_ what: String) -> Double { (medians[what] ?? .nan) * 1e3 }
        let share = milliseconds("products, one thread") / (Double(threads) * milliseconds("products, all threads"))
        let skips = milliseconds("residual, one thread") / milliseconds("step, one thread") - 1
        let loss = milliseconds("two steps side by side") / milliseconds("step, one thread") - 1
        print(optimiser.name)
        for what in times.keys.sorted() {
            let label = what.padding(toLength: 24, withPad: " ", startingAt: 0)
            print("  " + label + String(format: "%8.1f ms", milliseconds(what)))
        }
        print(String(
            format: "  products on \(threads) threads reach %.0f %% of \(threads) times one thread's rate (%.0f GFLOP/s; OpenBLAS %.0f);",
            100 * share, flops / milliseconds("products, one thread") * 1e-6, flops / milliseconds("OpenBLAS, one thread") * 1e-6))
        print(String(
            format: "  a step takes %.2f times its products; a second training side by side costs %.0f %%; identity skips cost %.1f %%",
            milliseconds("step, all threads") / milliseconds("products, all threads"), 100 * loss, 100 * skips))
        var fields: [String: any Encodable & Sendable] = [
            "benchmark": "train", "optimiser": name, "width": width, "depth": depth, "batch": batch, "threads": threads,
            "core": BLAS.coreName, "gflop": flops * 1e-9, "products_share_of_rate": share, "side_by_side_loss": loss, "skip_cost": skips,
        ]
        for (what, value) in medians {
            let name = what.replacingOccurrences(of: ", ", with: "_").replacingOccurrences(of: " ", with: "_")
            fields[name + "_s"] = value
        }
        try printJSON(fields)
    }
}

/// 6 B P flops for P weights, minus the gradient with respect to the images, which is not computed.
private func stepFlops(width: Int, depth: Int, batch: Int) -> Double {
    6 * Double(batch) * Double(3072 * width + depth * width * width + 10 * width) - 2 * Double(batch * 3072 * width)
}

private func trainer(_ width: Int, _ depth: Int, _ batch: Int, _ optimiser: Optimiser, threads: Int, skip: Skip = .none) throws -> Trainer {
    let stream = RandomStream(seed: 1)
    let images = LabelledImages(
        inputs: 3072, classes: 10, bytes: (0..<512 * 3072).map { UInt8(truncatingIfNeeded: stream.word(UInt64($0))) },
        labels: (0..<512).map { UInt8($0 % 10) })
    let network = NetworkRealisation(
        LayerStack(inputs: 3072, hidden: HiddenLayers(width: width, count: depth + 1, nonlinearity: .tanh, skip: skip), outputs: 10),
        start: NetworkStart(.ensemble(.gaussian, sigmaW: 1.05.squareRoot()), biasDeviation: 2.0105e-5.squareRoot()), seed: 1)
    return try Trainer(
        network, on: images, map: InputMap(ImageStatistics(images), meanSquare: 0.0246), optimiser: optimiser, rate: 1e-4, batchSize: batch,
        seed: 1, threads: threads)
}

private func sideBySide(_ a: Trainer, _ b: Trainer, steps: Int) {
    nonisolated(unsafe) let other = b
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        for _ in 0..<steps { other.step() }
        done.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
    for _ in 0..<steps { a.step() }
    done.wait()
}

/// The matrix products of a step and nothing else: the same shapes, on as much memory.
private final class StepProducts {
    private let shapes: [(inputs: Int, outputs: Int)]
    private let pieces: Int
    private let products: SingleProducts
    private let weights: [FloatBuffer], signals: [FloatBuffer], samples: [FloatBuffer], deltas: [FloatBuffer]
    private let gradients: [FloatBuffer]

    init(_ products: SingleProducts, width: Int, depth: Int, batch: Int, threads: Int) {
        self.products = products
        let pieces = Signals.pieces(batch)
        self.pieces = pieces
        shapes = [(3072, width)] + Array(repeating: (width, width), count: depth) + [(width, 10)]
        func filled(_ count: Int, _ scale: Float) -> FloatBuffer {
            let buffer = FloatBuffer(count)
            for i in 0..<count { buffer.start[i] = scale * Float(i % 7 - 3) }
            return buffer
        }
        weights = shapes.map { filled($0.inputs * $0.outputs, 0.5 / Float($0.inputs).squareRoot()) }
        signals = [filled(pieces * Signals.floats(3072), 0.5)] + shapes.map { filled(pieces * Signals.floats($0.outputs), 0.5) }
        samples = shapes.map { filled(pieces * Signals.floats($0.inputs), 0.5) }
        deltas = shapes.map { filled(pieces * Signals.floats($0.outputs), 0.5) }
        gradients = (0..<threads).map { _ in FloatBuffer(width * Signals.padded(max(width, 3072))) }
    }

    func run(_ team: ThreadTeam) {
        team.run(pieces) { [self] piece, _ in
            for (l, shape) in shapes.enumerated() {
                products.inStrips(0..<shape.outputs) { neurons in
                    products.forward(
                        Signals(signals[l], width: shape.inputs, piece: piece), weights: weights[l].start,
                        into: Signals(signals[l + 1], width: shape.outputs, piece: piece), neurons: neurons)
                }
            }
            for (l, shape) in shapes.enumerated().dropFirst().reversed() {
                products.backward(
                    Signals(deltas[l], width: shape.outputs, piece: piece), weights: weights[l].start,
                    into: Signals(deltas[l - 1], width: shape.inputs, piece: piece))
            }
        }
        team.run(shapes.count) { [self] l, worker in
            let shape = shapes[l]
            products.inStrips(0..<shape.outputs) { neurons in
                products.gradient(
                    Signals(deltas[l].start, width: shape.outputs), samples[l].start, pieces: pieces, stride: Signals.padded(shape.inputs),
                    into: gradients[worker].start, neurons: neurons, ahead: weights[l].start)
            }
        }
    }
}
