// paper-bench NAME [--option value …]: one file per benchmark; each prints text for people and one line of JSON for machines.
import Foundation

do {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let name = arguments.isEmpty ? "" : arguments.removeFirst()
    let options = try BenchmarkOptions(arguments)
    switch name {
    case "jacobian": try benchmarkJacobian(options)
    case "haar": try benchmarkHaar(options)
    case "kernel": try benchmarkKernel(options)
    case "spectra": benchmarkSpectra()
    case "engine": try benchmarkEngine(options)
    case "train": try benchmarkTraining(options)
    case "curvature": try benchmarkCurvature(options)
    case "store": try benchmarkStore(options)
    case "engine-build": try buildForEngineBenchmark(options)
    default: throw BenchmarkError.usage("unknown benchmark '\(name)'; there are: curvature, engine, haar, jacobian, kernel, spectra, store, train")
    }
} catch {
    FileHandle.standardError.write(Data("paper-bench: \(error)\n".utf8))
    exit(2)
}
