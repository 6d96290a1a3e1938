// What the engine itself costs: layered graphs of trivial targets, built from nothing, with nothing to do, and after
// one change, on a store of the real file system.
import BuildGraph
import Foundation

/// A whole number that depends on its inputs.
struct TrivialTarget: Target {
    let position: Int
    let salt: Int
    let inputs: [Input<Int>]

    func make(_ values: Inputs) throws -> Int { try values[inputs].reduce(position &+ salt, &+) }
}

/// `count` targets in ten layers; each but the first layer's reads two of the layer before.
private func layeredGraph(_ count: Int, changedLeaf: Int? = nil) throws -> Graph {
    let width = max(1, count / 10)
    var layer: [Input<Int>] = (0..<width).map { Input(TrivialTarget(position: $0, salt: $0 == changedLeaf ? 1 : 0, inputs: [])) }
    for depth in 1..<10 {
        layer = (0..<width).map { i in
            Input(TrivialTarget(position: depth * width + i, salt: 0, inputs: [layer[i], layer[(i + 1) % width]]))
        }
    }
    return try Graph(roots: layer.map(\.node))
}

/// Seconds and counts of the engine; `--sizes 1000,10000` by default.
func benchmarkEngine(_ options: BenchmarkOptions) throws {
    let sizes = try options.value("sizes", default: "1000,10000").split(separator: ",").compactMap { Int($0) }
    let effects = Effects.live(root: FileManager.default.temporaryDirectory.path)
    let code = CodeFingerprints(everything: Digest(of: Array("benchmark".utf8)))

    /// One build as a new process would do it: graph, store, decisions, work.
    func build(_ count: Int, _ folder: String, changedLeaf: Int? = nil) throws -> (seconds: Double, ran: Int) {
        let start = effects.clock.monotonic()
        let graph = try layeredGraph(count, changedLeaf: changedLeaf)
        let store = try Store(folder: folder, effects: effects)
        let scheduler = Scheduler(graph: graph, store: store, code: code, options: BuildOptions(machine: effects.machine))
        let outcome = try scheduler.run(Array(graph.nodes.indices))
        return (effects.clock.monotonic() - start, outcome.ran.count)
    }

    for count in sizes {
        let folder = try effects.files.makeScratchFolder()
        defer { try? effects.files.removeAll(folder) }
        let cold = try build(count, folder)
        let idle = median(try (0..<5).map { _ in try build(count, folder).seconds })
        let change = try build(count, folder, changedLeaf: count / 20)
        let memory = Double(effects.machine.peakMemory()) / 1e6
        print(String(
            format: "engine %7d targets: cold %.3f s (%.1f us a target), no-op %.4f s (%.2f us), one leaf %.4f s (%d ran), peak %.0f MB",
            count, cold.seconds, cold.seconds / Double(count) * 1e6, idle, idle / Double(count) * 1e6, change.seconds, change.ran, memory))
        try printJSON([
            "benchmark": "engine", "targets": count, "cold_s": cold.seconds, "noop_s": idle, "leaf_s": change.seconds,
            "leaf_ran": change.ran, "peak_mb": memory,
        ])
    }
}
