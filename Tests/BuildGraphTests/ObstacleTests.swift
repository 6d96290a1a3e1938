// What is no file, or too large a one, in the place of a file: refused at once, and by name.
import BuildGraph
import Foundation
import Testing

@Suite struct ObstacleTests {
    let files = RealFileSystem()
    let folder: String

    init() throws { folder = try RealFileSystem().makeScratchFolder() }

    private func put(_ obstacle: String) throws -> String {
        let path = "\(folder)/\(obstacle)"
        switch obstacle {
        case "folder": try files.makeFolder(path)
        case "pipe": #expect(mkfifo(path, 0o600) == 0)
        case "device": #expect(symlink("/dev/zero", path) == 0)
        case "link": #expect(symlink(path, path) == 0)
        default:
            // A sparse file of 60 GB.
            try files.write([1], to: path)
            #expect(truncate(path, 60_000_000_000) == 0)
        }
        return path
    }

    static let all = ["folder", "pipe", "device", "link", "large"]

    @Test(arguments: all) func readingIsRefusedByName(_ obstacle: String) throws {
        let path = try put(obstacle)
        let error = #expect(throws: FileError.self) { try files.read(path) }
        let report = ErrorReport(try #require(error))
        #expect(report.what.contains(path), "\(report)")
        #expect(report.next != nil, "\(report)")
        try files.removeAll(folder)
        #expect(try files.status(folder) == nil)
    }

    @Test(arguments: all.dropLast()) func writingAppendingAndLockingAreRefusedByName(_ obstacle: String) throws {
        let path = try put(obstacle)
        let attempts: [() throws -> Void] = [
            { try files.write([1], to: path) }, { try files.append([1], to: path) }, { _ = try files.lock(path) },
            { _ = try files.tryLock(path, .shared) },
        ]
        for attempt in attempts {
            let error = #expect(throws: FileError.self) { try attempt() }
            #expect(error.map { ErrorReport($0).what.contains(path) } == true, "\(String(describing: error))")
        }
    }

    @Test func aFileIsReadUpToItsLimitAndNotBeyond() throws {
        let path = "\(folder)/text"
        try files.write([UInt8](repeating: 65, count: 100), to: path)
        #expect(try files.read(path, atMost: 100).count == 100)
        let error = #expect(throws: FileError.self) { try files.read(path, atMost: 99) }
        #expect(error?.obstacle == .largeFile(size: 100, limit: 99))
    }

    @Test func aValueWhosePlaceIsTakenIsMadeAgain() throws {
        let store = "\(folder)/store", roots = [AnyInput(Series(name: "series", count: 1000))]
        func build() throws -> BuildOutcome {
            let effects = Effects.live(root: folder), graph = try Graph(roots: roots.map(\.node))
            let context = BuildContext(
                graph: graph, store: try Store(folder: store, effects: effects), code: CodeFingerprints(everything: Digest(of: "code".utf8)))
            return try Scheduler(context, options: BuildOptions(machine: effects.machine)).run(Array(graph.nodes.indices))
        }
        let output = try #require(build().items[0].output).hexadecimal
        let path = "\(store)/objects/\(output.prefix(2))/\(output.dropFirst(2))"
        for put in [{ try files.makeFolder(path) }, { #expect(mkfifo(path, 0o600) == 0) }] as [() throws -> Void] {
            try files.remove(path)
            try put()
            let outcome = try build()
            #expect(outcome.succeeded)
            #expect(try outcome.bytes(of: roots[0].node).count > 8000)
            #expect(try build().ran.isEmpty)
        }
    }
}
