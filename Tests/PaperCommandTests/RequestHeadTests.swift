// Requests as bytes: what is read, what is refused, and that no bytes whatever lead out of the folder.
import BuildGraph
import Foundation
import PaperCommand
import TestSupport
import Testing

@Suite struct RequestHeadTests {
    private func read(_ text: String) -> ReadRequest { ReadRequest.read(Array(text.utf8)) }

    @Test func aBrowsersRequestIsRead() throws {
        let request = read("GET /figures/a.svg?1 HTTP/1.1\r\nHost: localhost:4717\r\nAccept:  */* \r\n\r\n")
        guard case .complete(let head) = request else { return #expect(Bool(false), "\(request)") }
        #expect(head.method == "GET" && head.target == "/figures/a.svg?1")
        #expect(head.values(of: "HOST") == ["localhost:4717"] && head.values(of: "accept") == ["*/*"] && head.values(of: "Origin").isEmpty)
    }

    @Test func everyBeginningOfARequestIsIncomplete() {
        let whole = "GET / HTTP/1.1\r\nHost: localhost:1\r\nA: b\r\n\r\n"
        for count in 0..<whole.utf8.count { #expect(ReadRequest.read(Array(whole.utf8.prefix(count))) == .incomplete, "\(count)") }
        // Of what follows the head nothing is looked at.
        guard case .complete = read(whole + "GET /other") else { return #expect(Bool(false)) }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n", "GET http://localhost/ HTTP/1.1\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n",
        "GET /#a HTTP/1.1\r\n\r\n", "G(T / HTTP/1.1\r\n\r\n", " / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n: a\r\n\r\n", "GET / HTTP/1.1\r\nA: \u{0}\r\n\r\n", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", "\u{16}\u{3}\u{1}",
        "GET /\u{e9} HTTP/1.1\r\n\r\n", "CONNECT localhost:1 HTTP/1.1\r\n\r\n", "OPTIONS * HTTP/1.1\r\n\r\n",
    ]) func whatIsNoRequestIsRefused(_ text: String) { #expect(read(text) == .refused(.malformed), "\(text)") }

    @Test func theRestHasItsOwnRefusals() {
        #expect(read("GET / HTTP/2.0\r\n\r\n") == .refused(.unknownVersion))
        #expect(read("GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello") == .refused(.hasBody))
        #expect(read("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") == .refused(.hasBody))
        #expect(read("GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 65) + "\r\n") == .refused(.tooLarge))
        #expect(read("GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 17_000)) == .refused(.tooLarge))
        #expect(read("GET /" + String(repeating: "a", count: 3000)) == .refused(.tooLarge))
    }

    @Test(arguments: [
        "/..", "/../a", "/figures/../paper.html", "/%2e%2e/a", "/%2E%2E/%2e%2e/etc/passwd", "/figures/%2e%2e%2fpaper.html", "/..%2f..%2fetc/passwd", "/figures%2f..%2fa", "/%2fetc/passwd",
        "/a%00.html", "/a%0a", "/.outputs", "/figures/.lock", "/%2eoutputs", "/a\\b", "/a%5c..%5cb", "//etc/passwd", "/figures//a.svg", "/a%", "/a%4", "/a%zz", "/%ff", "/%c0%ae%c0%ae/a", "/figures/",
        "/./a", "a", "", "*", "/" + String(repeating: "a", count: 256),
    ]) func noPathLeadsAnywhereButDown(_ target: String) { #expect(ServedPath.components(of: target) == nil, "\(target)") }

    @Test func plainPathsAreDecodedOnce() {
        #expect(ServedPath.components(of: "/figures/a%20b.svg?x=../y") == ["figures", "a b.svg"])
        #expect(ServedPath.components(of: "/a%252e%252e") == ["a%2e%2e"])
        #expect(ServedPath.components(of: "/%C3%A4.png") == ["ä.png"])
    }

    @Test func onlyThisMachineUnderItsOwnNamesIsAnswered() {
        func status(_ headers: [(String, String)], _ method: String = "GET") -> ServedAnswer.Status? {
            LoopbackPolicy(port: 4717).refusal(of: RequestHead(method: method, target: "/", headers: headers.map { ($0.0.lowercased(), $0.1) }))?.status
        }
        for host in ["localhost:4717", "LOCALHOST:4717", "127.0.0.1:4717", "[::1]:4717"] { #expect(status([("Host", host)]) == nil, "\(host)") }
        for host in ["evil.example:4717", "localhost", "localhost:80", "127.0.0.1", "127.0.0.1.evil.example:4717", "localhost:4717.evil.example", "0.0.0.0:4717", "", "localhost:4717, evil.example"] {
            #expect(status([("Host", host)]) == .forbidden, "\(host)")
        }
        #expect(status([]) == .malformed && status([("Host", "localhost:4717"), ("Host", "localhost:4717")]) == .malformed)
        let host = ("Host", "localhost:4717")
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] { #expect(status([host], method) == .methodNotAllowed) }
        #expect(status([host], "HEAD") == nil && status([host, ("Origin", "http://localhost:4717")]) == nil)
        for origin in ["https://evil.example", "null", "https://localhost:4717", "http://localhost:4718", "http://localhost"] { #expect(status([host, ("Origin", origin)]) == .forbidden, "\(origin)") }
        #expect(status([host, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")]) == .forbidden)
        #expect(status([host, ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "cors")]) == .forbidden)
        // A link on another page, an address that was typed, and the page's own parts.
        #expect(status([host, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")]) == nil)
        #expect(status([host, ("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate")]) == nil)
        #expect(status([host, ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "cors")]) == nil)
        // The port that is HTTP's own is not written.
        #expect(LoopbackPolicy(port: 80).refusal(of: RequestHead(method: "GET", target: "/", headers: [("host", "localhost")])) == nil)
    }

    /// Requests put together from hostile pieces: whatever is answered with a file is answered with one of the folder.
    @Test func noRequestReadsWhatIsNotServed() throws {
        let folder = try RealFileSystem().makeScratchFolder()
        func write(_ text: String, _ path: String) throws {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(path)".parentFolder, withIntermediateDirectories: true)
            try text.write(toFile: "\(folder)/\(path)", atomically: false, encoding: .utf8)
        }
        try write("public page", "build/paper.html")
        try write("public figure", "build/figures/a.svg")
        for path in ["secret", "build/cache/objects/x", "build/.outputs", "build/figures/.x", "build/other", "build/smoke/paper.html"] { try write("secret", path) }
        for (link, place) in [("build/figures/link.svg", "../../secret"), ("build/tables", ".."), ("build/claims.json", "../secret"), ("build/figures/up", "../..")] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(link)", withDestinationPath: place)
        }
        let served = ServedFolder(path: folder + "/build", names: ["paper.html", "figures", "tables", "claims.json", ".outputs"])
        let pages = PreviewPages(folder: served, title: "A paper"), policy = LoopbackPolicy(port: 1)
        var random = SplitMix(state: 17)
        let pieces = [
            "figures", "a.svg", "paper.html", "..", ".", "%2e%2e", "%2e", "%2f", "/", "//", "\\", "%5c", "%00", "secret", "cache", "objects", "x", ".outputs", ".x", "link.svg", "tables", "up", "claims.json", "build",
            "%252e%252e", "?", "etc", "passwd", "smoke", "other", ";", "%c0%af", "~", "*",
        ]
        var answered = 0
        for _ in 0..<20_000 {
            var target = "/"
            for _ in 0..<random.next(in: 0...5) { target += random.element(of: pieces) + (random.next(in: 0...1) == 0 ? "/" : "") }
            guard case .complete(let head) = read("GET \(target) HTTP/1.1\r\nHost: localhost:1\r\n\r\n") else { continue }
            let answer = policy.refusal(of: head) ?? pages.answer(head)
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("secret"), "\(target)")
            if answer.status == .ok { answered += 1 }
        }
        #expect(answered > 100)
        for path in ["/figures/link.svg", "/tables/secret", "/claims.json", "/figures/up/secret", "/figures"] {
            #expect(pages.answer(RequestHead(method: "GET", target: path, headers: [])).status == .notFound, "\(path)")
        }
    }

    @Test func noBytesBreakTheReader() {
        var random = SplitMix(state: 4)
        let alphabet = Array("GET / HTTP/1.1\r\n:%. \u{0}".utf8) + [0xff, 0xc3]
        for _ in 0..<20_000 {
            let bytes = (0..<random.next(in: 0...59)).map { _ in random.element(of: alphabet) }
            if case .complete(let head) = ReadRequest.read(bytes + Array("\r\n\r\n".utf8)) { #expect(head.target.hasPrefix("/")) }
        }
    }
}
