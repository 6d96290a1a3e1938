// Where data is looked for. The first folder that has all files of a data set is taken, so that a copy of one's own goes
// before one that was downloaded.
import BuildGraph

/// The folders that may hold data sets, the most wanted first.
public struct DataLocation: Sendable {
    public let folders: [String]
    /// Where downloads go: the last of the folders.
    public let downloads: String

    /// `option`, $PAPER_DATA, data/ in the project, and the user's cache folder.
    public init(option: String?, environment: [String: String], root: String) {
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : root + "/" + path }
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("HOME") ?? root
        #if os(macOS)
            let caches = home + "/Library/Caches"
        #else
            let caches = value("XDG_CACHE_HOME") ?? home + "/.cache"
        #endif
        downloads = caches + "/paper-data"
        folders = [option.map(absolute), value("PAPER_DATA").map(absolute), root + "/data", downloads].compactMap { $0 }
    }

    /// The folder among `folders` that holds all files of a data set, in the size they are published in or packed.
    public func find(_ set: DataSetFiles, in files: any FileSystem) throws -> String? {
        try folders.first { folder in
            try set.files.allSatisfy { file in
                guard let status = try files.status("\(folder)/\(set.folder)/\(file.name)"), !status.isFolder else { return false }
                return set.hasPackedFiles || status.size == file.size
            }
        }
    }
}
