// The readers of a store: its journals, records, checkpoints, archives and profiles.
import BuildGraph
import Foundation
import PaperCommand
import TestSupport

struct FuzzNumber: Target {
    var name: String
    var value: Double
    var label: String? { name }
    var work: Double? { value }
    func make(_ inputs: Inputs) -> Double { value }
}

struct FuzzSeries: Target {
    var name: String
    var number: Input<Double>
    var file: SourceFile
    var label: String? { name }
    struct Broken: Error {}

    func make(_ inputs: Inputs) throws -> [Double] {
        if try inputs[file].first == UInt8(ascii: "f") { throw Broken() }
        return (0..<400).map(Double.init)
    }
}

/// Goes on from a checkpoint; it is interrupted when its file says so.
struct FuzzWalk: Target {
    var steps: Int
    var label: String? { "walk" }
    struct State: Codable { var positions: [Double], names: [String], count: Int }
    struct Astray: Error {}

    func make(_ inputs: Inputs) throws -> Int {
        var state = inputs.checkpoint.resume(State.self) ?? State(positions: [0.5], names: ["a"], count: 0)
        // Its digest is right, so it is believed; a count of -2^60 would make this walk endless.
        guard (0...steps).contains(state.count) else { throw Astray() }
        while state.count < steps {
            state.count += 1
            state.positions.append(Double(state.count))
            try inputs.checkpoint.save(.units(1)) { state }
            if state.count == steps / 2 { throw CancellationError() }
        }
        return state.count
    }
}

/// A store in memory with a little of everything.
private struct Sample {
    static let code = CodeFingerprints(everything: Digest(of: "code".utf8))
    static let journal = TestWorld.storeFolder + "/traces.journal"
    static let machine = Machine(host: "test", processor: "none", cores: 2, memory: 1 << 30, system: "memory")

    let world = TestWorld()
    let roots: [AnyInput]
    let graph: Graph

    init(_ state: String = "good") throws {
        let number = Input(FuzzNumber(name: "number", value: 3))
        roots = [
            AnyInput(FuzzSeries(name: "series", number: number, file: SourceFile("state"))), AnyInput(FuzzNumber(name: "other", value: 7)),
        ]
        graph = try Graph(roots: roots.map(\.node))
        try world.write(state, to: "state")
    }

    func live(in store: Store) -> LiveSet {
        var live = LiveSet()
        live.add(BuildContext(graph: graph, store: store, code: Self.code))
        return live
    }

    func archive() throws -> [UInt8] {
        var sink = Sink()
        _ = try world.openStore().export({ live(in: $0) }, title: "A test", profiles: ["small"], to: &sink)
        return sink.bytes
    }
}

private struct Sink: ByteSink {
    var bytes: [UInt8] = []
    mutating func write(_ more: [UInt8]) { bytes += more }
}

private struct Source: ByteSource {
    var rest: ArraySlice<UInt8>
    mutating func read(upTo count: Int) -> [UInt8] {
        let part = rest.prefix(count)
        rest = rest.dropFirst(part.count)
        return Array(part)
    }
}

extension Reader {
    static func storeReaders() throws -> [Reader] { try [journal(), fileJournal(), records(), checkpoint(), archive(), profile(), codeTable] }

