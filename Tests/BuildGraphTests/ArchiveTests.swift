// An archive carries what a paper uses now from one store to another, whole or not at all.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

struct MemorySink: ByteSink {
    var bytes: [UInt8] = []
    mutating func write(_ more: [UInt8]) { bytes += more }
}

/// Hands bytes out in small and uneven pieces, as a pipe does.
struct MemorySource: ByteSource {
    var rest: ArraySlice<UInt8>
    var piece = 0

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func read(upTo count: Int) -> [UInt8] {
        piece = (piece * 7 + 1) % 4093
        let part = rest.prefix(min(count, 1 + piece))
        rest = rest.dropFirst(part.count)
        return Array(part)
    }
}

extension TestWorld {
    func export(_ roots: [AnyInput], code: String = "code") throws -> (bytes: [UInt8], manifest: ArchiveManifest) {
        var sink = MemorySink()
        let manifest = try openStore().export({ try live([roots], in: $0, code: code) }, title: "A test", profiles: ["small"], to: &sink).manifest
        return (sink.bytes, manifest)
    }

    @discardableResult
    func importArchive(_ bytes: [UInt8]) throws -> ImportSummary {
        var source = MemorySource(bytes)
        return try openStore().importArchive(from: &source, name: "a.tar")
    }
}

@Suite struct ArchiveTests {
    let world = TestWorld()
    let roots = [
        AnyInput(Total(name: "total", series: Input(Series(name: "series", count: 1000)))), AnyInput(Series(name: "other", count: 700)),
        AnyInput(Constant(name: "constant", value: 7)),
    ]

    private func archive() throws -> [UInt8] {
        try world.build([AnyInput(Series(name: "old", count: 3000))])
        try world.build(roots)
        return try world.export(roots).bytes
    }

