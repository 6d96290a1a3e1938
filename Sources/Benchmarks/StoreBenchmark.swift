// What the store costs when it is large: opening it, a build with nothing to do, what a collection would take out, an archive, a collection,
// and opening it again. Each should be linear in the number of traces.
//
// One build makes the traces of the present code. Those of earlier code are its records with other keys and outputs, as many generations as
// are asked for: making them by building would take hours.
import BuildGraph
import Foundation

/// `store`: --targets 100000, --generations 10: traces of each target, --folder: where there is room; a scratch folder by default.
func benchmarkStore(_ options: BenchmarkOptions) throws {
    let targets = try options.value("targets", default: 100_000), generations = max(1, try options.value("generations", default: 10))
    let files = RealFileSystem()
    let place = try options.value("folder", default: ""), folder = place.isEmpty ? try files.makeScratchFolder() : place + "/store-bench"
    try files.makeFolder(folder)
    defer { try? files.removeAll(folder) }
    let graph = LayeredGraph(folder: folder, targets: targets)
    try graph.writeFiles()
    try graph.writeCode()
    _ = try graph.scheduler(codeVersion: 0).run(Array(0..<graph.count))
    let journal = folder + "/cache/traces.journal"
    try Generations(of: journal, count: generations).write()

    var fields: [String: any Encodable & Sendable] = ["benchmark": "store", "targets": graph.count, "traces": graph.count * generations]
    fields["journal_mb"] = Double(try files.status(journal)?.size ?? 0) / 1e6
    var lines: [String] = []
    func measure(_ name: String, _ body: () throws -> Void) throws {
        let start = ContinuousClock.now
        try body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        fields[name + "_s"] = seconds
        lines.append(String(format: "%@ %.2f s", name, seconds))
    }
    let effects = Effects.live(root: folder), code = try graph.code(version: 0), nodes = try graph.graph()
    func context(_ store: Store) -> BuildContext { BuildContext(graph: nodes, store: store, code: code) }
    func live(_ store: Store) -> LiveSet {
        var live = LiveSet()
        live.add(context(store))
        return live
    }
    var store = try Store(folder: folder + "/cache", effects: effects)
    try measure("open") { store = try Store(folder: folder + "/cache", effects: effects) }
    try measure("noop") {
        let outcome = try Scheduler(context(store), options: BuildOptions(machine: effects.machine)).run(Array(0..<graph.count))
        guard outcome.ran.isEmpty else { throw BenchmarkError.usage("\(outcome.ran.count) targets ran") }
    }
    try measure("gc_plan") { _ = try store.planCollection(keeping: live(store), CollectionPolicy(days: 1e6)) }
    var sink = CountingSink()
    try measure("export") { _ = try store.export(live, title: "bench", profiles: [], to: &sink) }
    try measure("gc") { _ = try store.collect(CollectionPolicy(), keeping: live) }
    try measure("open_after_gc") { store = try Store(folder: folder + "/cache", effects: effects) }
    fields["peak_mb"] = Double(effects.machine.peakMemory()) / 1e6
    fields["archive_mb"] = Double(sink.count) / 1e6
    print("store with \(graph.count) targets and \(graph.count * generations) traces: " + lines.joined(separator: ", ")
        + String(format: ", peak %.0f MB", Double(effects.machine.peakMemory()) / 1e6))
    try printJSON(fields)
}

/// The records of a journal, again and again, as if earlier code had made them.
private struct Generations {
    let path: String
    let count: Int

    init(of path: String, count: Int) { (self.path, self.count) = (path, count) }

    func write() throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: path), options: .alwaysMapped))
        guard let payloads = Journal.payloads(ofWhole: bytes) else { throw BenchmarkError.usage("the journal is not whole") }
        let old = path + ".old"
        FileManager.default.createFile(atPath: old, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: old))
        var buffer = Journal.header
        for generation in 0..<count {
            for range in payloads {
                var payload = Array(bytes[range])
                if generation < count - 1 { Self.age(&payload, by: UInt8(truncatingIfNeeded: generation + 1)) }
                Journal.add(payload[...], to: &buffer)
                if buffer.count > 1 << 24 {
                    try file.write(contentsOf: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
        }
        try file.write(contentsOf: buffer)
        try file.close()
        _ = try FileManager.default.replaceItemAt(URL(filePath: path), withItemAt: URL(filePath: old))
    }

    /// Gives a trace (1) another key and output, and an object (2) another digest.
    private static func age(_ payload: inout [UInt8], by generation: UInt8) {
        for place in payload[0] == 1 ? [1, 65] : payload[0] == 2 ? [1] : [] {
            for byte in place..<place + 8 { payload[byte] ^= generation &* 37 }
        }
    }
}

/// Counts bytes and forgets them.
private struct CountingSink: ByteSink {
    var count = 0
    mutating func write(_ bytes: [UInt8]) { count += bytes.count }
}
