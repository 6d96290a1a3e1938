// A real server of the simple HTTP cache of build tools: cache-server.py, beside this file.
import BuildGraph
import Foundation

/// A server in a process of its own, which ends with this value.
public final class CacheServer: Sendable {
    public let folder: String
    public let address: String
    private let log: String
    private let cancellation = Cancellation()

    /// Whether this machine has Python.
    public static let isAvailable = SystemProcessRunner.find("python3") != nil

    /// The server did not start.
    public struct NotStarted: Error {}

    /// - Parameters:
    ///   - mode: what it does wrong: see the script.
    ///   - folder: what it serves; one of its own if nil.
    ///   - certificate: a file with a key and a certificate, to speak HTTPS.
    public init(_ mode: String = "good", folder: String? = nil, token: String? = nil, certificate: String? = nil) throws {
        let own = try RealFileSystem().makeScratchFolder()
        self.folder = folder ?? own + "/content"
        log = own + "/log"
        try RealFileSystem().makeFolder(self.folder)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cache-server.py").path
        var arguments = [script, self.folder, "--mode", mode, "--log", log]
        if let token { arguments += ["--token", token] }
        if let certificate { arguments += ["--certificate", certificate] }
        let command = Command("python3", arguments, timeLimit: .infinity)
        Thread.detachNewThread { [cancellation] in _ = try? SystemProcessRunner().run(command, until: cancellation) }
        var port = ""
        for _ in 0..<800 where port.isEmpty {
            Thread.sleep(forTimeInterval: 0.025)
            let lines = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
            if lines.count > 1 { port = String(lines[0]) }
        }
        address = "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)"
        if port.isEmpty {
            cancellation.cancel()
            throw NotStarted()
        }
    }

    /// METHOD PATH STATUS of each request so far.
    public var requests: [String] {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").dropFirst().map(String.init)
    }

    /// What it keeps, as `ac/…` and `cas/…`.
    public var files: [String] {
        ["ac", "cas"].flatMap { kind in ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(kind)")) ?? []).map { "\(kind)/\($0)" } }.sorted()
    }

    deinit { cancellation.cancel() }
}
