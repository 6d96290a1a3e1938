// A whole simulation of a Jacobian's spectrum: orthogonal hard-tanh at criticality, everything drawn, formed and decomposed.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

/// `jacobian`: --width, --depth, --qstar, --ensemble orthogonal|gaussian, --nonlinearity,
/// --method automatic|fullProduct, --repeats.
func benchmarkJacobian(_ options: BenchmarkOptions) throws {
    let width = try options.value("width", default: 1000)
    let depth = try options.value("depth", default: 128)
    let qStar = try options.value("qstar", default: 0.1)
    let repeats = try options.value("repeats", default: 3)
    let ensembleName = try options.value("ensemble", default: "orthogonal")
    let nonlinearityName = try options.value("nonlinearity", default: "hardTanh")
    let methodName = try options.value("method", default: "automatic")
    BLAS.setThreads(try options.value("threads", default: 1))
    guard let ensemble = WeightEnsemble(rawValue: ensembleName), let phi = Nonlinearity(rawValue: nonlinearityName),
        let method = JacobianMethod(rawValue: methodName)
    else {
        throw BenchmarkError.usage("no ensemble '\(ensembleName)', nonlinearity '\(nonlinearityName)' or method '\(methodName)'")
    }

    // Criticality in the mean: sigmaW² mu_1 = 1, and for hard tanh mu_1 = erf(1/√(2q*)).
    let mu1 = phi == .hardTanh ? erf(1 / (2 * qStar).squareRoot()) : phi == .relu ? 0.5 : 1
    var processor: [Double] = []
    var runs: [(seconds: Double, parts: [Double], rate: Double)] = []
    for run in 0..<max(1, repeats) {
        let network = RandomNetwork(
            width: width, depth: depth, nonlinearity: phi, ensemble: ensemble, sigmaW: (1 / mu1).squareRoot(), qStar: qStar,
            seed: UInt64(run))
        let rate = try dgemmRate(width)
        var simulation = JacobianSimulation(network: network, slopes: .forwardPass, method: method)
        let begin = processorSeconds()
        let (spectrum, seconds) = try timed { try withFlushToZero { try simulation.run() } }
        processor.append(processorSeconds() - begin)
        runs.append((seconds, Stopwatch.Part.allCases.map(simulation.stopwatch.seconds), rate))
        print(String(format: "run %d: %7.3f s, s_max %.5f", run, seconds, spectrum.largest))
    }

    let flops = 2 * Double(width * width * width) * Double(depth)
    let total = median(runs.map(\.seconds))
    let limit = median(runs.map { flops / $0.rate })
    print("\(ensembleName) \(nonlinearityName), width \(width), depth \(depth), method \(methodName), BLAS \(BLAS.coreName)")
    var fields: [String: any Encodable & Sendable] = [
        "benchmark": "jacobian", "width": width, "depth": depth, "ensemble": ensembleName, "nonlinearity": nonlinearityName,
        "method": methodName,
        "core": BLAS.coreName, "seconds": total, "cpu_seconds": median(processor), "dgemm_limit_seconds": limit,
        "dgemm_gflops": 1e-9 * median(runs.map(\.rate)),
    ]
    for (i, part) in Stopwatch.Part.allCases.enumerated() {
        let value = median(runs.map { $0.parts[i] })
        fields["\(part.rawValue)_seconds"] = value
        print("  " + part.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0) + seconds(value))
    }
    print("  total           " + seconds(total))
    print("  of the processor" + seconds(median(processor)))
    print("  2N³L at dgemm's rate " + seconds(limit) + String(format: "  (total is %.2f times that)", total / limit))
    try printJSON(fields)
}
