// A small HTTP server on this machine, for downloads that go wrong in every way.
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Serves bytes at paths; counts requests; can cut answers short, refuse, or ignore ranges.
public final class LocalServer: Sendable {
    public struct Behaviour: Sendable {
        public var files: [String: [UInt8]]
        /// The connection ends after so many bytes of an answer's body, as often as this is set.
        public var cutAfter: [Int]
        public var honoursRanges: Bool
        /// Announces how long an answer is.
        public var tellsSize: Bool
        /// Seconds before the last byte of an answer is sent.
        public var delay: Double

        public init(
            files: [String: [UInt8]] = [:], cutAfter: [Int] = [], honoursRanges: Bool = true, tellsSize: Bool = true, delay: Double = 0
        ) {
            self.files = files
            self.cutAfter = cutAfter
            self.honoursRanges = honoursRanges
            self.tellsSize = tellsSize
            self.delay = delay
        }
    }

    private let port: UInt16
    private let socketDescriptor: Int32
    private let state: Mutex<(behaviour: Behaviour, requests: [(path: String, from: Int)])>

    public var address: String { "http://127.0.0.1:\(port)/" }
    public var requests: [(path: String, from: Int)] { state.withLock { $0.requests } }

    public init(_ behaviour: Behaviour) {
        state = Mutex((behaviour, []))
        let socketDescriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                var size = length
                _ = bind(socketDescriptor, address, length)
                _ = listen(socketDescriptor, 8)
                _ = getsockname(socketDescriptor, address, &size)
            }
        }
        self.socketDescriptor = socketDescriptor
        port = UInt16(bigEndian: place.sin_port)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(socketDescriptor, nil, nil)
                // Closed here alone: were it closed by `deinit`, its number could be another socket's when it is next accepted from.
                guard connection >= 0 else { return _ = close(socketDescriptor) }
                self?.answer(connection)
                shutdown(connection, Int32(SHUT_RDWR))
                close(connection)
            }
        }
    }

    deinit { shutdown(socketDescriptor, Int32(SHUT_RDWR)) }

    private func answer(_ connection: Int32) {
        var request: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return }
            request += chunk[..<count]
        }
        let lines = String(decoding: request, as: UTF8.self).components(separatedBy: "\r\n")
        let path = String(lines[0].split(separator: " ")[1].dropFirst())
        let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
        let from = range.flatMap { Int($0.dropFirst(13).split(separator: "-")[0]) } ?? 0
        let (behaviour, cut) = state.withLock { state in
            state.requests.append((path, from))
            return (state.behaviour, state.behaviour.cutAfter.isEmpty ? nil : state.behaviour.cutAfter.removeFirst())
        }
        guard let file = behaviour.files[path] else { return send(connection, Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8)) }
        let start = behaviour.honoursRanges ? from : 0
        guard start < file.count || file.isEmpty else {
            return send(connection, Array("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n".utf8))
        }
        let body = Array(file[start...])
        let head =
            start > 0
            ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes \(start)-\(file.count - 1)/\(file.count)\r\n" : "HTTP/1.1 200 OK\r\n"
        let size = behaviour.tellsSize ? "Content-Length: \(body.count)\r\n" : "Connection: close\r\n"
        let answer = Array("\(head)\(size)\r\n".utf8) + body.prefix(cut ?? body.count)
        guard behaviour.delay > 0 else { return send(connection, answer) }
        send(connection, Array(answer.dropLast()))
        Thread.sleep(forTimeInterval: behaviour.delay)
        send(connection, Array(answer.suffix(1)))
    }

    private func send(_ connection: Int32, _ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(connection, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            sent += count
        }
    }
}
