// Archives carry signatures, and an import says whose they are.
import BuildGraph
import TestSupport
import Testing

@Suite struct SignedArchiveTests {
    private let world = TestWorld()
    private let roots = [AnyInput(Series(name: "series", count: 1000)), AnyInput(Constant(name: "constant", value: 7))]

    private func archive(_ signer: SigningKey?) throws -> [UInt8] {
        try world.build(roots)
        var sink = MemorySink()
        _ = try world.openStore().export({ try world.live([roots], in: $0) }, title: "", profiles: [], signer: signer, to: &sink)
        return sink.bytes
    }

    private func take(_ bytes: [UInt8], into other: TestWorld, trusted: [SigningKey?], takesUntrusted: Bool = true) throws -> ImportSummary {
        let store = try other.openStore()
        store.trust(Set(trusted.compactMap { $0?.publicKey }))
        var source = MemorySource(bytes)
        return try store.importArchive(from: &source, name: "a.tar", takesUntrusted: takesUntrusted)
    }

    @Test func anArchiveSaysWhoSignedItAndIsRefusedWhereNobodyTrustsThem() throws {
        let key = try #require(Machines.key), bytes = try archive(key), other = TestWorld()
        #expect(try take(bytes, into: other, trusted: [key], takesUntrusted: false).signers.signed == [key.publicKey: 2])
        #expect(try other.build(roots).ran.isEmpty)
        let third = TestWorld()
        #expect(throws: ArchiveError.untrusted("a.tar", count: 2, of: 2)) { try take(bytes, into: third, trusted: [Machines.stranger], takesUntrusted: false) }
        #expect(third.files.paths.allSatisfy { !$0.contains("/objects/") || $0.contains("/new") })
        #expect(throws: ArchiveError.self) { try take(archive(nil), into: third, trusted: [key], takesUntrusted: false) }
    }

    @Test func whatIsTakenByOrderIsUsedWhoeverSignedIt() throws {
        let other = TestWorld(), summary = try take(archive(nil), into: other, trusted: [Machines.key])
        #expect(summary.signers.unsigned == 2)
        let store = try other.openStore()
        store.trust([])
        #expect(try other.build(roots, store: store).ran.isEmpty)
    }

    @Test func whatWasTakenOnTheWordOfAKeyIsNotUsedWithoutIt() throws {
        let other = TestWorld(), bytes = try archive(Machines.key)
        _ = try take(bytes, into: other, trusted: [Machines.key])
        let store = try other.openStore()
        store.trust([])
        #expect(try other.build(roots, store: store).ran.count == 2)
    }

    @Test func aChangedTraceInASignedArchiveIsRefusedWithItsTarget() throws {
        let bytes = try archive(Machines.key)
        // The name of a target is signed with its trace; the journal's checksum is made right again.
        let journal = try #require(Self.range(of: Array(Journal.header), in: bytes, from: 1024))
        var changed = Journal.header, count = 0
        var rest = bytes[journal.upperBound...]
        while rest.count > 12, case let length = rest.prefix(4).reversed().reduce(0, { $0 << 8 | Int($1) }), length > 0, length < rest.count {
            var payload = Array(rest.dropFirst(12).prefix(length))
            if payload[0] == 1, let name = Self.range(of: Array("series".utf8), in: payload, from: 120) {
                payload[name.lowerBound] = UInt8(ascii: "S")
                count += 1
            }
            Journal.add(payload[...], to: &changed)
            rest = rest.dropFirst(12 + length)
        }
        try #require(count > 0)
        let forged = Array(bytes[..<journal.lowerBound]) + changed + Array(bytes[(journal.lowerBound + changed.count)...])
        #expect(throws: ArchiveError.forged("a.tar", target: "Series")) { try take(forged, into: TestWorld(), trusted: [Machines.key]) }
    }

    private static func range(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Range<Int>? {
        (start..<max(start, bytes.count - wanted.count)).first { Array(bytes[$0..<$0 + wanted.count]) == wanted }.map { $0..<$0 + wanted.count }
    }

    @Test func aSignatureThatCameAlongIsPassedOn() throws {
        let key = try #require(Machines.key), other = TestWorld()
        _ = try take(archive(key), into: other, trusted: [key])
        var sink = MemorySink()
        _ = try other.openStore().export({ try other.live([roots], in: $0) }, title: "", profiles: [], signer: Machines.stranger, to: &sink)
        #expect(try take(sink.bytes, into: TestWorld(), trusted: [key]).signers.signed == [key.publicKey: 2])
    }
}
