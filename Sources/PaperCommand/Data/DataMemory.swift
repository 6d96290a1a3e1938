// Where a project's data were found when it was last built. Results of real data are worth more than a variable that is set in one
// shell and not in the next: the place is looked into again, and a stand-in replaces them only when that is asked for.
import BuildGraph
import Datasets
import Foundation

/// A file of the project's build folder, which is not committed.
struct DataMemory {
    let path: String
    let files: any FileSystem

    init(root: String, files: any FileSystem) { (path, self.files) = (root + "/build/data.json", files) }

    /// The folder of each data set, by its name. A file that cannot be read remembers nothing.
    var folders: [String: String] {
        guard let bytes = try? files.read(path) else { return [:] }
        return (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
    }

    /// What cannot be written is not remembered.
    func remember(_ found: [FoundDataSet]) {
        let before = folders, after = before.merging(found.map { ($0.name, $0.folder) }) { $1 }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard after != before, let bytes = try? encoder.encode(after) else { return }
        try? files.makeFolder(path.parentFolder)
        try? files.replace(path, with: Array(bytes), durable: false)
    }

    /// The error of a build that would replace results of real data by those of a stand-in.
    static func lost(_ set: DataSetFiles, from folder: String, _ cause: DataAbsence.Cause) -> UsageError {
        let download =
            switch cause {
            case .offline(let how): "\(how) forbids downloading it"
            case .failed(let problem, _): "it could not be downloaded: \(problem)"
            }
        return UsageError(
            what: "\(set.name) is gone: it was last read from \(folder).",
            why: "This paper was built from it; a synthetic stand-in would replace those results, and \(download).",
            next: "Bring it back, name the folder where it is now with --data or PAPER_DATA, or build with --stand-in.")
    }
}
