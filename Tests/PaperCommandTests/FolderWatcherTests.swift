// What is watched, and that no change of it is missed: in memory by looking, on the disk by inotify.
import BuildGraph
import Foundation
import PaperCommand
import Synchronization
import TestSupport
import Testing

@Suite struct FolderWatcherTests {
    /// What a watcher has reported, and how to wait for it.
    final class Reports: Sendable {
        private let paths = Mutex<[String]>([])
        var all: [String] { paths.withLock { $0 } }
        func take(_ report: FolderReport) {
            if case .changed(let changed) = report { paths.withLock { $0 += changed } } else { paths.withLock { $0.append("everything") } }
        }
        func forget() { paths.withLock { $0 = [] } }

        /// Waits until a path was reported.
        func wait(for path: String) -> Bool {
            for _ in 0..<500 {
                if all.contains(path) { return true }
                usleep(10_000)
            }
            return false
        }
    }

    @Test func whatMattersIsSortedByWhatItAsksFor() {
        let files = WatchedFiles(root: "/p", outputFolder: "/p/build", declared: ["/p/paper/a.md", "/p/figures/style.gp", "/data/mnist/images"])
        func kind(_ path: String) -> WatchedFiles.Kind? { files.kind(of: path) }
        #expect(kind("/p/paper/a.md") == .contents && kind("/p/figures/new.gp") == .contents && kind("/data/mnist/images") == .contents)
        #expect(kind("/p/Sources/A/B.swift") == .sources && kind("/p/Package.swift") == .sources && kind("/p/Sources") == .sources)
        #expect(kind("/p/build/paper.html") == .page && kind("/p/build/paper.md") == nil && kind("/p/build/.lock") == nil)
        #expect(kind("/p/README.md") == nil && kind("/p/docs/a.md") == nil && kind("/data/mnist/other") == nil && kind("/elsewhere") == nil)
        for temporary in ["/p/paper/.a.md.swp", "/p/paper/a.md~", "/p/paper/#a.md#", "/p/paper/4913", "/p/paper/a.tmp", "/p/Sources/.B.swift.sw1"] { #expect(kind(temporary) == nil, "\(temporary)") }
        // A folder that comes or goes with files of the paper in it.
        #expect(kind("/p/paper") == .contents && kind("/p/figures") == .contents && kind("/p/docs") == nil)
    }

    @Test func theFoldersAboveAreWatchedUpToTheProject() {
        let files = WatchedFiles(root: "/p", outputFolder: "/p/build/smoke", declared: ["/p/paper/P1/x/a.md", "/data/mnist/images"])
        #expect(files.watched == [
            WatchedFolder("/p"), WatchedFolder("/p/build/smoke"), WatchedFolder("/p/Sources", isDeep: true), WatchedFolder("/p/paper/P1/x"), WatchedFolder("/p/paper/P1"), WatchedFolder("/p/paper"),
            WatchedFolder("/data/mnist"),
        ])
    }

    @Test func aLookFindsWhatWasWrittenCameAndWent() throws {
        let clock = ManualClock(), files = MemoryFileSystem(clock: clock), reports = Reports()
        try files.makeFolder("/p/Sources/A/Deep")
        try files.makeFolder("/p/paper/below")
        try files.write([1], to: "/p/paper/a.md")
        try files.write([1], to: "/p/Sources/A/Deep/a.swift")
        let watcher = PollingWatcher(files: files) { reports.take($0) }
        watcher.watch([WatchedFolder("/p/paper"), WatchedFolder("/p/Sources", isDeep: true)])
        watcher.look()
        #expect(reports.all == [])
        clock.advance(1)
        try files.write([2], to: "/p/paper/a.md")
        try files.write([2], to: "/p/Sources/A/Deep/a.swift")
        try files.write([2], to: "/p/paper/below/not-watched.md")
        watcher.look()
        #expect(reports.all == ["/p/Sources/A/Deep/a.swift", "/p/paper/a.md"])
        reports.forget()
        try files.rename("/p/paper/a.md", to: "/p/paper/b.md")
        try files.makeFolder("/p/Sources/New")
        try files.write([1], to: "/p/Sources/New/b.swift")
        watcher.look()
        #expect(reports.all == ["/p/Sources/New", "/p/Sources/New/b.swift", "/p/paper/a.md", "/p/paper/b.md"])
        reports.forget()
        watcher.look()
        #expect(reports.all == [])
    }

    #if os(Linux)
        @Test func theSystemTellsOfEveryWayToChangeAFile() throws {
            let folder = try RealFileSystem().makeScratchFolder(), reports = Reports()
            func write(_ path: String, _ text: String = "x") throws { try text.write(toFile: "\(folder)/\(path)", atomically: false, encoding: .utf8) }
            try FileManager.default.createDirectory(atPath: folder + "/paper", withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: folder + "/Sources/A", withIntermediateDirectories: true)
            try write("paper/a.md")
            let watcher = try #require(InotifyWatcher(isFull: {}) { reports.take($0) })
            watcher.watch([WatchedFolder(folder), WatchedFolder(folder + "/paper"), WatchedFolder(folder + "/Sources", isDeep: true), WatchedFolder(folder + "/later")])
            func expect(_ path: String, _ change: () throws -> Void) rethrows {
                reports.forget()
                try change()
                #expect(reports.wait(for: "\(folder)/\(path)"), "\(path): \(reports.all)")
            }
            try expect("paper/a.md") { try write("paper/a.md", "in place") }
            try expect("paper/a.md") { try "atomically".write(toFile: folder + "/paper/a.md", atomically: true, encoding: .utf8) }
            try expect("paper/a.md") { try write("paper/a.md", "in place, of the new file") }
            try expect("paper/a.md") { try FileManager.default.removeItem(atPath: folder + "/paper/a.md") }
            try expect("paper/a.md") { try FileManager.default.createSymbolicLink(atPath: folder + "/paper/a.md", withDestinationPath: "b.md") }
            try expect("paper/hard.md") { try FileManager.default.linkItem(atPath: folder + "/Sources/../paper/a.md", toPath: folder + "/paper/hard.md") }
            // Folders that come later, in depth and as one that was waited for, with files that may be older than their watch.
            try expect("Sources/A/New") { try FileManager.default.createDirectory(atPath: folder + "/Sources/A/New", withIntermediateDirectories: true) }
            try expect("Sources/A/New/b.swift") { try write("Sources/A/New/b.swift") }
            try expect("later") { try FileManager.default.createDirectory(atPath: folder + "/later", withIntermediateDirectories: true) }
            try expect("later/c.csv") { try write("later/c.csv") }
            // A folder that is replaced, as by a checkout.
            try expect("paper") {
                try FileManager.default.moveItem(atPath: folder + "/paper", toPath: folder + "/old")
                try FileManager.default.createDirectory(atPath: folder + "/paper", withIntermediateDirectories: true)
            }
            try expect("paper/a.md") { try write("paper/a.md") }
            // What is no more watched is not told.
            watcher.watch([WatchedFolder(folder + "/later")])
            reports.forget()
            try write("paper/a.md", "unwatched")
            try expect("later/c.csv") { try write("later/c.csv", "again") }
            #expect(!reports.all.contains("\(folder)/paper/a.md"))
        }
    #endif

    @Test func editorsFilesAreNamedOnlyWhereThereIsNothingElse() {
        let files = WatchedFiles(root: "/p", outputFolder: "/p/build", declared: ["/p/paper/a.md"])
        #expect(files.names(of: ["/p/paper/sedX", "/p/paper/a.md"]) { _ in false } == ["paper/a.md"])
        #expect(files.names(of: ["/p/paper/gone.md"]) { _ in false } == ["paper/gone.md"])
    }
}
