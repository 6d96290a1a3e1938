// Where data is looked for. The first folder that has all files of a data set is taken, so that a copy of one's own goes
// before one that was downloaded.
import BuildGraph

/// The folders that may hold data sets, the most wanted first.
public struct DataLocation: Sendable {
    /// A folder that is looked into, and who asks for that.
    public struct Place: Sendable, Equatable {
        public enum Origin: Sendable {
            case option, environment, project, cache
        }

        public let folder: String
        public let origin: Origin
    }

    public let places: [Place]
    /// Where downloads go: the last of the folders.
    public let downloads: String

    /// - Parameters:
    ///   - option: the folder that was asked for, absolute; then no other one is looked into.
    ///   - environment: $PAPER_DATA, relative to the project; $XDG_CACHE_HOME and $HOME tell the user's cache folder.
    ///   - root: the project's folder.
    public init(option: String?, environment: [String: String], root: String) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("HOME") ?? root
        #if os(macOS)
            let caches = home + "/Library/Caches"
        #else
            let caches = value("XDG_CACHE_HOME") ?? home + "/.cache"
        #endif
        downloads = caches + "/paper-data"
        if let option {
            places = [Place(folder: option, origin: .option)]
        } else {
            let named = value("PAPER_DATA").map { Place(folder: $0.hasPrefix("/") ? $0 : root + "/" + $0, origin: .environment) }
            places = [named, Place(folder: root + "/data", origin: .project), Place(folder: downloads, origin: .cache)].compactMap { $0 }
        }
    }

    /// A data set in the first place that has all its files.
    public func find(_ set: DataSetFiles, in files: any FileSystem) -> FoundDataSet? {
        places.lazy.compactMap { FoundDataSet(set, in: $0.folder, files) }.first
    }
}

/// A data set whose files are there, in the sizes that they should have.
public struct FoundDataSet: Codable, Sendable, Equatable {
    /// The data set.
    public let name: String
    /// The folder that its files are in.
    public let folder: String
    /// For each file, by the name that targets declare, where it is.
    public let mounts: [String: String]

    /// Looks into a folder of data, or the data set's own folder. Nil when a file is not there.
    public init?(_ set: DataSetFiles, in place: String, _ files: any FileSystem) {
        for folder in ["\(place)/\(set.folder)", place] {
            let names = set.files.map { file in Self.forms(of: file, set).first { Self.isThere($0, in: folder, files) }?.name }
            guard !names.contains(nil) else { continue }
            name = set.name
            self.folder = folder
            mounts = Dictionary(
                zip(set.files, names.compactMap { $0 }).map { (set.sourceFile($0.name).path, "\(folder)/\($1)") }, uniquingKeysWith: { $1 })
            return
        }
        return nil
    }

    /// What keeps a data set from being found in a folder that was meant to have it: a line a file.
    public static func problems(_ set: DataSetFiles, in place: String, _ files: any FileSystem) -> [String] {
        let own = "\(place)/\(set.folder)"
        let folder = isFolder(own, files) ? own : place
        guard isFolder(folder, files) else { return ["There is no folder \(place)."] }
        return set.files.compactMap { file in
            let forms = forms(of: file, set)
            if forms.contains(where: { isThere($0, in: folder, files) }) { return nil }
            guard let status = try? files.status("\(folder)/\(file.name)"), !status.isFolder else { return "\(folder)/\(file.name) is not there." }
            return "\(folder)/\(file.name) has \(status.size) bytes, not \(file.size)."
        }
    }

    private struct Form {
        let name: String
        /// Bytes; nil when it is packed, which can be done in many ways.
        let size: Int?
    }

    /// The ways in which a file may lie there, the most wanted first.
    private static func forms(of file: DataSetFiles.File, _ set: DataSetFiles) -> [Form] {
        let archives = set.readsArchive ? set.downloads.filter(\.isArchive).map { Form(name: $0.fileName, size: nil) } : []
        return archives + [Form(name: file.name, size: file.size), Form(name: file.name + ".gz", size: nil)]
    }

    private static func isThere(_ form: Form, in folder: String, _ files: any FileSystem) -> Bool {
        guard let status = try? files.status("\(folder)/\(form.name)"), !status.isFolder else { return false }
        return form.size.map { $0 == status.size } ?? (status.size > 0)
    }

    private static func isFolder(_ path: String, _ files: any FileSystem) -> Bool { (try? files.status(path))?.isFolder == true }
}