    private func expectFailure(_ bytes: [UInt8], _ expected: ArchiveError?, _ note: String = "", in other: TestWorld = TestWorld()) throws {
        try other.build([AnyInput(Constant(name: "mine", value: 1))])
        let before = other.files.paths
        let journal = try other.files.read(TestWorld.cache + "/traces.journal")
        let error = #expect(throws: ArchiveError.self, "\(note)") { try other.importArchive(bytes) }
        if let expected { #expect(error == expected, "\(note)") }
        #expect(other.files.paths == before, "\(note)")
        #expect(try other.files.read(TestWorld.cache + "/traces.journal") == journal, "\(note)")
    }

    @Test func whoImportsBuildsNothing() throws {
        try world.build([AnyInput(Series(name: "old", count: 3000))])
        try world.build(roots)
        let (bytes, manifest) = try world.export(roots)
        #expect(manifest.objects == 2)
        #expect(manifest.traces == 4)
        #expect(bytes.count < 8 * 3000)

        let other = TestWorld()
        let summary = try other.importArchive(bytes)
        #expect(summary.newTraces == 4)
        #expect(summary.newValues == 4)
        #expect(summary.manifest == manifest)
        #expect(try other.build(roots).ran.isEmpty)
        #expect(try other.openStore().check().damagedObjects.isEmpty)
        #expect(try other.build([AnyInput(Series(name: "old", count: 3000))]).ran == ["old"])
    }

    @Test func oneStoreAndOnePaperGiveOneArchiveByteForByte() throws {
        let first = try archive()
        #expect(try world.export(roots).bytes == first)
        let other = TestWorld()
        try other.importArchive(first)
        #expect(try other.export(roots).manifest == world.export(roots).manifest)
    }

    @Test func importingTwiceIsImportingOnce() throws {
        let bytes = try archive()
        let other = TestWorld()
        try other.importArchive(bytes)
        let journal = try other.files.read(TestWorld.cache + "/traces.journal"), paths = other.files.paths
        let again = try other.importArchive(bytes)
        #expect(again.newTraces == 0)
        #expect(again.newValues == 0)
        #expect(try other.files.read(TestWorld.cache + "/traces.journal") == journal)
        #expect(other.files.paths == paths)
    }

    @Test func anImportIsJoinedToWhatIsThere() throws {
        let bytes = try archive()
        let other = TestWorld()
        let mine = [AnyInput(Series(name: "mine", count: 900)), roots[1]]
        try other.build(mine)
        let summary = try other.importArchive(bytes)
        #expect(summary.newTraces == 3)
        #expect(try other.build(mine + roots).ran.isEmpty)
    }

    @Test func aValueThatIsMissingHereComesBack() throws {
        let bytes = try archive()
        let path = try #require(world.files.paths.first { $0.contains("/objects/") && (try? world.files.status($0)?.size ?? 0) ?? 0 < 8 * 1000 + 100 })
        try world.files.remove(path)
        let summary = try world.importArchive(bytes)
        #expect(summary.newTraces == 0)
        #expect(summary.newValues == 1)
        #expect(world.files.paths.contains(path))
    }

    @Test func ofTwoValuesOfOneKeyAStoreKeepsItsOwn() throws {
        let world = TestWorld(), other = TestWorld()
        try world.write("a", to: "dice")
        try other.write("b", to: "dice")
        let dice = [AnyInput(Dice(count: 1000))]
        try world.build(dice)
        let own = try #require(try other.build(dice).outcome.items.first?.output)
        let summary = try other.importArchive(world.export(dice).bytes)
        #expect(summary.newTraces == 0)
        #expect(summary.newValues == 0)
        #expect(other.objectCount == 1)
        #expect(try other.build(dice).outcome.items.first?.output == own)
    }

    @Test func ofAPaperThatIsNotBuiltOnlyWhatThereIsIsExported() throws {
        try world.build([roots[2]])
        #expect(try world.export(roots).manifest.traces == 1)
        #expect(try world.export(roots, code: "other").manifest.traces == 0)
    }

    @Test func aDamagedValueIsNotExported() throws {
        _ = try archive()
        for path in world.files.paths where path.contains("/objects/") { world.files.corrupt(path) { $0[50] ^= 1 } }
        let error = #expect(throws: BuildError.self) { try world.export(roots) }
        #expect(ErrorReport(try #require(error)).what.hasPrefix("The stored value of "))
    }

    @Test func anArchiveThatEndsAnywhereIsRefusedAndChangesNothing() throws {
        let bytes = try archive()
        for length in stride(from: 512, to: bytes.count - 1024, by: 97) {
            try expectFailure(Array(bytes.prefix(length)), .truncated("a.tar"), "at \(length)")
        }
        try expectFailure(Array(bytes.prefix(300)), .notAnArchive("a.tar"))
        try expectFailure([], .notAnArchive("a.tar"))
    }

    @Test func aFlippedBitAnywhereImportsNothingWrong() throws {
        let bytes = try archive()
        for position in stride(from: 0, to: bytes.count, by: 53) {
            var damaged = bytes
            damaged[position] ^= 0x04
            let other = TestWorld()
            // What stays unnoticed is in the zeros between files, in fields that nobody reads or in the words of the manifest.
            do { try other.importArchive(damaged) } catch is ArchiveError { continue }
            #expect(try other.build(roots).ran.isEmpty, "at \(position)")
            #expect(try other.openStore().check().damagedObjects.isEmpty, "at \(position)")
        }
    }

    @Test func whatIsNoArchiveIsSaidToBeNone() throws {
        try expectFailure(Array(repeating: 0x41, count: 5000), .notAnArchive("a.tar"))
        try expectFailure([0x1f, 0x8b] + Array(repeating: 0, count: 5000), .compressed("a.tar"))
        try expectFailure([0x28, 0xb5, 0x2f, 0xfd] + Array(repeating: 0, count: 5000), .compressed("a.tar"))
    }

    @Test func aNewerFormIsNamed() throws {
        let bytes = try archive()
        let text = String(decoding: bytes[512..<1024].prefix { $0 != 0 }, as: UTF8.self)
        for (old, new, found) in [
            ("\"version\" : 3", "\"version\" : 9", "build-store 9"), ("paper-key-", "paper-kez-", nil), ("PAPER00", "PAPER99", nil),
        ] as [(String, String, String?)] {
            let other = Array(text.replacingOccurrences(of: old, with: new).utf8)
            #expect(other.count == text.utf8.count && other != Array(text.utf8))
            let changed = Array(bytes[..<512]) + other + Array(bytes[(512 + other.count)...])
            let world = TestWorld()
            let error = #expect(throws: ArchiveError.self) { try world.importArchive(changed) }
            let report = ErrorReport(try #require(error))
            #expect(report.what == "a.tar was written by another version of this program.")
            if let found { #expect(report.why?.contains(found) == true) }
        }
    }

    @Test(arguments: ["../evil", "/etc/evil", "objects/../../evil", "objects/ab/nothex", "traces.journal.new-1", "lock"])
    func noNameButADigestReachesTheDisk(name: String) throws {
        let bytes = try archive()
        let manifestEnd = 1024
        // A file beside those that belong there, right after the manifest: 5 bytes, filled up to a block.
        let file = tar(name, Array("hello".utf8))
        try expectFailure(Array(bytes[..<manifestEnd]) + file + Array(bytes[manifestEnd...]), .unexpectedFile("a.tar", file: name))
    }

    @Test func anObjectUnderAnotherDigestIsRefused() throws {
        let bytes = try archive()
        let name = "objects/ab/" + Digest(of: [1]).hexadecimal.dropFirst(2)
        try expectFailure(Array(bytes[..<1024]) + tar(name, [9, 9, 9]) + Array(bytes[1024...]), .damaged("a.tar", file: name))
    }

    @Test func anImportThatIsKilledAtItsNthEffectLeavesASoundStoreAndTheNextOneEndsIt() throws {
        let bytes = try archive()
        let mine = [AnyInput(Series(name: "mine", count: 900))]
        for n in 0... {
            let other = TestWorld()
            try other.build(mine)
            let count = Mutex(0)
            other.files.injectFaults { operation, _ in
                guard ["write", "append", "fsync", "rename", "remove", "truncate", "mkdir"].contains(operation) else { return nil }
                return count.withLock { count in
                    count += 1
                    return count > n ? EIO : nil
                }
            }
            let result = Result { try other.importArchive(bytes) }
            other.files.injectFaults(nil)
            let check = try other.openStore().check()
            #expect(check.damagedObjects.isEmpty && check.missingValues.isEmpty, "at \(n)")
            #expect(try other.build(mine).ran.isEmpty, "at \(n)")
            try other.importArchive(bytes)
            #expect(try other.build(roots).ran.isEmpty, "at \(n)")
            if case .success = result {
                #expect(n > 8)
                break
            }
        }
    }

    @Test func aPowerCutAtAnyEffectOfAnImportLeavesASoundStore() throws {
        let bytes = try archive()
        let mine = [AnyInput(Series(name: "mine", count: 900))]
        for number in 0... {
            let other = TestWorld()
            try other.build(mine)
            other.files.makeAllDurable()
            other.files.inject { $0.number == number ? .crash(1) : nil }
            let result = Result { try other.importArchive(bytes) }
            other.files.cutPower(seed: UInt64(number))
            let check = try other.openStore().check()
            #expect(check.damagedObjects.isEmpty && check.missingValues.isEmpty, "at \(number)")
            #expect(try other.build(mine).ran.isEmpty, "at \(number)")
            try other.importArchive(bytes)
            #expect(try other.build(roots).ran.isEmpty, "at \(number)")
            if case .success = result {
                #expect(number > 8)
                break
            }
        }
    }

    @Test func aCollectionWaitsForAnImport() throws {
        let bytes = try archive()
        let other = TestWorld()
        var source = Interrupting(source: MemorySource(bytes)) {
            #expect(throws: BuildError.self) { try other.collect([]) }
        }
        _ = try other.openStore().importArchive(from: &source, name: "a.tar")
        #expect(try other.build(roots).ran.isEmpty)
    }

    /// Does something else between two reads.
    struct Interrupting: ByteSource {
        var source: MemorySource
        var body: () -> Void
        mutating func read(upTo count: Int) throws -> [UInt8] {
            body()
            return source.read(upTo: count)
        }
    }

    /// A file in a tar archive, made here independently of the engine.
    private func tar(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) { for (i, byte) in text.utf8.enumerated() { header[offset + i] = byte } }
        put(name, at: 0)
        put("0000644", at: 100)
        put(String(format: "%011o", content.count), at: 124)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(String(format: "%06o", header.reduce(0) { $0 + Int($1) }) + "\u{0} ", at: 148)
        return header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }
}

/// A target that is not reproducible: its value depends on a file that it does not declare.
struct Dice: Target {
    var count: Int
    func make(_ inputs: Inputs) throws -> [UInt8] {
        let seed = try inputs.effects.files.read(inputs.effects.projectPath("dice"))
        return Array(repeating: seed[0], count: 8 * count)
    }
}
