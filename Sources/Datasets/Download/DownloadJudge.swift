// Whether a download is what the publisher offers: by the digest of the download, or, if mirrors may have repacked it, by
// the digest of its content.
import BuildGraph

struct DownloadJudge {
    let set: DataSetFiles
    let effects: Effects
    let cancellation: Cancellation

    /// What is wrong with a download; nil if it is complete and correct.
    func problem(of download: DataSetFiles.Download, at path: String) throws -> String? {
        guard try effects.files.status(path) != nil else { return "the file is missing" }
        let bytes = try effects.files.read(path)
        if let digest = download.digest {
            return Digest(of: bytes) == digest ? nil : "its content is not the publisher's: SHA-256 differs"
        }
        guard let file = set.files.first(where: { download.fileName == $0.name || download.fileName == $0.name + ".gz" }) else { return nil }
        do {
            let content = try PackedFile(set: set, file: file).content(of: bytes, at: path) {
                try effects.processes.run($0, until: cancellation)
            }
            return content.isOfficial || file.digest == nil ? nil : "its content is not the publisher's: SHA-256 differs"
        } catch let error as DataFormatError {
            return error.problem
        }
    }
}
