// Downloads from a local server that misbehaves in every way.
import BuildGraph
import Datasets
import Foundation
import TestSupport
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

    @Test func aDataSetIsDownloadedVerifiedAndUnpacked() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try fetch(server)
        #expect(try effects.files.read(folder + "/small/train.bin") == [UInt8](repeating: 7, count: 40_000))
        #expect(try effects.files.status(folder + "/small/small.tar.gz.part") == nil)
        // Existing files are not downloaded again.
        try fetch(server)
        #expect(server.requests.count == 1)
    }

    var partSize: Int { ((try? effects.files.status(folder + "/small/small.tar.gz.part")) ?? nil)?.size ?? 0 }

    @Test func aBrokenConnectionIsResumedWhereItBroke() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive], cutAfter: [100, 50]))
        try fetch(server)
        #expect(server.requests.map(\.from) == [0, 100, 150])
        #expect(try effects.files.status(folder + "/small/test.bin")?.size == 3000)
    }

    @Test func aConnectionThatBreaksTooOftenIsResumedInTheNextBuild() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive], cutAfter: [Int](repeating: 10, count: 20)))
        let error = #expect(throws: DownloadError.self) { try fetch(server) }
        #expect(error?.failures.first?.problem.contains("ended before the file did") == true)
        let before = partSize
        #expect(before == 10 * server.requests.count)
        let calm = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try fetch(calm)
        #expect(calm.requests.map(\.from) == [before])
        #expect(try effects.files.status(folder + "/small/test.bin")?.size == 3000)
    }

    @Test func aDownloadFinishedJustBeforeAKillIsNotRepeated() throws {
        defer { removeFolder() }
        try effects.files.makeFolder(folder + "/small")
        try effects.files.write(small.archive, to: folder + "/small/small.tar.gz.part")
        try fetch(nil, mirror: "http://127.0.0.1:9/")
        #expect(try effects.files.status(folder + "/small/test.bin")?.size == 3000)
    }

    @Test func aPartialFileOfAnotherVersionIsDownloadedAgain() throws {
        defer { removeFolder() }
        try effects.files.makeFolder(folder + "/small")
        try effects.files.write([1, 2, 3], to: folder + "/small/small.tar.gz.part")
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try fetch(server)
        #expect(server.requests.map(\.from) == [3, 0])
    }

    @Test(arguments: [true, false]) func aDownloadLargerThanTheDataSetIsRejected(_ tellsSize: Bool) throws {
        defer { removeFolder() }
        // The limit is a mebibyte. It also applies to a server that does not announce the size.
        let server = LocalServer(.init(files: ["small.tar.gz": [UInt8](repeating: 7, count: 3 << 20)], tellsSize: tellsSize))
        let error = #expect(throws: DownloadError.self) { try fetch(server) }
        #expect(error?.failures.first?.problem.contains("larger than the data set") == true)
        #expect(partSize == 0)
    }

    @Test func anInterruptedDownloadKeepsWhatItHas() throws {
        defer { removeFolder() }
        // More than curl holds back before it writes.
        let server = LocalServer(.init(files: ["small.tar.gz": [UInt8](repeating: 7, count: 500_000)], delay: 5))
        let cancellation = Cancellation()
        Thread.detachNewThread {
            while partSize == 0 { usleep(10_000) }
            cancellation.cancel()
        }
        #expect(throws: BuildError.self) {
            try Downloader(effects: effects, mirror: server.address).fetch(small.set, into: folder, until: cancellation)
        }
        #expect(partSize > 0 && partSize < 500_000)
    }

    @Test func aSecondBuildWaitsForTheDownloadOfTheFirst() throws {
        defer { removeFolder() }
        try effects.files.makeFolder(folder + "/small")
        let first = try effects.files.lock(folder + "/small/.lock")
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        var events: [Downloader.Event] = []
        try Downloader(effects: effects, mirror: server.address).fetch(small.set, into: folder, until: Cancellation()) { event in
            events.append(event)
            if event == .waiting { first.unlock() }
        }
        #expect(events.first == .waiting && events.count == 3)
        let other = try effects.files.lock(folder + "/small/.lock")
        let cancellation = Cancellation()
        #expect(throws: BuildError.self) {
            try Downloader(effects: effects).fetch(small.set, into: folder, until: cancellation) { _ in cancellation.cancel() }
        }
        other.unlock()
    }

    @Test func anUnpackedFileThatWasTruncatedLaterIsDownloadedAgain() throws {
        defer { removeFolder() }
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try fetch(server)
        try effects.files.truncate(folder + "/small/train.bin", to: 5)
        try fetch(server)
        #expect(try effects.files.status(folder + "/small/train.bin")?.size == 40_000)
    }

    /// A data set of single packed files, like MNIST: their contents are verified, since mirrors repack them.
    @Test func filesThatAreDownloadedOneByOneAreVerifiedByTheirContent() throws {
        defer { removeFolder() }
        let content = [UInt8](repeating: 5, count: 9000)
        let packed = try effects.processes.run(Command("gzip", ["-1"], standardInput: content), until: Cancellation()).output
        let set = DataSetFiles(
            name: "Single", folder: "single", files: [.init(name: "a", size: 9000, digest: Digest(of: content))],
            downloads: [.init(addresses: [], fileName: "a.gz", digest: nil, largestSize: 1 << 20, isArchive: false)])
        func fetch(_ bytes: [UInt8]) throws {
            let server = LocalServer(.init(files: ["a.gz": bytes]))
            try Downloader(effects: effects, mirror: server.address).fetch(set, into: folder, until: Cancellation())
        }
        let other = try effects.processes.run(Command("gzip", standardInput: [UInt8](repeating: 6, count: 9000)), until: Cancellation()).output
        let wrong = #expect(throws: DownloadError.self) { try fetch(other) }
        #expect(wrong?.failures.first?.problem.contains("SHA-256") == true)
        #expect(throws: DownloadError.self) { try fetch(Array("no gzip".utf8)) }
        // The partial file of a build that was killed does not count as a file.
        try effects.files.write(Array(packed.prefix(20)), to: folder + "/single/a.gz.part")
        try fetch(packed)
        #expect(try effects.files.read(folder + "/single/a.gz") == packed)
        #expect(FoundDataSet(set, in: folder, effects.files)?.mounts == ["data:single/a": folder + "/single/a.gz"])
    }

    @Test func anArchiveIsKeptIfOnlyItHasAChecksum() throws {
        defer { removeFolder() }
        var set = small.set
        set.readsArchive = true
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        try Downloader(effects: effects, mirror: server.address).fetch(set, into: folder, until: Cancellation())
        #expect(try effects.files.list(folder + "/small").filter { $0 != ".lock" } == ["small.tar.gz"])
        let found = try #require(FoundDataSet(set, in: folder, effects.files))
        #expect(Set(found.mounts.values) == [folder + "/small/small.tar.gz"])
    }

    @Test func withAServerThatCannotResumeTheDownloadStartsAgain() throws {
        defer { removeFolder() }
        try effects.files.makeFolder(folder + "/small")
        try effects.files.write(Array(small.archive.prefix(50)), to: folder + "/small/small.tar.gz.part")
        try fetch(LocalServer(.init(files: ["small.tar.gz": small.archive], honoursRanges: false)))
        #expect(try effects.files.status(folder + "/small/test.bin")?.size == 3000)
    }

    @Test func wrongContentIsRejectedAndNotKept() throws {
        defer { removeFolder() }
        var wrong = small.archive
        wrong[wrong.count / 2] ^= 1
        let server = LocalServer(.init(files: ["small.tar.gz": wrong]))
        let error = #expect(throws: DownloadError.self) { try fetch(server) }
        #expect(error?.failures.first?.problem.contains("SHA-256") == true)
        #expect(try effects.files.list(folder + "/small").filter { $0 != ".lock" } == [])
    }

    @Test func aMissingFileAndAMissingServerGiveDifferentErrors() throws {
        defer { removeFolder() }
        let missing = #expect(throws: DownloadError.self) { try fetch(LocalServer(.init())) }
        #expect(missing?.failures.first?.problem.contains("404") == true)
        let none = #expect(throws: DownloadError.self) { try fetch(nil, mirror: "http://127.0.0.1:9") }
        #expect(none?.failures.first?.problem.contains("connection") == true)
        let nameless = #expect(throws: DownloadError.self) { try fetch(nil, mirror: "http://no-such-host.invalid/") }
        #expect(nameless?.failures.first?.problem.contains("network") == true)
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

    @Test func anArchiveWithoutTheFilesIsRejected() throws {
        defer { removeFolder() }
        var set = small.set
        set.files[0].size += 1
        let server = LocalServer(.init(files: ["small.tar.gz": small.archive]))
        #expect(throws: DataFormatError.self) {
            try Downloader(effects: effects, mirror: server.address).fetch(set, into: folder, until: Cancellation())
        }
    }
}
