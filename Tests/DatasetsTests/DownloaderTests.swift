// Downloads from a server on this machine that does everything wrong.
import BuildGraph
import Datasets
import Foundation
import Testing

@Suite(.serialized) struct DownloaderTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "data-\(UUID().uuidString)").path
    let effects = Effects.live(root: "/")
    /// A small data set of two files in an archive, and its archive.
    let small: (set: DataSetFiles, archive: [UInt8])

    init() throws {
        let files = ["train.bin": [UInt8](repeating: 7, count: 40_000), "test.bin": (0..<3000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }]
        let source = folder + "-source"
        try FileManager.default.createDirectory(atPath: source + "/set", withIntermediateDirectories: true)
        for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: "\(source)/set/\(name)")) }
        let packed = try effects.processes.run(Command("tar", ["-czf", "-", "-C", source, "set"]), until: Cancellation())
        try FileManager.default.removeItem(atPath: source)
        small = (
            DataSetFiles(
                name: "Small", folder: "small", files: files.keys.sorted(by: >).map { .init(name: $0, size: files[$0]?.count ?? 0, digest: nil) },
                downloads: [
                    .init(addresses: [], fileName: "small.tar.gz", digest: Digest(of: packed.output), largestSize: 1 << 20, isArchive: true)
                ]), packed.output
        )
    }

    func fetch(_ server: LocalServer?, mirror: String? = nil) throws {
        try Downloader(effects: effects, mirror: mirror ?? server?.address).fetch(small.set, into: folder, until: Cancellation())
    }

    func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func aDataSetIsBroughtCheckedAndUnpacked() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try fetch(server)
        #expect(try effects.files.read(folder + "/small/train.bin") == [UInt8](repeating: 7, count: 40_000))
        #expect(try effects.files.status(folder + "/small/small.tar.gz.part") == nil)
        // What is there is not brought again.
        try fetch(server)
        #expect(server.requests.count == 1)
    }

    @Test func anInterruptedDownloadGoesOnWhereItStopped() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive], cutAfter: [100, 100, 100, 100]))
        // curl's own retries end in the same way; the next attempt goes on.
        #expect(throws: DownloadError.self) { try fetch(server) }
        let before = try #require(try effects.files.status(folder + "/small/small.tar.gz.part")).size
        #expect(before >= 100)
        let calm = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try fetch(calm)
        #expect(calm.requests.map(\.from) == [before])
        #expect(try effects.files.status(folder + "/small/test.bin")?.size == 3000)
    }

    @Test func aServerThatCannotGoOnFromTheMiddleBeginsAnew() throws {
        defer { removeFolder() }
        try effects.files.makeFolder(folder + "/small")
        try effects.files.write(Array(small.archive.prefix(50)), to: folder + "/small/small.tar.gz.part")
        try fetch(LocalServer(.init(files: ["small.tar.gz": small.archive], honoursRanges: false)))
        #expect(try effects.files.status(folder + "/small/test.bin")?.size == 3000)
    }

    @Test func wrongContentIsRefusedAndNotKept() throws {
        defer { removeFolder() }
        var wrong = small.archive
        wrong[wrong.count / 2] ^= 1
        let server = LocalServer(.init(files: ["small.tar.gz": wrong]))
        let error = #expect(throws: DownloadError.self) { try fetch(server) }
        #expect(error?.failures.first?.problem.contains("SHA-256") == true)
        #expect(try effects.files.list(folder + "/small").filter { $0 != ".lock" } == [])
    }

    @Test func aMissingFileAndAMissingServerAreToldApart() throws {
        defer { removeFolder() }
        let missing = #expect(throws: DownloadError.self) { try fetch(LocalServer(.init())) }
        #expect(missing?.failures.first?.problem.contains("404") == true)
        let none = #expect(throws: DownloadError.self) { try fetch(nil, mirror: "http://127.0.0.1:9/") }
        #expect(none?.failures.first?.problem.contains("connection") == true)
        #expect(none.map { ErrorReport($0).next?.contains("docs/data.md") == true } == true)
    }

    @Test func theNextAddressIsTriedWhenOneFails() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        var set = small.set
        set.downloads[0].addresses = ["http://127.0.0.1:9/small.tar.gz", server.address + "small.tar.gz"]
        try Downloader(effects: effects).fetch(set, into: folder, until: Cancellation())
        #expect(try effects.files.status(folder + "/small/train.bin")?.size == 40_000)
    }

    @Test func anArchiveWithoutTheFilesIsRefused() throws {
        defer { removeFolder() }
        var set = small.set
        set.files[0].size += 1
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        #expect(throws: DataFormatError.self) {
            try Downloader(effects: effects, mirror: server.address).fetch(set, into: folder, until: Cancellation())
        }
    }
}
