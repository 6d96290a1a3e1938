// Numbers that come from outside: of a journal or an archive that another machine wrote, of a clock that is wrong.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct ForeignNumberTests {
    let world = TestWorld()
    let roots = [AnyInput(Sum(name: "sum", terms: [Input(Constant(name: "one", value: 1)), Input(Constant(name: "two", value: 2))]))]

    /// Where a trace has its size and its duration.
    private static let sizeOffset = 97, durationOffset = 105

    private static let durations: [Double] = [.infinity, -.infinity, .nan, 1e300, 1e19, -1]

    private func setDuration(_ duration: Double, in payload: inout [UInt8]) {
        if payload.first == 1 { withUnsafeBytes(of: duration.bitPattern.littleEndian) { payload.replaceSubrange(Self.durationOffset..<Self.durationOffset + 8, with: $0) } }
    }

    @Test(arguments: durations) func aStoredDurationThatThereCannotBeMakesItsTraceAbsent(_ duration: Double) throws {
        try world.build(roots)
        let path = TestWorld.storeFolder + "/traces.journal"
        let damaged = try rewritten(world.files.read(path)) { setDuration(duration, in: &$0) }
        try world.files.write(damaged, to: path)
        let store = try world.openStore(), graph = try Graph(roots: roots.map(\.node))
        let context = BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8)))
        let plan = Scheduler(context, options: BuildOptions(machine: world.effects.machine)).plan(Array(graph.nodes.indices))
        #expect(plan.toRun.count == 3 && plan.work.isFinite)
        #expect(try store.check().traces == 0)
        #expect(try world.build(roots).ran.count == 3)
        #expect(try world.build(roots).ran.isEmpty)
    }

    @Test(arguments: durations) func anArchiveWithADurationThatThereCannotBeIsRefusedWhole(_ duration: Double) throws {
        try world.build(roots)
        var damaged = try world.export(roots).bytes
        // The manifest names the journal's form too; the last place is the journal itself, and its size stands in the block before.
        let start = try #require(damaged.indices.last { damaged[$0...].starts(with: Journal.header) })
        let size = try #require(Int(String(decoding: damaged[start - 388..<start - 377], as: UTF8.self), radix: 8))
        let bad = rewritten(Array(damaged[start..<start + size])) { setDuration(duration, in: &$0) }
        #expect(bad.count == size)
        damaged.replaceSubrange(start..<start + size, with: bad)
        let other = TestWorld()
        #expect(throws: ArchiveError.damaged("a.tar", file: "traces.journal")) { try other.importArchive(damaged) }
        #expect(try other.build(roots).ran.count == 3)
    }

    @Test(arguments: [UInt64.max, 1 << 63, 1 << 62, 1 << 40]) func aStoredSizeThatThereCannotBeMakesItsTraceAbsent(_ size: UInt64) throws {
        try world.build(roots)
        let path = TestWorld.storeFolder + "/traces.journal"
        let damaged = try rewritten(world.files.read(path)) { payload in
            if payload.first == 1 { withUnsafeBytes(of: size.littleEndian) { payload.replaceSubrange(Self.sizeOffset..<Self.sizeOffset + 8, with: $0) } }
        }
        try world.files.write(damaged, to: path)
        #expect(try world.build(roots).ran.count == 3)
    }

    @Test func aNumberOutsideItsRangeIsNotReadAndNeverWritten() throws {
        struct Wide: Codable { var started: Double, duration: Double, peak: Int }
        struct Narrow: Codable { @Checked<Moment> var started: Double; @Checked<Seconds> var duration: Double; @Checked<Bytes> var peak: Int }
        let good = try decodeValue(Narrow.self, from: encodeValue(Wide(started: 1.7e9, duration: 2.5, peak: 1 << 30)))
        #expect(good.started == 1.7e9 && good.duration == 2.5 && good.peak == 1 << 30)
        for bad in [
            Wide(started: .nan, duration: 0, peak: 0), Wide(started: 0, duration: .infinity, peak: 0), Wide(started: 0, duration: -1, peak: 0),
            Wide(started: 1e300, duration: 0, peak: 0), Wide(started: 0, duration: 0, peak: -1), Wide(started: 0, duration: 0, peak: .max),
        ] { #expect(throws: DecodingError.self, "\(bad)") { try decodeValue(Narrow.self, from: encodeValue(bad)) } }
        let clamped = Narrow(started: -.infinity, duration: .nan, peak: -7)
        #expect(clamped.started == -1e11 && clamped.duration == 0 && clamped.peak == 0)
        #expect(try encodeValue(good) == encodeValue(Wide(started: 1.7e9, duration: 2.5, peak: 1 << 30)))
    }

    /// Seconds from the year 2023 of the test's clock to others: 1970, 1901, 2262, 2300, and far beyond.
    @Test(arguments: [-1.7e9, -3.9e9, 7.53e9, 8.72e9, 1e12]) func aWrongClockIsNoError(_ shift: Double) throws {
        try world.write("text", to: "notes")
        let roots = self.roots + [AnyInput(FileText(name: "text", file: SourceFile("notes")))]
        world.clock.setWall(by: shift)
        try world.write("other", to: "notes")
        #expect(try world.build(roots).failed.isEmpty)
        #expect(try world.build(roots).ran.isEmpty)
        world.clock.setWall(by: -shift)
        #expect(try world.build(roots).ran.isEmpty)
        try world.write("third", to: "notes")
        #expect(try world.build(roots).ran == ["text"])
        #expect(try world.openStore().check().unreadableTraces == 0)
    }
}

/// A journal with other payloads, whose lengths and checksums are right.
func rewritten(_ journal: [UInt8], _ change: (inout [UInt8]) -> Void) -> [UInt8] {
    var result = Journal.header
    for range in Journal.payloads(ofWhole: journal) ?? [] {
        var payload = Array(journal[range])
        change(&payload)
        Journal.add(payload[...], to: &result)
    }
    return result
}
