// Where the project is, for tests that read its files.
import Foundation

extension URL {
    /// The folder of the package that a source file belongs to: the nearest above it with a Package.swift.
    public static func project(of file: String) -> URL {
        var folder = URL(filePath: file).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder
    }
}
