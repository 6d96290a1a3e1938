// A file that the user wants a result in.
import BuildGraph
import Foundation

enum OutputFile {
    /// The absolute path of a file that can be written as far as its folder is concerned.
    /// - Throws: `UsageError` where there is no such folder, or a folder has this name.
    static func path(_ name: String, in files: any FileSystem) throws -> String {
        let path = URL(filePath: name).standardizedFileURL.path, folder = path.parentFolder
        if (try files.status(path))?.isFolder == true {
            throw UsageError(what: "\(name) is a folder.", next: "Name a file in it.")
        }
        guard let status = try files.status(folder) else {
            throw UsageError(what: "\(name) cannot be written.", why: "There is no folder \(folder).", next: "Make it, or name another file.")
        }
        guard status.isFolder else {
            throw UsageError(what: "\(name) cannot be written.", why: "\(folder) is not a folder.", next: "Name another file.")
        }
        return path
    }
}
