// A file of a data set in every form of packing, and everything that can be wrong with the packing.
import BuildGraph
import Datasets
import Foundation
import Testing

@Suite struct PackedFileTests {
    let content = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 7 >> 2) }
    let processes = SystemProcessRunner()

    func run(_ command: Command) throws -> CommandResult { try processes.run(command, until: Cancellation()) }
    func gzip(_ bytes: [UInt8]) throws -> [UInt8] { try run(Command("gzip", standardInput: bytes)).output }

    /// A set of one file; `archive` has a published checksum, or is nil.
    func file(digest: Digest? = nil, archive: [UInt8]? = nil) -> PackedFile {
        let file = DataSetFiles.File(name: "train.bin", size: content.count, digest: digest)
        let downloads = archive.map { archive in
            [DataSetFiles.Download(addresses: [], fileName: "a.tar.gz", digest: Digest(of: archive), largestSize: 1 << 20, isArchive: true)]
        }
        return PackedFile(set: DataSetFiles(name: "Set", folder: "set", files: [file], downloads: downloads ?? []), file: file)
    }

    /// A packed archive whose member has any name and content.
    func archive(_ name: String, _ content: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "packed-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(content).write(to: URL(filePath: folder + "/train.bin"))
        return try run(Command("tar", ["-czPf", "-", "-C", folder, "--transform", "s|train.bin|\(name)|", "train.bin"])).output
    }

    @Test func theContentIsVerifiedInEveryFormOfPacking() throws {
        let right = file(digest: Digest(of: content)), unknown = file()
        for bytes in [content, try gzip(content), try archive("set/train.bin", content)] {
            let read = try right.content(of: bytes, at: "p", run: run)
            #expect(read.bytes == content && read.isOfficial)
            #expect(try !unknown.content(of: bytes, at: "p", run: run).isOfficial)
        }
        var other = content
        other[0] ^= 1
        #expect(try !right.content(of: other, at: "p", run: run).isOfficial)
    }

    @Test func anArchiveWithThePublishedChecksumMakesItsFilesOfficial() throws {
        let packed = try archive("set/train.bin", content)
        #expect(try file(archive: packed).content(of: packed, at: "p", run: run).isOfficial)
        // Without the archive's checksum, the same file unpacked or in another archive cannot be verified.
        #expect(try !file(archive: packed).content(of: content, at: "p", run: run).isOfficial)
        #expect(try !file(archive: packed).content(of: archive("other/train.bin", content), at: "p", run: run).isOfficial)
    }

    @Test func damagedTooShortAndTooLongFilesAreRejected() throws {
        let packed = try gzip(content)
        var torn = packed
        torn[torn.count / 2] ^= 0xff
        for bytes in [Array(packed.dropLast(9)), torn, Array(content.dropLast()), content + [0], try gzip(content + [1])] {
            #expect(throws: DataFormatError.self) { try file().content(of: bytes, at: "p", run: run) }
        }
        #expect(throws: DataFormatError.self) { try file().content(of: archive("set/test.bin", content), at: "p", run: run) }
        #expect(throws: DataFormatError.self) { try file().content(of: archive("set/train.bin", [1]), at: "p", run: run) }
    }

    @Test func unpackingStopsAboveTheSizeOfTheDataSet() throws {
        // 40 MB of zeros pack into 40 kB. No more than the set's size and a megabyte is ever held.
        let bomb = try gzip([UInt8](repeating: 0, count: 40_000_000))
        let error = #expect(throws: DataFormatError.self) { try file().content(of: bomb, at: "p", run: run) }
        #expect(error?.problem.contains("more than") == true)
    }

    @Test(arguments: ["../../../train.bin", "/tmp/train.bin", "a/../train.bin"])
    func noPathInAnArchiveLeavesTheFolder(_ path: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "unsafe-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let packed = try archive(path, content), set = file(archive: packed).set
        let files = RealFileSystem(), effects = Effects.live(root: "/")
        try files.makeFolder("\(folder)/data/set")
        try files.write(packed, to: "\(folder)/data/set/a.tar.gz.part")
        try Downloader(effects: effects).fetch(set, into: folder + "/data", until: Cancellation())
        #expect(try files.read("\(folder)/data/set/train.bin") == content)
        #expect(try files.list(folder) == ["data"] && files.list(folder + "/data") == ["set"])
        #expect(try files.list(folder + "/data/set").filter { $0 != ".lock" } == ["train.bin"])
    }

    @Test func linksInAnArchiveAreNotFollowed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "link-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder + "/set", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createSymbolicLink(atPath: folder + "/set/train.bin", withDestinationPath: "/etc/hostname")
        let packed = try run(Command("tar", ["-czf", "-", "-C", folder, "set"])).output
        #expect(throws: DataFormatError.self) { try file().content(of: packed, at: "p", run: run) }
    }
}