    /// The payloads of a journal changed as they are, with lengths and checksums that are right.
    private static func journalWithChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var result = Journal.header, rest = bytes.dropFirst(Journal.header.count)
        while rest.count > 12 {
            let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            Journal.add(ArraySlice(Array(rest.dropFirst(12).prefix(length))), to: &result)
            rest = rest.dropFirst(12 + length)
        }
        return result
    }

    private static func journal() throws -> Reader {
        let good = try Sample(), bad = try Sample("fail")
        try good.world.build(good.roots)
        try bad.world.build(bad.roots)
        var verified = try good.world.files.read(Sample.journal)
        let node = good.graph.nodes[0]
        if let trace = try good.world.openStore().lastTrace(of: node) {
            let record = VerificationRecord(
                key: trace.key, output: trace.output, name: node.name, result: .bitwiseEqual, tolerance: node.tolerance, greatestUlps: 3,
                conditions: ["as built"], differing: [], time: 1.7e9, machine: Sample.machine)
            Journal.add(([4] + trace.key.bytes + (try encodeValue(record)))[...], to: &verified)
        }
        let seeds = try [verified, bad.world.files.read(Sample.journal), Journal.header]
        return Reader(name: "journal", seeds: seeds, repair: journalWithChecksums) { bytes in
            let sample = try Sample()
            try sample.world.files.makeFolder(TestWorld.storeFolder)
            try sample.world.files.write(bytes, to: Sample.journal)
            let store = try sample.world.openStore()
            return try StoreTour(store: store, graph: sample.graph, code: Sample.code, live: sample.live(in: store)).text()
        }
    }

    private static func fileJournal() throws -> Reader {
        let sample = try Sample(), path = TestWorld.storeFolder + "/files.journal"
        try sample.world.build(sample.roots)
        return Reader(name: "files-journal", seeds: [try sample.world.files.read(path)], repair: journalWithChecksums) { bytes in
            try sample.world.files.write(bytes, to: path)
            return "\(try sample.world.build(sample.roots).ran.count)"
        }
    }

    private static func records() throws -> Reader {
        let sample = try Sample(), bad = try Sample("fail")
        let trace = try sample.world.build(sample.roots).outcome.trace(of: sample.graph.nodes[0])
        try bad.world.build(bad.roots)
        let failure = try bad.world.openStore().lastFailure(ofIdentity: bad.roots[0].node.identity)
        let seeds = try [
            encodeValue(trace?.details), encodeValue(failure),
            encodeValue(WorkerFailure(BuildError.interrupted, report: ErrorReport(what: "a", why: "b"), notices: [.damagedObject(target: "a", savedAs: nil)])),
            encodeValue(["a": [1.0, 2.0], "b": [.infinity]]), encodeValue([Reason.upToDate, .inputsChanged(["a", "b"])]), encodeValue([[1, 2], [3]]),
        ]
        return Reader(name: "records", seeds: seeds) { bytes in
            let datum = Result { try Datum(decoding: bytes) }
            if let datum = try? datum.get() { _ = (datum.brief, datum.leaves.count, datum.at("a[0].b[9223372036854775807]"), datum.numbers) }
            let results: [Bool] = [
                (try? decodeValue(Trace.Details.self, from: bytes)) != nil, (try? decodeValue(FailureRecord.self, from: bytes)) != nil,
                (try? decodeValue(WorkerFailure.self, from: bytes)) != nil, (try? decodeValue([String: [Double]].self, from: bytes)) != nil,
                (try? decodeValue([Reason].self, from: bytes)) != nil, (try? decodeValue([[Int]].self, from: bytes)) != nil,
                WorkerExecutor.decodeReason(String(decoding: bytes.prefix(100), as: UTF8.self)) != nil,
            ]
            return "\((try? datum.get()) != nil) \(results)"
        }
    }

    private static func checkpoint() throws -> Reader {
        let world = TestWorld(), roots = [AnyInput(FuzzWalk(steps: 6))]
        try world.build(roots)
        guard let path = world.files.paths.first(where: { $0.contains("/checkpoints/") }) else { return Reader(name: "checkpoint", seeds: []) { _ in "none" } }
        let seed = try world.files.read(path)
        func withDigest(_ bytes: [UInt8]) -> [UInt8] {
            bytes.count < 72 ? bytes : seed.prefix(40) + Digest(of: bytes[72...]).bytes + bytes[72...]
        }
        return Reader(name: "checkpoint", seeds: [seed], repair: withDigest) { bytes in
            let world = TestWorld()
            try world.files.makeFolder(path.parentFolder)
            try world.files.write(bytes, to: path)
            let damaged = try world.openStore().check().damagedCheckpoints.count
            return "\(damaged) \(try world.build(roots).failed)"
        }
    }

    private static func archive() throws -> Reader {
        let sample = try Sample()
        try sample.world.build(sample.roots)
        return Reader(name: "archive", seeds: [try sample.archive()], repair: TarBytes.withChecksums) { bytes in
            let other = try Sample()
            var source = Source(rest: bytes[...])
            let store = try other.world.openStore()
            let summary = try store.importArchive(from: &source, name: "a.tar")
            return "\(summary.newTraces) " + (try StoreTour(store: store, graph: other.graph, code: Sample.code, live: other.live(in: store)).text())
        }
    }

    private static func profile() throws -> Reader {
        let sample = try Sample()
        let outcome = try sample.world.build(sample.roots).outcome
        let timing = BuildTiming(outcome, phases: [BuildPhase("check", start: 1.7e9, end: 1.7e9 + 1)], jobs: 2, effects: sample.world.effects)
        return Reader(name: "profile", seeds: [try encodeValue(timing)]) { bytes in
            let timing = try decodeValue(BuildTiming.self, from: bytes)
            return "\(TimingText(timing, title: "A test", width: 100).lines().count) \(try ChromeTrace(timing, title: "A test").json.count)"
        }
    }

    /// The table of declarations of an older program, which a store keeps, beside that of the present one.
    private static var codeTable: Reader {
        let roots = [AnyInput(FuzzNumber(name: "number", value: 3))], type = roots[0].node.typeName
        let module = type.prefix { $0 != "." }
        func fingerprints(_ version: String) -> String { "*0\n=\(module)\n\(type) \(Digest(of: version.utf8).hexadecimal)" }
        func table(_ digits: String) -> String {
            "=\(module)\n/Sources/a.swift\n+\(digits) FuzzNumber\n.\(digits) FuzzNumber.make(_:)\n+0123 other\n*0-0 1-1\n>\(type)\n*1-1\n>\(module).Other\n"
        }
        return Reader(name: "code-table", seeds: [Array(table("0123456789abcdef").utf8), []]) { bytes in
            let world = TestWorld(), old = String(decoding: bytes, as: UTF8.self)
            try world.build(roots, fingerprints: CodeFingerprints(fingerprints: fingerprints("old"), declarations: old))
            let result = try world.build(roots, fingerprints: CodeFingerprints(fingerprints: fingerprints("new"), declarations: table("fedcba9876543210")))
            return "\(result.reasons["number"]?.description ?? "none") \(CodeFingerprints(fingerprints: old, declarations: old).wholeProgram)"
        }
    }
}
