// What the engine itself costs, beside ninja and make on the same graph: built from nothing, with nothing to do, after
// one file's change, and after every file was touched.
//
// Each build is a process of its own, started and waited for alike. Two differences of kind remain, and favour us
// wherever something runs: our targets are functions and theirs are programs; and a file whose time is new and whose
// content is old runs nothing here and everything there. With nothing to do the work is the same: read the graph (ours
// is made by code), read the log, look at each file.
import BuildGraph
import Foundation

/// `engine`: --sizes 1000,10000, --against ninja,make (default: those that are there; none for ours alone), --repeats.
func benchmarkEngine(_ options: BenchmarkOptions) throws {
    let sizes = try options.value("sizes", default: "1000,10000").split(separator: ",").compactMap { Int($0) }
    let repeats = max(1, try options.value("repeats", default: 7))
    let found = PeerEngine.Kind.allCases.filter { SystemProcessRunner.find($0.rawValue) != nil }.map(\.rawValue)
    let wanted = try options.value("against", default: found.joined(separator: ","))
    let kinds = try wanted.split(separator: ",").filter { $0 != "none" }.map { name in
        guard let kind = PeerEngine.Kind(rawValue: String(name)) else { throw BenchmarkError.usage("--against cannot be '\(name)'") }
        return kind
    }
    for size in sizes {
        let folder = try RealFileSystem().makeScratchFolder()
        defer { try? RealFileSystem().removeAll(folder) }
        let contestants = [Contestant(folder: folder, size: size, peer: nil)] + kinds.map { Contestant(folder: folder, size: size, peer: $0) }
        try compare(contestants, repeats: repeats)
    }
}

/// The hidden `engine-build`: one build, to be timed from outside. Prints how many targets ran.
func buildForEngineBenchmark(_ options: BenchmarkOptions) throws {
    let graph = LayeredGraph(folder: try options.value("folder", default: "."), targets: try options.value("targets", default: 0))
    let outcome = try graph.build()
    print(outcome.ran.count)
    // As ninja and make do, it ends without giving back what the system takes anyway.
    withExtendedLifetime(outcome) { exit(0) }
}

/// An engine with its copy of the graph.
private struct Contestant {
    let name: String
    let graph: LayeredGraph
    private let peer: PeerEngine?

    init(folder: String, size: Int, peer kind: PeerEngine.Kind?) {
        name = kind?.rawValue ?? "engine"
        graph = LayeredGraph(folder: "\(folder)/\(name)", targets: size)
        peer = kind.map { [graph] in PeerEngine(kind: $0, graph: graph) }
    }

    func prepare() throws { try peer?.prepare() ?? graph.writeFiles() }

    func build() throws -> MeasuredProcess {
        try peer?.build()
            ?? MeasuredProcess("/proc/self/exe", ["engine-build", "--folder", graph.folder, "--targets", String(graph.count)])
    }
}

/// Times all engines in turn, so that all meet the same moments of the machine, and prints the medians.
private func compare(_ contestants: [Contestant], repeats: Int) throws {
    for contestant in contestants { try contestant.prepare() }
    // A file is remembered once it is older than the resolution of its time.
    Thread.sleep(forTimeInterval: 2.5)
    let cold = try contestants.map { try $0.build() }
    func rounds(_ count: Int, _ edit: (LayeredGraph, _ round: Int) throws -> Void) throws -> [[MeasuredProcess]] {
        var runs = contestants.map { _ in [MeasuredProcess]() }
        for round in 0..<count {
            for (i, contestant) in contestants.enumerated() {
                try edit(contestant.graph, round)
                runs[i].append(try contestant.build())
            }
        }
        return runs
    }
    let width = contestants[0].graph.width
    let idle = try rounds(repeats) { _, _ in }
    let change = try rounds(min(repeats, 5)) { graph, round in try graph.change((width / 2 + 17 * round) % width, to: round + 1) }
    let touch = try rounds(1) { graph, _ in graph.touchFiles() }
    for (i, contestant) in contestants.enumerated() {
        func middle(_ runs: [[MeasuredProcess]], _ of: KeyPath<MeasuredProcess, Double> = \.seconds) -> Double { median(runs[i].map { $0[keyPath: of] }) }
        var fields: [String: any Encodable & Sendable] = [
            "benchmark": "engine", "engine": contestant.name, "targets": contestant.graph.count, "cold_s": cold[i].seconds,
            "noop_s": middle(idle), "noop_cpu_s": middle(idle, \.processorSeconds), "leaf_s": middle(change),
            "touch_s": middle(touch), "peak_mb": cold[i].peakMegabytes, "noop_peak_mb": middle(idle, \.peakMegabytes),
        ]
        if i == 0 { fields["leaf_ran"] = Int(change[0].last?.output.split(separator: "\n").last ?? "") }
        print(String(
            format: "%@ %7d targets: cold %.3f s, no-op %.4f s (%.2f us a target), one change %.4f s, touch %.3f s, peak %.0f MB",
            contestant.name, contestant.graph.count, cold[i].seconds, middle(idle), middle(idle) / Double(contestant.graph.count) * 1e6,
            middle(change), middle(touch), cold[i].peakMegabytes))
        if i > 0 {
            func ratio(_ runs: [[MeasuredProcess]]) -> Double { median(zip(runs[0], runs[i]).map { $0.seconds / $1.seconds }) }
            (fields["noop_ratio"], fields["leaf_ratio"], fields["touch_ratio"]) = (ratio(idle), ratio(change), ratio(touch))
            print(String(format: "  ours over %@: no-op %.2f, one change %.2f, touch %.4f", contestant.name, ratio(idle), ratio(change), ratio(touch)))
        }
        try printJSON(fields)
    }
}
