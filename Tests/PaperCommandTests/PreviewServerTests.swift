// The real command's server: who is answered, what is served, and that nobody holds it up.
import BuildGraph
import Foundation
import PaperCommand
import Synchronization
import TestSupport
import Testing

@Suite struct PreviewServerTests {
    private let project: ExampleProject

    init() throws { project = try ExampleProject() }

    @Test func onlyThePageAndWhatIsPublishedBesideItIsServedAndOnlyToThisMachine() throws {
        let preview = try RunningPreview(project)
        try preview.waitForBuilds(1)
        let page = try preview.ask("/")
        #expect(page.status == 200 && page.text.contains("text/html") && page.text.contains("Cache-Control: no-store") && page.text.contains("paper-preview"))
        #expect(try preview.ask("/paper.html").status == 200 && preview.ask("/figures/line.svg").text.contains("Content-Type: image/svg+xml"))
        #expect(try preview.ask("/figures/line.csv").text.contains("Content-Type: text/csv") && preview.ask("/figures/line.png").text.contains("Content-Type: image/png"))
        let head = try preview.ask("/figures/line.svg", method: "HEAD")
        #expect(head.status == 200 && head.text.hasSuffix("\r\n\r\n") && !head.text.contains("Content-Length: 0"))
        // The store and what is hidden lie in the same folder.
        #expect(project.exists("build/cache") && project.exists("build/.outputs"))
        for path in ["/cache/lock", "/cache/traces.journal", "/figures", "/data.json", "/nothing.html"] { #expect(try preview.ask(path).status == 404, "\(path)") }
        for path in ["/.outputs", "/../paper/example.md", "/%2e%2e/paper/example.md", "/figures/..%2f..%2fpaper/example.md", "/figures/%00", "//etc/passwd"] {
            #expect(try preview.ask(path).status == 400, "\(path)")
        }
        try FileManager.default.createSymbolicLink(atPath: project.folder + "/build/figures/out.svg", withDestinationPath: project.folder + "/paper/example.md")
        #expect(try preview.ask("/figures/out.svg").status == 404)
        // Another name for this machine (DNS rebinding), another site, another method.
        #expect(try preview.ask("/", headers: ["Host: evil.example:\(preview.port)"]).status == 403)
        #expect(try preview.ask("/preview/messages", headers: ["Origin: https://evil.example"]).status == 403)
        #expect(try preview.ask("/", method: "POST").status == 405 && preview.ask("/", method: "DELETE").text.contains("Allow: GET, HEAD"))
        #expect(preview.interrupt() == 0)
    }

    @Test func itListensOnLoopbackAlone() throws {
        let preview = try RunningPreview(project)
        let table = try ["tcp", "tcp6"].map { try String(contentsOfFile: "/proc/net/\($0)", encoding: .utf8) }.joined(separator: "\n")
        let port = String(preview.port, radix: 16, uppercase: true)
        // The second word is the local address, the fourth is 0A for one that listens.
        var addresses: [String] = []
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 3, words[3] == "0A", words[1].hasSuffix(":\(port)") else { continue }
            addresses.append(String(words[1].dropLast(port.count + 1)))
        }
        #expect(!addresses.isEmpty && Set(addresses).isSubset(of: ["0100007F", "00000000000000000000000001000000"]), "\(addresses)")
        #expect(preview.interrupt() == 0)
    }

    @Test func slowAndSilentBrowsersAreInNobodysWay() throws {
        let preview = try RunningPreview(project)
        try preview.waitForBuilds(1)
        // More than may be connected at once, each with a part of a request; some that read nothing of what they asked for.
        let silent = try (0..<200).map { _ in
            let connection = try RawConnection(port: preview.port)
            connection.send("GET / HTTP/1.1\r\nHost: loc")
            return connection
        }
        let deaf = try (0..<8).map { _ in
            let connection = try RawConnection(port: preview.port)
            connection.send("GET / HTTP/1.1\r\nHost: localhost:\(preview.port)\r\n\r\n")
            return connection
        }
        let start = SystemClock().monotonic()
        for _ in 0..<20 { #expect(try preview.ask("/").status == 200) }
        #expect(SystemClock().monotonic() - start < 5)
        withExtendedLifetime((silent, deaf)) {}
        // Connections that end in the middle end nothing.
        for text in ["", "GET", "GET / HTTP/1.1\r\nHost: localhost:\(preview.port)\r\n\r\n", "\u{0}\u{1}\r\n\r\n"] { try RawConnection(port: preview.port).send(text) }
        #expect(try preview.ask("/").status == 200 && preview.ask("/", headers: ["A: " + String(repeating: "a", count: 20_000)]).status == 431)
        #expect(preview.interrupt() == 0)
    }

    @Test func aRequestThatDoesNotEndIsGivenUp() throws {
        var limits = ServerLimits()
        (limits.request, limits.heartbeat) = (0.2, 0.1)
        let server = try LoopbackServer(ports: 0...0, limits: limits) { $0.target == "/stream" ? .messages : ServedAnswer(.ok, "here") }
        server.start()
        defer { server.stop() }
        let slow = try RawConnection(port: server.port)
        slow.send("GET / HTTP/1.1\r\n")
        #expect(slow.receive().hasPrefix("HTTP/1.1 408"))
        // A stream has the newest state at once, every later one, and signs of life.
        server.tell("one")
        let stream = try RawConnection(port: server.port)
        stream.send("GET /stream HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        #expect(stream.receive { $0.contains("data: one\n\n") }.contains("Content-Type: text/event-stream"))
        server.tell("two")
        #expect(stream.receive { $0.contains("data: two\n\n") }.contains("data: two\n\n"))
        #expect(stream.receive { $0.contains(":\n\n") }.contains(":\n\n"))
    }

    @Test func aStreamThatIsNotReadKeepsOnlyTheNewestState() throws {
        let server = try LoopbackServer(ports: 0...0) { _ in .messages }
        server.start()
        defer { server.stop() }
        let stream = try RawConnection(port: server.port)
        stream.send("GET / HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n")
        let large = String(repeating: "x", count: 200_000)
        for number in 0..<500 {
            server.tell("\(number) \(large)")
            if number % 100 == 0 { usleep(20_000) }
        }
        // All of them would be 100 MB.
        let text = stream.receive(within: 2) { $0.hasSuffix("\n\n") && $0.contains("data: 499 ") }
        #expect(text.contains("data: 499 ") && text.utf8.count < 60_000_000)
    }

    @Test func aPortInUseIsToldAndWithoutOneTheNextIsTaken() throws {
        let first = try RunningPreview(project), second = try RunningPreview(ExampleProject())
        #expect(first.port != second.port)
        let third = try project.run(["preview", "--no-open", "--port", "\(first.port)"])
        #expect(third.ending == .exited(2) && third.errorText.contains("Port \(first.port) is in use by another program.") && third.output.isEmpty)
        #expect(first.interrupt() == 0 && second.interrupt() == 0)
    }

    @Test func aBrowserThatGoesAwayEndsNothing() throws {
        let preview = try RunningPreview(project)
        try preview.waitForBuilds(1)
        for _ in 0..<5 {
            let stream = try RawConnection(port: preview.port)
            stream.send("GET /preview/messages HTTP/1.1\r\nHost: localhost:\(preview.port)\r\n\r\n")
            #expect(stream.receive { $0.contains("\"phase\"") }.contains("data: {"))
        }
        try project.write("plot data index line using x:y with points\n", to: "figures/line.gp")
        try preview.waitForBuilds(2)
        #expect(try preview.ask("/").status == 200 && preview.interrupt() == 0)
    }
}
