// Where data is looked for. The first folder that has all files of a data set is used, so that the user's own copy takes
// precedence over a download.
import BuildGraph

/// The folders that may hold data sets, in order of preference.
public struct DataLocation: Sendable {
    /// A folder that is searched, and the setting that names it.
    public struct Place: Sendable, Equatable {
        public enum Origin: Sendable {
            case option, environment, project, cache, remembered
        }

        public let folder: String
        public let origin: Origin
    }

    public let places: [Place]
    /// Where downloads go: the user's cache folder.
    public let downloads: String

    /// - Parameters:
    ///   - option: the folder that the user asked for, absolute; no other folder is then searched.
    ///   - environment: $PAPER_DATA, relative to the project; $XDG_CACHE_HOME and $HOME give the user's cache folder.
    ///   - root: the project's folder.
    ///   - remembered: where data were found before; looked into last.
    public init(option: String?, environment: [String: String], root: String, remembered: [String] = []) {
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
                + remembered.map { Place(folder: $0, origin: .remembered) }
        }
    }

    /// A data set in the first folder that has all its files; nil if none has.
    public func find(_ set: DataSetFiles, in files: any FileSystem) -> FoundDataSet? {
        places.lazy.compactMap { FoundDataSet(set, in: $0.folder, files) }.first
    }
}

/// A data set whose files exist and have the right sizes.
public struct FoundDataSet: Codable, Sendable, Equatable {
    /// The data set.
    public let name: String
    /// The folder that has its files.
    public let folder: String
    /// The path of each file, by the name that targets declare.
    public let mounts: [String: String]

    /// Searches a folder of data sets, or the data set's own folder. Nil if a file is missing.
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

    /// Why a data set was not found in a folder that should have it, one line per file.
    public static func problems(_ set: DataSetFiles, in place: String, _ files: any FileSystem) -> [String] {
        let own = "\(place)/\(set.folder)"
        let folder = isFolder(own, files) ? own : place
        guard isFolder(folder, files) else { return ["There is no folder \(place)."] }
        return set.files.compactMap { file in
            let forms = forms(of: file, set)
            if forms.contains(where: { isThere($0, in: folder, files) }) { return nil }
            return problem(file, "\(folder)/\(file.name)", files)
        }
    }

    /// Why what is at a path is not the file.
    private static func problem(_ file: DataSetFiles.File, _ path: String, _ files: any FileSystem) -> String {
        do {
            guard let status = try files.status(path) else { return "\(path) is missing." }
            return status.isFolder ? "\(path) is a folder." : "\(path) has \(status.size) bytes, not \(file.size)."
        } catch {
            return ErrorReport(error).what
        }
    }

    private struct Form {
        let name: String
        /// Bytes; nil if it is packed, since its size then depends on the packer.
        let size: Int?
    }

    /// The forms in which a file may be stored, in order of preference.
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
