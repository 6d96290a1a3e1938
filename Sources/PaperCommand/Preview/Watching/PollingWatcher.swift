// Looks at the watched folders again and again: for systems without inotify, and for when its watches are used up. Of a few hundred
// files a look takes a millisecond.
import BuildGraph
import Foundation
import Synchronization

/// How the files in watched folders look.
package struct FolderSnapshot: Equatable {
    private var files: [String: FileStatus?] = [:]

    package init() {}

    package init(of folders: Set<WatchedFolder>, in files: any FileSystem) {
        func list(_ path: String) -> [String] { (try? files.list(path)) ?? [] }
        func isFolder(_ path: String) -> Bool { (try? files.isLink(path)) == false && ((try? files.status(path)) ?? nil)?.isFolder == true }
        for folder in WatchedFolder.present(folders, list: list, isFolder: isFolder) {
            for name in list(folder) {
                let path = folder + "/" + name
                guard let status = (try? files.status(path)) ?? nil else { continue }
                // The times of a folder change with its files, which are told themselves.
                self.files[path] = status.isFolder ? .some(nil) : status
            }
        }
    }

    /// What differs from an earlier look.
    package func changes(since earlier: FolderSnapshot) -> [String] {
        let changed = files.filter { path, status in earlier.files[path].map { $0 != status } ?? true }.keys
        let gone = earlier.files.keys.filter { files[$0] == nil }
        return (changed + gone).sorted()
    }
}

package final class PollingWatcher: FolderWatcher {
    private struct State {
        var folders: Set<WatchedFolder> = []
        /// Nil until the new folders were looked at for the first time.
        var snapshot: FolderSnapshot?
    }

    private let files: any FileSystem
    private let report: @Sendable (FolderReport) -> Void
    private let state = Mutex(State())

    /// - Parameter report: called from whatever thread `look` is called on.
    package init(files: any FileSystem, report: @escaping @Sendable (FolderReport) -> Void) {
        (self.files, self.report) = (files, report)
    }

    package func watch(_ folders: Set<WatchedFolder>) {
        state.withLock { state in
            if state.folders != folders { state = State(folders: folders, snapshot: FolderSnapshot(of: folders, in: files)) }
        }
    }

    /// Looks once.
    package func look() {
        let changes = state.withLock { state -> [String] in
            guard let before = state.snapshot else { return [] }
            let now = FolderSnapshot(of: state.folders, in: files)
            state.snapshot = now
            return now.changes(since: before)
        }
        if !changes.isEmpty { report(.changed(changes)) }
    }

    /// Looks every `interval` seconds, as long as the watcher is there.
    package func start(interval: Double) {
        Thread.detachNewThread { [weak self] in
            while let watcher = self {
                watcher.look()
                Thread.sleep(forTimeInterval: interval)
            }
        }
    }
}
