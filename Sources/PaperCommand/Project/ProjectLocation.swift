// Where a project is, and where its store and its outputs go.
import BuildGraph
import Foundation

struct ProjectLocation {
    /// The project's folder, absolute, without a slash at its end.
    let root: String

    /// - Parameters:
    ///   - folder: the project's; nil for the nearest above the current one that holds the chapter or a package.
    ///   - chapter: the path of the first chapter, relative to the project.
    /// - Throws: `UsageError` when there is no project.
    init(_ folder: String?, chapter: String?) throws {
        let start = URL(filePath: folder ?? FileManager.default.currentDirectoryPath, directoryHint: .isDirectory).standardizedFileURL.path
        let marks = [chapter, "Package.swift"].compactMap { $0 }
        var here = start.hasSuffix("/") && start != "/" ? String(start.dropLast()) : start
        while !marks.contains(where: { FileManager.default.fileExists(atPath: "\(here)/\($0)") }) {
            guard folder == nil, here != "/" else {
                throw UsageError(
                    what: "\(start) is not in the project.", why: "Neither it nor a folder above holds \(marks[0]).",
                    next: "Change to the project's folder, or name it with --project.")
            }
            here = here.parentFolder
        }
        root = here
    }

    /// The project's own store, which $PAPER_CACHE replaces.
    private var ownStoreFolder: String { root + "/build/cache" }

    /// Where the store is. A relative $PAPER_CACHE is relative to the project, so that it is one store whatever folder a command
    /// is started in.
    var storeFolder: String {
        guard let folder = ProcessInfo.processInfo.environment["PAPER_CACHE"], !folder.isEmpty else { return ownStoreFolder }
        let path = URL(filePath: folder.hasPrefix("/") ? folder : root + "/" + folder).standardizedFileURL.path
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Whether the store is not the project's own.
    var isStoreElsewhere: Bool { storeFolder != ownStoreFolder }

    /// Where outputs go: `build`, or `build/NAME` for a profile that is not the default.
    func outputFolder(of profile: String?) -> String { root + "/build" + (profile.map { "/" + $0 } ?? "") }

    /// A path as people read it: relative to the project where it is in it.
    func short(_ path: String) -> String { path.relative(to: root) }
}

extension String {
    /// A path as it is within a folder; one outside of it stays whole.
    func relative(to folder: String) -> String { hasPrefix(folder + "/") ? String(dropFirst(folder.count + 1)) : self }
}
