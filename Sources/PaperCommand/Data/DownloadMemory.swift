// A download that failed is not tried again at every build: without a network each one would wait for it.
import BuildGraph
import Datasets
import Foundation

/// Remembers failed downloads, in a file beside where their data set would be.
struct DownloadMemory {
    let folder: String
    let mirror: String?
    let files: any FileSystem
    let clock: any BuildClock

    /// Seconds after which a download is tried again.
    static let patience = 24 * 3600.0

    private struct Failure: Codable {
        /// Seconds since 1970.
        var time: Double
        var problem: String
        /// Another mirror is another attempt.
        var mirror: String?
    }

    private func path(_ set: DataSetFiles) -> String { "\(folder)/\(set.folder).failed" }

    /// What went wrong a short time ago, and how many seconds ago that was.
    func failure(of set: DataSetFiles) -> (problem: String, age: Double)? {
        guard let bytes = try? files.read(path(set)), let failure = try? JSONDecoder().decode(Failure.self, from: Data(bytes)),
            failure.mirror == mirror
        else { return nil }
        let age = clock.now() - failure.time
        // A clock that was set back makes no failure last.
        return age >= 0 && age < Self.patience ? (failure.problem, age) : nil
    }

    /// What cannot be written is not remembered: the next build tries again.
    func remember(_ problem: String, of set: DataSetFiles) {
        guard let bytes = try? JSONEncoder().encode(Failure(time: clock.now(), problem: problem, mirror: mirror)) else { return }
        try? files.makeFolder(folder)
        try? files.replace(path(set), with: Array(bytes), durable: false)
    }

    func forget(_ set: DataSetFiles) { try? files.remove(path(set)) }
}
