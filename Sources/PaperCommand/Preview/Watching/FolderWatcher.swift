// Tells which files changed. What is to be watched may change at any time; how it is watched depends on the system, and in tests
// on the test.

/// A folder in which files are watched.
package struct WatchedFolder: Hashable, Sendable {
    /// Absolute. A folder that is not there is watched from when it is.
    package var path: String
    /// Whether the folders in it are watched too, but for those whose names begin with a point.
    package var isDeep: Bool

    package init(_ path: String, isDeep: Bool = false) { (self.path, self.isDeep) = (path, isDeep) }
}

package enum FolderReport: Sendable, Equatable {
    /// Absolute paths of files that were written, came or went, and of folders that came or went.
    case changed([String])
    /// More happened than the system could tell.
    case everythingMayHaveChanged
}

/// Watches folders, and reports from a thread of its own.
package protocol FolderWatcher: Sendable {
    /// Watches these folders from now on, in place of those before.
    func watch(_ folders: Set<WatchedFolder>)
}

extension WatchedFolder {
    /// These folders and, of deep ones, those in them, as they are now. Symbolic links in them are not followed.
    ///
    /// - Parameter isFolder: whether a path is a folder itself, no link to one.
    static func present(_ folders: Set<WatchedFolder>, list: (String) -> [String], isFolder: (String) -> Bool) -> Set<String> {
        var found: Set<String> = []
        func visit(_ path: String) {
            guard found.insert(path).inserted else { return }
            for name in list(path) where !name.hasPrefix(".") && isFolder(path + "/" + name) { visit(path + "/" + name) }
        }
        for folder in folders.sorted(by: { $0.isDeep && !$1.isDeep }) {
            if folder.isDeep { visit(folder.path) } else { found.insert(folder.path) }
        }
        return found
    }
}
