// Gets a published data set: curl brings the files (it resumes, follows proxies and retries), SHA-256 judges them, and
// only files of known names and sizes are taken out of an archive. Whatever goes wrong, what was downloaded so far is
// kept for the next attempt, and no half data set is ever found by `DataLocation`: its last file comes last.
import BuildGraph

/// Downloads data sets into a folder.
public struct Downloader: Sendable {
    let effects: Effects
    /// An address that is tried before the publisher's, with the same file names below it; nil for none.
    let mirror: String?

    public init(effects: Effects, mirror: String? = nil) {
        self.effects = effects
        self.mirror = mirror
    }

    /// What a download is about to do or has done.
    public enum Event: Sendable, Equatable {
        /// `path` grows while curl runs; `largestSize` bounds what it grows to.
        case started(fileName: String, path: String)
        case unpacking(fileName: String)
    }

    /// Downloads what is missing of a data set.
    /// - Parameter folder: of data; the set gets its own folder in it.
    /// - Throws: `DownloadError`, `DataFormatError`, or `FileError` when the folder cannot be written.
    public func fetch(
        _ set: DataSetFiles, into folder: String, until cancellation: Cancellation, observe: (Event) -> Void = { _ in }
    ) throws {
        let target = "\(folder)/\(set.folder)"
        try effects.files.makeFolder(target)
        // One at a time: a second build waits, and then finds the files there.
        let lock = try effects.files.lock("\(target)/.lock")
        defer { lock.unlock() }
        for download in set.downloads {
            let isThere = try (download.isArchive ? set.files.map(\.name) : [download.fileName]).allSatisfy {
                try effects.files.status("\(target)/\($0)") != nil
            }
            if isThere { continue }
            let part = "\(target)/\(download.fileName).part"
            observe(.started(fileName: download.fileName, path: part))
            try bring(download, to: part, until: cancellation)
            if download.isArchive {
                observe(.unpacking(fileName: download.fileName))
                try unpack(part, set, into: target, until: cancellation)
                try effects.files.remove(part)
            } else {
                try effects.files.synchronize(part)
                try effects.files.rename(part, to: "\(target)/\(download.fileName)")
            }
        }
    }

    /// Tries one address after the other, going on from what is there already.
    private func bring(_ download: DataSetFiles.Download, to part: String, until cancellation: Cancellation) throws {
        let addresses = (mirror.map { [($0.hasSuffix("/") ? $0 : $0 + "/") + download.fileName] } ?? []) + download.addresses
        if try isRight(download, part) { return }
        var failures: [DownloadError.Failure] = []
        for address in addresses {
            var result = try curl(address, to: part, download)
            if result.ending == .exited(CurlStatus.cannotResume) {
                // A server that cannot go on from the middle begins anew.
                try effects.files.remove(part)
                result = try curl(address, to: part, download)
            }
            if result.ending == .interrupted || cancellation.isCancelled { throw BuildError.interrupted }
            guard result.succeeded else {
                failures.append(.init(address: address, problem: CurlStatus.text(result)))
                continue
            }
            if try isRight(download, part) { return }
            // What is whole and wrong cannot be mended by more of it.
            try effects.files.remove(part)
            failures.append(.init(address: address, problem: "its content is not the publisher's: SHA-256 differs"))
        }
        throw DownloadError(fileName: download.fileName, failures: failures)

        func curl(_ address: String, to part: String, _ download: DataSetFiles.Download) throws -> CommandResult {
            try effects.processes.run(
                Command(
                    "curl",
                    [
                        "--fail", "--location", "--silent", "--show-error", "--retry", "2", "--connect-timeout", "15",
                        // Less than 1 kB/s for a minute is no connection.
                        "--speed-limit", "1000", "--speed-time", "60", "--max-filesize", "\(download.largestSize)",
                        "--continue-at", "-", "--output", part, address,
                    ], timeLimit: .infinity, outputLimit: 1 << 16),
                until: cancellation)
        }
    }

    /// Whether what is there is the whole download, as far as its digest is known.
    private func isRight(_ download: DataSetFiles.Download, _ part: String) throws -> Bool {
        guard try effects.files.status(part) != nil else { return false }
        guard let digest = download.digest else { return true }
        return Digest(of: try effects.files.read(part)) == digest
    }

    /// Takes the set's files out of an archive; the last of them comes last.
    private func unpack(_ archive: String, _ set: DataSetFiles, into target: String, until cancellation: Cancellation) throws {
        let wanted = set.files.reduce(1 << 20) { $0 + $1.size + 1024 }
        let unpacked = try effects.processes.run(Command("gzip", ["-dc", archive], outputLimit: wanted), until: cancellation)
        if unpacked.ending == .interrupted { throw BuildError.interrupted }
        guard unpacked.succeeded else {
            throw DataFormatError(file: archive, problem: "gzip cannot unpack it: \(unpacked.errorText)", isTruncated: true)
        }
        let members = try TarReader(unpacked.output, name: archive).members
        for file in set.files {
            guard let member = members.first(where: { $0.name == file.name }), member.content.count == file.size else {
                throw DataFormatError(file: archive, problem: "it has no \(file.name) of \(file.size) bytes")
            }
            try effects.files.replace("\(target)/\(file.name)", with: Array(unpacked.output[member.content]), durable: true)
        }
    }
}

/// What curl's exit status means to a user.
private enum CurlStatus {
    static let cannotResume: Int32 = 33

    static func text(_ result: CommandResult) -> String {
        guard case .exited(let status) = result.ending else { return "curl was ended" }
        switch status {
        case 5, 6: return "the server's name is not known (is there a network?)"
        case 7: return "there is no connection to the server"
        case 18: return "the connection ended before the file did"
        case 22: return "the server refuses: " + result.errorText.split(separator: "\n").joined(separator: " ")
        case 28: return "the server does not answer, or too slowly"
        case 63: return "the file is larger than the data set"
        default: return result.errorText.split(separator: "\n").joined(separator: " ")
        }
    }
}
