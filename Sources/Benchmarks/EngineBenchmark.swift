// What the engine itself costs, compared with ninja and make on the same graph: a build from nothing, one with nothing to
// do, one after a change of one file, one after every file was touched,
// and one after an edit of code that all targets run.
//
// Each build is its own process, started and awaited in the same way. Two differences remain, and favour our engine
// whenever something runs: its targets are functions, theirs are programs; and a file with a new time and the old content
// runs nothing here and everything there. With nothing to do the work is the same: read the graph (ours is made by code),
// read the log, look at each file.
import BuildGraph
import Foundation

/// `engine`: --sizes 1000,10000, --against ninja,make (default: those that are installed; none for ours alone), --repeats,
/// --touch 10000: the largest size at which every file is touched, after which ninja and make run everything again.
func benchmarkEngine(_ options: BenchmarkOptions) throws {
    let sizes = try options.value("sizes", default: "1000,10000").split(separator: ",").compactMap { Int($0) }
    let repeats = max(1, try options.value("repeats", default: 7))
    let found = PeerEngine.Kind.allCases.filter { SystemProcessRunner.find($0.rawValue) != nil }.map(\.rawValue)
    let wanted = try options.value("against", default: found.joined(separator: ","))
    let kinds = try wanted.split(separator: ",").filter { $0 != "none" }.map { name in
        guard let kind = PeerEngine.Kind(rawValue: String(name)) else { throw BenchmarkError.usage("--against cannot be '\(name)'") }
        return kind
    }
    let touched = try options.value("touch", default: 10_000)
    for size in sizes {
        let folder = try RealFileSystem().makeScratchFolder()
        defer { try? RealFileSystem().removeAll(folder) }
        let ours = Contestant(folder: folder, size: size, peer: nil)
        let comparison = Comparison(contestants: [ours] + kinds.map { Contestant(folder: folder, size: size, peer: $0) })
        try comparison.run(repeats: repeats, touches: size <= touched ? 1 : 0)
    }
}

/// The hidden `engine-build`: one build, to be timed from outside. Prints how many targets ran, and its peak memory.
func buildForEngineBenchmark(_ options: BenchmarkOptions) throws {
    let graph = LayeredGraph(folder: try options.value("folder", default: "."), targets: try options.value("targets", default: 0))
    let scheduler = try graph.scheduler(codeVersion: try options.value("code", default: 0)), targets = Array(0..<graph.count)
    if try options.value("plan", default: false) {
        print(scheduler.plan(targets).toRun.count)
        exit(0)
    }
    let outcome = try scheduler.run(targets)
    // Not `ru_maxrss`, which includes the memory of the process that started this one.
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").dropFirst().first
    print(outcome.ran.count, peak ?? "0")
    // Like ninja and make, it exits without freeing memory that the system reclaims anyway.
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

    func prepare() throws {
        if let peer { return try peer.prepare() }
        try graph.writeFiles()
        try graph.writeCode()
    }

    func build() throws -> MeasuredProcess { try peer?.build() ?? ours([]) }

    /// Runs our engine at a version of the code: the plan of a build, or the build.
    func plan(codeVersion: Int) throws -> MeasuredProcess { try ours(["--code", String(codeVersion), "--plan", "true"]) }
    func build(codeVersion: Int) throws -> MeasuredProcess { try ours(["--code", String(codeVersion)]) }

    private func ours(_ options: [String]) throws -> MeasuredProcess {
        try MeasuredProcess("/proc/self/exe", ["engine-build", "--folder", graph.folder, "--targets", String(graph.count)] + options)
    }
}

/// The engines on one graph, timed in turn, so that changes in the machine's load affect all of them alike.
private struct Comparison {
    let contestants: [Contestant]

    /// The runs of each engine, in the order of the contestants.
    private typealias Runs = [[MeasuredProcess]]

