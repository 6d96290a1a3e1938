// The empirical tangent kernel of tanh networks over some inputs, and Monte Carlo of the tensors of finite width.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks

/// `kernel`: --cases depth:width:inputs,…, --threads, --repeats; --networks for the Monte Carlo of that many networks, n = 48, 16 layers.
func benchmarkKernel(_ options: BenchmarkOptions) throws {
    let names = try options.value("cases", default: "20:64:16,20:256:64,50:64:16,50:256:64").split(separator: ",").map(String.init)
    let threads = try options.value("threads", default: 2)
    let repeats = max(1, try options.value("repeats", default: 9))
    let networks = try options.value("networks", default: 3000)
    let team = ThreadTeam(threads), peak = fusedMultiplyAddRate()
    print(String(format: "peak of fused multiply-adds: %.0f GFLOP/s per core", 1e-9 * peak))
    var fields: [String: any Encodable & Sendable] = ["benchmark": "kernel", "threads": threads, "core": BLAS.coreName]
    for name in names {
        let numbers = name.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 3, numbers.allSatisfy({ $0 > 0 }) else { throw BenchmarkError.usage("--cases wants depth:width:inputs, not '\(name)'") }
        let (depth, width, count) = (numbers[0], numbers[1], numbers[2])
        let stack = LayerStack(inputs: 64, hidden: HiddenLayers(width: width, count: depth, nonlinearity: .tanh), outputs: 1)
        let network = NetworkRealisation(stack, start: NetworkStart(.ensemble(.gaussian, sigmaW: 1)), seed: 1)
        let kernel = try EmpiricalKernel(stack, parameters: network.singleParameters().elements, rates: .equal)
        let inputs = (0..<count * 64).map { Float(($0 * 7919 % 2003) - 1001) / 580 }
        // Long enough to be measured.
        let rounds = max(1, 2_000_000 / (depth * width * count))
        let runs = (0..<repeats).map { _ in measured(rounds) { _ = kernel.gram(inputs, team: team) } }
        let (wall, processor) = (median(runs.map(\.wall)), median(runs.map(\.processor)))
        let necessary = flops(depth: depth, width: width, inputs: 64, count: count), rate = necessary / processor
        let limit = necessary / peak / Double(threads)
        print(
            "depth \(depth), width \(width), \(count) inputs: "
                + String(
                    format: "%8.3f ms, of the processor %8.3f ms, %.0f GFLOP/s per core; at the peak %8.3f ms", 1e3 * wall, 1e3 * processor, 1e-9 * rate,
                    1e3 * limit))
        fields["kernel_\(name)_limit_seconds"] = limit
        fields["kernel_\(name)_gflops_per_core"] = 1e-9 * rate
        fields["kernel_\(name)_seconds"] = wall
        fields["kernel_\(name)_cpu_seconds"] = processor
    }
    if networks > 0 {
        let setting = TangentSetting(.tanh, .orthogonal), pieces = 30
        let run = measured(1) {
            team.run(pieces) { piece, _ in
                let first = UInt64(piece * networks / pieces), last = UInt64((piece + 1) * networks / pieces)
                if first < last { _ = try? TensorSample(setting, width: 48, depth: 16, seeds: first..<last, pairs: 0) }
            }
        }
        print("\(networks) orthogonal networks, n = 48, 16 layers: " + String(format: "%8.3f s, of the processor %8.3f s", run.wall, run.processor))
        fields["networks"] = networks
        fields["tensor_seconds"] = run.wall
        fields["tensor_cpu_seconds"] = run.processor
    }
    try printJSON(fields)
}

/// The necessary multiplications and additions: a pass forward, a pass back, and half of two symmetric Gram matrices per layer.
private func flops(depth: Int, width: Int, inputs: Int, count: Int) -> Double {
    let (hidden, n, m) = (Double(depth - 1), Double(width), Double(count))
    let passes = m * (n * Double(inputs) + 2 * hidden * n * n), grams = 0.5 * m * (m + 1) * (Double(inputs) + (2 * hidden + 2) * n)
    return 2 * (passes + grams)
}

/// Seconds of one round, by the clock and of all processors.
private func measured(_ rounds: Int, _ body: () -> Void) -> (wall: Double, processor: Double) {
    let begin = processorSeconds()
    let wall = timed { for _ in 0..<rounds { body() } }.seconds
    return (wall / Double(rounds), (processorSeconds() - begin) / Double(rounds))
}
