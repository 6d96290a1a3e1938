// What an archive of a store says about itself, in its first file, `manifest.json`.
//
//   manifest.json          this
//   objects/ab/cdef…       the values, named by their digests
//   traces.journal         the traces that lead to them, who signed them, and small values
//
// It is a tar archive of a whole store: unpacked into an empty folder it is one, and reviewers can look into it with
// the tools they have.
import Foundation

/// The first file of an archive.
public struct ArchiveManifest: Codable, Sendable, Equatable {
    /// Tells these archives from others.
    static let format = "build-store"
    static let version = 3
    /// The form without signatures is read as well.
    static let readable = 2...version
    static let fileName = "manifest.json"
    static let journalName = "traces.journal"
    /// Bytes; larger than any real manifest, so what is larger is rejected.
    static let largest = 1 << 20

    public var format = Self.format
    public var version = Self.version
    /// The form of the journal and of keys.
    public var journal = String(decoding: Journal.header, as: UTF8.self)
    public var keys = Rebuilder.formatVersion
    /// For people: what was exported. When and where it was made is in the traces.
    public var title: String
    public var profiles: [String]
    /// Files under `objects/`, and their bytes.
    public var objects: Int
    public var objectBytes: Int
    /// Traces in the journal.
    public var traces: Int

    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0a]
    }

    /// The digest that an archive's file is named after; nil for another name.
    static func digest(ofObject name: String) -> Digest? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "objects", parts[1].count == 2 else { return nil }
        return Digest(hexadecimal: String(parts[1] + parts[2]))
    }

    static func name(ofObject digest: Digest) -> String {
        let name = digest.hexadecimal
        return "objects/\(name.prefix(2))/\(name.dropFirst(2))"
    }
}

extension ArchiveManifest {
    /// Reads a manifest. Throws `ArchiveError` for one of another form.
    init(json: [UInt8], _ name: String) throws {
        struct Form: Decodable { var format: String, version: Int }
        let data = Data(json)
        guard let form = try? JSONDecoder().decode(Form.self, from: data), form.format == Self.format else {
            throw ArchiveError.notAnArchive(name)
        }
        // The form is asked first: a newer one may have other fields.
        guard Self.readable.contains(form.version), let manifest = try? JSONDecoder().decode(Self.self, from: data) else {
            throw ArchiveError.otherFormat(name, found: "\(form.format) \(form.version)", expected: "\(Self.format) \(Self.version)")
        }
        let header = String(decoding: Journal.header, as: UTF8.self)
        guard manifest.journal == header, manifest.keys == Rebuilder.formatVersion else {
            throw ArchiveError.otherFormat(
                name, found: "\(manifest.journal), \(manifest.keys)", expected: "\(header), \(Rebuilder.formatVersion)")
        }
        self = manifest
    }
}
