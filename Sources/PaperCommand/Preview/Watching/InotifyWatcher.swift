// Watches folders through Linux's inotify. Folders are watched and not files: an editor that writes a new file and gives it the
// old name has replaced the file, and the watch on the old one would see nothing more.
#if os(Linux)
    import Foundation
    import Synchronization

    package final class InotifyWatcher: FolderWatcher {
        private struct State {
            var folders: Set<WatchedFolder> = []
            /// The paths by which a watch was asked for: two may lead to the same folder.
            var paths: [Int32: Set<String>] = [:]
            var watches: [String: Int32] = [:]
        }

        // A file that is being made is told when it has been written; a link is whole when it is there.
        private static let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

        private let descriptor: Int32
        private let report: @Sendable (FolderReport) -> Void
        /// That watches are used up: told once.
        private let isFull: @Sendable () -> Void
        private let state = Mutex(State())

        /// Nil where the system gives no more.
        ///
        /// - Parameters:
        ///   - isFull: called when a folder cannot be watched because the user's watches are used up.
        ///   - report: called on the watcher's thread.
        package init?(isFull: @escaping @Sendable () -> Void, report: @escaping @Sendable (FolderReport) -> Void) {
            descriptor = inotify_init1(Int32(IN_CLOEXEC))
            (self.report, self.isFull) = (report, isFull)
            if descriptor < 0 { return nil }
            Thread.detachNewThread { [self] in
                read()
            }
        }

        package func watch(_ folders: Set<WatchedFolder>) {
            let isComplete = state.withLock { state in
                state.folders = folders
                return synchronize(&state)
            }
            if !isComplete { isFull() }
        }

        /// Watches what is there now of the folders; false when the system gives no more watches.
        private func synchronize(_ state: inout State) -> Bool {
            let wanted = WatchedFolder.present(state.folders, list: Self.list, isFolder: Self.isFolder)
            for (path, watch) in state.watches where !wanted.contains(path) { forget(path, watch, &state) }
            var isComplete = true
            for path in wanted {
                // Asked for again even if it is watched: another folder may have taken its name.
                let watch = inotify_add_watch(descriptor, path, Self.mask)
                if watch < 0 {
                    if errno == ENOSPC || errno == ENOMEM { isComplete = false }
                    if let old = state.watches[path] { forget(path, old, &state) }
                } else if state.watches[path] != watch {
                    if let old = state.watches[path] { forget(path, old, &state) }
                    state.watches[path] = watch
                    state.paths[watch, default: []].insert(path)
                }
            }
            return isComplete
        }

        private func forget(_ path: String, _ watch: Int32, _ state: inout State) {
            state.watches[path] = nil
            state.paths[watch]?.remove(path)
            guard state.paths[watch]?.isEmpty == true else { return }
            state.paths[watch] = nil
            inotify_rm_watch(descriptor, watch)
        }

        private func read() {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                take(buffer[..<count])
            }
        }

        private func take(_ bytes: ArraySlice<UInt8>) {
            let head = MemoryLayout<inotify_event>.size
            var changed: [String] = [], hasMissed = false, hasOtherFolders = false
            var rest = bytes
            while rest.count >= head {
                let event = rest.withUnsafeBytes { $0.loadUnaligned(as: inotify_event.self) }
                let name = String(decoding: rest.dropFirst(head).prefix(Int(event.len)).prefix { $0 != 0 }, as: UTF8.self)
                rest = rest.dropFirst(head + Int(event.len))
                func has(_ flag: Int) -> Bool { event.mask & UInt32(flag) != 0 }
                if has(Int(IN_Q_OVERFLOW)) { hasMissed = true }
                if has(Int(IN_IGNORED) | Int(IN_DELETE_SELF) | Int(IN_MOVE_SELF)) { hasOtherFolders = true }
                guard !name.isEmpty else { continue }
                let folders = state.withLock { $0.paths[event.wd] ?? [] }
                if has(Int(IN_ISDIR)) { hasOtherFolders = true }
                for folder in folders where !(has(Int(IN_CREATE)) && Self.isBeingWritten(folder + "/" + name)) { changed.append(folder + "/" + name) }
            }
            if hasOtherFolders || hasMissed, !state.withLock({ synchronize(&$0) }) { isFull() }
            if hasMissed { report(.everythingMayHaveChanged) } else if !changed.isEmpty { report(.changed(changed)) }
        }

        /// A new file that has one name and is no link: it is told when it is closed.
        private static func isBeingWritten(_ path: String) -> Bool {
            var information = stat()
            return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG && information.st_nlink == 1
        }

        private static func isFolder(_ path: String) -> Bool {
            var information = stat()
            return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
        }

        private static func list(_ path: String) -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
    }
#endif
