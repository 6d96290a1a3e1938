// The real preview of the example paper, on a port of its own.
import BuildGraph
import Foundation
import TestSupport
import Testing

final class RunningPreview {
    let project: ExampleProject
    let address: String
    let program: SpawnedBuild

    /// Starts it and waits until it serves.
    init(_ project: ExampleProject, _ arguments: [String] = [], program path: String = ExampleProject.program, environment: [String: String] = [:]) throws {
        self.project = project
        let program = try SpawnedBuild(["preview", "--project", project.folder, "--no-open"] + arguments, program: path, environment: environment)
        self.program = program
        try program.wait { program.output.contains("http://localhost:") || program.output.contains("✗") }
        let line = program.output.split(separator: "\n").first { $0.hasPrefix("http://localhost:") }
        address = try #require(line.map(String.init), "\(program.output)")
    }

    var port: UInt16 { UInt16(address.dropLast().split(separator: ":").last ?? "") ?? 0 }

    /// Waits until a build that was started after so many has ended: the terminal has a line per build.
    func waitForBuilds(_ count: Int) throws {
        try program.wait { builds.count >= count }
    }

    /// The lines of builds that have ended.
    var builds: [Substring] {
        program.output.split(separator: "\n").filter { $0.hasPrefix("✓ ") && !$0.contains("compiled:") || $0.hasPrefix("✗ ") && $0.contains("  failed") }
    }

    /// Ends it as Ctrl-C does; the exit status.
    func interrupt() -> Int32? {
        program.signal(SIGINT)
        return program.wait()
    }

    /// What one request is answered with: the status and the rest.
    func ask(_ path: String, method: String = "GET", headers: [String] = []) throws -> (status: Int, text: String) {
        let host = headers.contains { $0.lowercased().hasPrefix("host:") } ? [] : ["Host: localhost:\(port)"]
        let answer = try RawConnection(port: port).exchange(([("\(method) \(path) HTTP/1.1")] + host + headers).joined(separator: "\r\n") + "\r\n\r\n")
        return (Int(answer.split(separator: " ").dropFirst().first ?? "") ?? 0, answer)
    }
}

/// A connection to a port of this machine, to send whatever one likes.
final class RawConnection {
    let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(code == 0, "port \(port): \(String(cString: strerror(errno)))")
    }

    deinit { close(descriptor) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What comes until the other side ends, or says nothing for so many seconds.
    func receive(within seconds: Double = 5, until isEnough: (String) -> Bool = { _ in false }) -> String {
        var all: [UInt8] = [], bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var polls = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
            guard poll(&polls, 1, Int32(seconds * 1000)) > 0 else { break }
            let count = recv(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { break }
            all += bytes[..<count]
            if isEnough(String(decoding: all, as: UTF8.self)) { break }
        }
        return String(decoding: all, as: UTF8.self)
    }

    func exchange(_ text: String) -> String {
        send(text)
        return receive()
    }
}
