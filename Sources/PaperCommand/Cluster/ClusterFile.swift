// paper/cluster.json: how the jobs of a paper are submitted, committed with it. All fields may be left out:
//
//   { "partition": "main", "account": "physics", "clusters": "a,b", "time": "4:00:00", "coresPerJob": 8, "minutesPerJob": 10,
//     "jobs": 200, "flags": ["--constraint=fast"], "program": "/opt/paper/bin/paper", "onInterrupt": "cancel" }
import BuildGraph
import Foundation

/// The committed settings of builds on a cluster.
struct ClusterFile {
    static let path = "paper/cluster.json"
    let workspace: Workspace

    private struct Content: Decodable {
        var partition, account, clusters, time, program: String?
        var coresPerJob, jobs: Int?
        var minutesPerJob: Double?
        var flags: [String]?
        var onInterrupt: ClusterSettings.Interruption?
    }

    private static let fields = ["partition", "account", "clusters", "time", "program", "coresPerJob", "jobs", "minutesPerJob", "flags", "onInterrupt"]

    /// Throws `UsageError` for what is not such a file.
    func settings() throws -> ClusterSettings {
        var settings = ClusterSettings()
        let files = workspace.effects.files, path = workspace.effects.projectPath(Self.path)
        guard try files.status(path) != nil else { return settings }
        let bytes = try files.read(path, atMost: FileLimit.text)
        let content: Content
        do {
            let names = (try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])?.keys.sorted() ?? []
            for name in names where !Self.fields.contains(name) {
                throw problem("It has a field \(name).", next: "There are \(Self.fields.joined(separator: ", ")).")
            }
            content = try JSONDecoder().decode(Content.self, from: Data(bytes))
        } catch let error as UsageError { throw error } catch { throw problem("\(Self.words(error))", next: "docs/cluster.md shows one.") }
        settings.partition = content.partition
        settings.account = content.account
        settings.clusters = content.clusters
        settings.program = content.program
        settings.flags = content.flags ?? []
        settings.coresPerJob = try positive(content.coresPerJob, "coresPerJob")
        settings.jobs = try positive(content.jobs, "jobs")
        settings.onInterrupt = content.onInterrupt ?? .leave
        if let time = content.time {
            guard let seconds = SlurmTime.seconds(time), seconds > 0 else { throw problem("\"time\" is \(time).", next: "Write it as SLURM does: \"4:00:00\" is four hours.") }
            settings.time = seconds
        }
        if let minutes = content.minutesPerJob {
            guard minutes > 0, minutes.isFinite else { throw problem("\"minutesPerJob\" is \(minutes).", next: "Make it more than 0.") }
            settings.secondsPerJob = minutes * 60
        }
        return settings
    }

    private func positive(_ number: Int?, _ name: String) throws -> Int? {
        if let number, number < 1 { throw problem("\"\(name)\" is \(number).", next: "Make it at least 1.") }
        return number
    }

    private func problem(_ why: String, next: String) -> UsageError { UsageError(what: "\(Self.path) cannot be used.", why: why, next: next) }

    private static func words(_ error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context), DecodingError.valueNotFound(_, let context):
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            return (place.isEmpty ? "" : "\"\(place)\": ") + context.debugDescription
        default: return (error as NSError).localizedDescription
        }
    }
}