    func run(repeats: Int, touches: Int) throws {
        for contestant in contestants { try contestant.prepare() }
        // A file's digest is remembered only once the file is older than the resolution of its time.
        Thread.sleep(forTimeInterval: 2.5)
        let cold = try rounds(1) { _, _ in }
        let idle = try rounds(repeats) { _, _ in }
        let floor = try EngineFloor(contestants[0].graph)
        let width = contestants[0].graph.width
        let change = try rounds(min(repeats, 5)) { graph, round in try graph.change((width / 2 + 17 * round) % width, to: round + 1) }
        let touch = try rounds(touches) { graph, _ in graph.touchFiles() }
        // The other engines do not track code.
        let codePlan = try (0..<repeats).map { _ in try contestants[0].plan(codeVersion: 1) }
        let codeBuild = try contestants[0].build(codeVersion: 1)
        for (i, contestant) in contestants.enumerated() {
            var fields: [String: any Encodable & Sendable] = [
                "benchmark": "engine", "engine": contestant.name, "targets": contestant.graph.count,
                "cold_s": middle(cold[i]), "noop_s": middle(idle[i]), "noop_cpu_s": middle(idle[i], \.processorSeconds),
                "leaf_s": middle(change[i]), "touch_s": middle(touch[i]),
            ]
            var text = String(
                format: "%@ %d targets: cold %.3f s (%.1f us per target), no-op %.4f s (%.2f us), one change %.4f s, touch %.3f s",
                contestant.name, contestant.graph.count, middle(cold[i]), 1e6 * middle(cold[i]) / Double(contestant.graph.count),
                middle(idle[i]), 1e6 * middle(idle[i]) / Double(contestant.graph.count), middle(change[i]), middle(touch[i]))
            if i == 0 {
                let (ran, peak) = (change[0].last?.numbers.first ?? 0, Double(cold[0][0].numbers.last ?? 0) * 1024 / 1e6)
                fields.merge(["leaf_ran": ran, "peak_mb": peak, "noop_peak_mb": Double(idle[0][0].numbers.last ?? 0) * 1024 / 1e6]) { $1 }
                fields.merge(["floor_s": floor.total, "floor_stat_s": floor.status]) { $1 }
                fields.merge(["floor_read_s": floor.reading, "floor_hash_s": floor.hashing]) { $1 }
                fields.merge(["code_plan_s": median(codePlan.map(\.seconds)), "code_build_s": codeBuild.seconds]) { $1 }
                text += String(
                    format: " (%d ran), code edited: plan %.4f s, build %.3f s (%d ran)", ran, median(codePlan.map(\.seconds)),
                    codeBuild.seconds, codeBuild.numbers.first ?? 0)
                text += String(format: ", peak %.0f MB; files, journal and hashes alone %.4f s", peak, floor.total)
            } else {
                func ratio(_ runs: Runs) -> Double { median(zip(runs[0], runs[i]).map { $0.seconds / $1.seconds }) }
                fields.merge(["noop_ratio": ratio(idle), "leaf_ratio": ratio(change), "touch_ratio": ratio(touch)]) { $1 }
                text += String(
                    format: "; ours over theirs: no-op %.2f, one change %.2f, touch %.4f", ratio(idle), ratio(change), ratio(touch))
            }
            print(text)
            // JSON has no NaN: leave out what was not measured.
            try printJSON(fields.filter { ($0.value as? Double)?.isNaN != true })
        }
    }

    private func rounds(_ count: Int, _ edit: (LayeredGraph, _ round: Int) throws -> Void) throws -> Runs {
        var runs = contestants.map { _ in [MeasuredProcess]() }
        for round in 0..<count {
            for (i, contestant) in contestants.enumerated() {
                try edit(contestant.graph, round)
                runs[i].append(try contestant.build())
            }
        }
        return runs
    }

    private func middle(_ runs: [MeasuredProcess], _ part: KeyPath<MeasuredProcess, Double> = \.seconds) -> Double {
        median(runs.map { $0[keyPath: part] })
    }
}
