// The folder that an export writes. It appears under its name when all of it is written, and not before: a full disk or an error leaves
// nothing behind.
import BuildGraph
import Foundation

package struct ExportFolder {
    private let place: String
    private let files: any FileSystem

    /// Makes a folder and has it filled.
    ///
    /// - Parameter name: a new or an empty folder.
    /// - Throws: `UsageError` for anything else, and what `fill` throws.
    package static func make<Result>(_ name: String, in files: any FileSystem, fill: (ExportFolder) throws -> Result) throws -> Result {
        let target = try path(name, in: files)
        let place = "\(target).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        do {
            try files.makeFolder(place)
            let result = try fill(ExportFolder(place: place, files: files))
            try files.remove(target)
            try files.rename(place, to: target)
            return result
        } catch {
            try? files.removeAll(place)
            throw error
        }
    }

    /// The absolute path of a folder that is new or empty.
    package static func path(_ name: String, in files: any FileSystem) throws -> String {
        var target = URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL.path
        if target.count > 1 && target.hasSuffix("/") { target.removeLast() }
        guard let status = try files.status(target) else { return target }
        guard status.isFolder else { throw UsageError(what: "\(name) is a file.", next: "Name a new or an empty folder.") }
        let present = try files.list(target)
        guard present.isEmpty else {
            throw UsageError(
                what: "\(name) is not empty.", why: "The export would be mixed with what is there: \(present.prefix(3).joined(separator: ", ")).",
                next: "Name a new or an empty folder.")
        }
        return target
    }

    package func write(_ bytes: [UInt8], to path: String) throws {
        let file = absolute(path)
        try files.makeFolder(file.parentFolder)
        try files.write(bytes, to: file)
    }

    package func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

    /// For what is written piece by piece.
    package func absolute(_ path: String) -> String { "\(place)/\(path)" }
}
