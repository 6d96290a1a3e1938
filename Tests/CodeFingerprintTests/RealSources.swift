// The sources that tests are tried on: this package's, and those of the packages it has checked out.
import Foundation

struct SourceText {
    var path: String
    var bytes: [UInt8]
}

enum RealSources {
    /// The package's folder, wherever the tests are run.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func all() throws -> [SourceText] { try under("Sources") + under("Tests") + under(".build/checkouts") }

    static func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appending(path: path))) }

    /// The Swift files of a folder, in order; none when it is not there. Manifests of packages are left out.
    static func under(_ folder: String) throws -> [SourceText] {
        let url = root.appending(path: folder)
        let files = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return try files.filter { $0.hasSuffix(".swift") && !$0.hasSuffix("Package.swift") && !$0.contains("Package@") }.sorted().map {
            SourceText(path: "\(folder)/\($0)", bytes: Array(try Data(contentsOf: url.appending(path: $0))))
        }
    }
}
