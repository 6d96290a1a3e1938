// Writes a Swift file that holds one digest of everything the program is compiled from: the sources, the manifest
// and the versions of the packages it links; and the compiler's version, for the record. Paths are relative, so every checkout of the same sources agrees.
import CLibCrypto
import Foundation

@main
enum SourceDigest {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: SourceDigest PACKAGE-ROOT OUTPUT.swift\n".utf8))
            exit(64)
        }
        let root = URL(filePath: arguments[1], directoryHint: .isDirectory)
        var context = SHA256_CTX()
        SHA256_Init(&context)
        for path in try sourcePaths(under: root) {
            add(Data(path.utf8), to: &context)
            add(try Data(contentsOf: root.appending(path: path)), to: &context)
        }
        for version in try packageVersions(root) { add(Data(version.utf8), to: &context) }
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256_Final(&digest, &context)
        let hexadecimal = digest.map { String(format: "%02x", $0) }.joined()
        let text = """
            /// The digest of the sources this program was compiled from.
            let codeDigest = "\(hexadecimal)"
            /// The compiler it was compiled with.
            let compilerVersion = "\(compilerVersion())"

            """
        try text.write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }

    /// The first line of `swiftc --version`; "unknown" when it cannot be asked.
    static func compilerVersion() -> String {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swiftc", "--version"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "unknown" }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").first.map { $0.filter { $0 != "\"" && $0 != "\\" } } ?? "unknown"
    }

    /// Adds length-prefixed bytes, so that no two lists of files run together to the same bytes.
    static func add(_ data: Data, to context: inout SHA256_CTX) {
        withUnsafeBytes(of: UInt64(data.count).littleEndian) { _ = SHA256_Update(&context, $0.baseAddress, 8) }
        data.withUnsafeBytes { _ = SHA256_Update(&context, $0.baseAddress, $0.count) }
    }

    /// `Package.swift` and every visible file under `Sources`, relative to the root, in the order of their bytes.
    static func sourcePaths(under root: URL) throws -> [String] {
        let sources = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "Sources").path)
            .map { "Sources/" + $0 }
            .filter { path in
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
                return exists && !isFolder.boolValue && !path.split(separator: "/").contains { $0.hasPrefix(".") }
            }
        return ["Package.swift"] + sources.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// "name version" of each resolved package. The rest of `Package.resolved` (addresses, revisions) says where a
    /// package came from, not what it is.
    static func packageVersions(_ root: URL) throws -> [String] {
        struct Resolved: Decodable {
            struct Pin: Decodable {
                struct State: Decodable { var version: String?, branch: String?, revision: String? }
                var identity: String, state: State
            }
            var pins: [Pin]
        }
        let file = root.appending(path: "Package.resolved")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return try JSONDecoder().decode(Resolved.self, from: data).pins
            .map { "\($0.identity) \($0.state.version ?? $0.state.branch ?? $0.state.revision ?? "")" }
            .sorted()
    }
}
