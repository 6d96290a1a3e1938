// Downloads a published data set: curl fetches the files (it resumes and follows proxies), SHA-256 verifies them, and only
// files of known names and sizes are extracted from an archive. Whatever goes wrong, what was downloaded so far is kept for
// the next attempt, and `DataLocation` never finds half a data set, because it looks for all files.
import BuildGraph
import Foundation

/// Downloads data sets into a folder.
public struct Downloader: Sendable {
    let effects: Effects
    /// An address that is tried before the publisher's, with the same file names below it; may be nil.
    let mirror: String?

    public init(effects: Effects, mirror: String? = nil) {
        self.effects = effects
        self.mirror = mirror.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    }

    /// What a download is about to do or has done.
    public enum Event: Sendable, Equatable {
        /// Waiting for another process that downloads the same data set.
        case waiting
        /// `path` grows while curl runs, to `size` bytes if that is known.
        case started(fileName: String, path: String, size: Int?)
        case unpacking(fileName: String)
    }

    /// Downloads the missing files of a data set.
    /// - Parameter folder: the folder of data sets; the set gets its own folder in it.
    /// - Throws: `DownloadError`, `DataFormatError`, `FileError` if the folder cannot be written, or `BuildError.interrupted`.
    public func fetch(
        _ set: DataSetFiles, into folder: String, until cancellation: Cancellation, observe: (Event) -> Void = { _ in }
    ) throws {
        let target = "\(folder)/\(set.folder)"
        try effects.files.makeFolder(target)
        let lock = try lock("\(target)/.lock", until: cancellation, observe)
        defer { lock.unlock() }
        let judge = DownloadJudge(set: set, effects: effects, cancellation: cancellation)
        for download in set.downloads where try !isThere(download, of: set, in: target, judge) {
            let part = "\(target)/\(download.fileName).part"
            observe(.started(fileName: download.fileName, path: part, size: download.size))
            try bring(download, to: part, judge, until: cancellation)
            if download.isArchive && !set.readsArchive {
                observe(.unpacking(fileName: download.fileName))
                try unpack(part, set, into: target, until: cancellation)
                try effects.files.remove(part)
            } else {
                try effects.files.synchronize(part)
                try effects.files.rename(part, to: "\(target)/\(download.fileName)")
            }
        }
    }

    /// One download at a time: a second build waits, and then finds the files.
    private func lock(_ path: String, until cancellation: Cancellation, _ observe: (Event) -> Void) throws -> any FileLock {
        if let lock = try effects.files.tryLock(path, .exclusive) { return lock }
        observe(.waiting)
        while true {
            if cancellation.isCancelled { throw BuildError.interrupted }
            if let lock = try effects.files.tryLock(path, .exclusive) { return lock }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }

    /// Whether a download is already complete. A file with wrong content is downloaded again.
    private func isThere(_ download: DataSetFiles.Download, of set: DataSetFiles, in target: String, _ judge: DownloadJudge) throws -> Bool {
        if download.isArchive && !set.readsArchive {
            return try set.files.allSatisfy { try effects.files.status("\(target)/\($0.name)")?.size == $0.size }
        }
        return try judge.problem(of: download, at: "\(target)/\(download.fileName)") == nil
    }

    /// Tries one address after the other, resuming from the partial file.
    private func bring(_ download: DataSetFiles.Download, to part: String, _ judge: DownloadJudge, until cancellation: Cancellation) throws {
        // The download may have finished just before the last build was killed.
        if try judge.problem(of: download, at: part) == nil { return }
        var failures: [DownloadError.Failure] = []
        for address in (mirror.map { [$0 + download.fileName] } ?? []) + download.addresses {
            guard let problem = try bring(download, from: address, to: part, judge, until: cancellation) else { return }
            failures.append(.init(address: address, problem: problem))
        }
        throw DownloadError(fileName: download.fileName, failures: failures)
    }

    /// Downloads a file from one address. Returns nil, or why that failed. An attempt that made progress is repeated.
    private func bring(
        _ download: DataSetFiles.Download, from address: String, to part: String, _ judge: DownloadJudge, until cancellation: Cancellation
    ) throws -> String? {
        let curl = CurlDownload(address: address, path: part, largestSize: download.largestSize)
        var problem = ""
        for _ in 0..<Self.attempts {
            let before = try effects.files.status(part)?.size ?? 0
            let result = try effects.processes.run(curl.command, until: cancellation)
            if result.ending == .interrupted || cancellation.isCancelled { throw BuildError.interrupted }
            let after = try effects.files.status(part)?.size ?? 0
            if result.succeeded {
                guard let wrong = try judge.problem(of: download, at: part) else { return nil }
                problem = wrong
            } else {
                problem = CurlDownload.problem(result)
                guard CurlDownload.isHopeless(result) else {
                    if after > before { continue }
                    return problem
                }
            }
            // More bytes cannot mend a complete but wrong file. If an earlier run began it, perhaps from another server or
            // version, it is downloaded once more from the beginning.
            try effects.files.remove(part)
            if before == 0 { return problem }
        }
        return problem
    }

    private static let attempts = 6

    /// Extracts the set's files from an archive, in their order.
    private func unpack(_ archive: String, _ set: DataSetFiles, into target: String, until cancellation: Cancellation) throws {
        let unpacked = try Gzip.unpacked(
            effects.files.read(archive), atMost: PackedFile.largestArchive(of: set), at: archive
        ) { try effects.processes.run($0, until: cancellation) }
        let reader = try TarReader(unpacked, name: archive)
        for file in set.files {
            try effects.files.replace("\(target)/\(file.name)", with: reader.content(of: file, in: archive, unpacked), durable: true)
        }
    }
}
