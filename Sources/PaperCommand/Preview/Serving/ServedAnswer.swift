// What the preview answers. Every answer ends its connection, is stored by nobody, and tells browsers to let no other site near it.

/// An answer to one request.
package struct ServedAnswer: Equatable {
    package enum Status: String {
        case ok = "200 OK"
        case malformed = "400 Bad Request"
        case forbidden = "403 Forbidden"
        case notFound = "404 Not Found"
        case methodNotAllowed = "405 Method Not Allowed"
        case timeout = "408 Request Timeout"
        case tooLarge = "431 Request Header Fields Too Large"
        case failed = "500 Internal Server Error"
        case unknownVersion = "505 HTTP Version Not Supported"
    }

    package var status: Status
    package var mediaType: String
    package var body: [UInt8]
    /// It goes on with every message until one of the two ends it.
    package var isStream = false

    package init(_ status: Status, _ mediaType: String = "text/plain; charset=utf-8", body: [UInt8]) {
        (self.status, self.mediaType, self.body) = (status, mediaType, body)
    }

    /// A sentence instead of a file.
    package init(_ status: Status, _ text: String) { self.init(status, body: Array((text + "\n").utf8)) }

    /// Messages from the server, as `EventSource` reads them.
    package static var messages: ServedAnswer {
        var answer = ServedAnswer(.ok, "text/event-stream; charset=utf-8", body: Array("retry: 500\n\n".utf8))
        answer.isStream = true
        return answer
    }

    /// The answer on the wire.
    package func bytes(withBody: Bool) -> [UInt8] {
        var lines = ["HTTP/1.1 \(status.rawValue)", "Content-Type: \(mediaType)", "Connection: close"] + Self.precautions
        if !isStream { lines.append("Content-Length: \(body.count)") }
        if status == .methodNotAllowed { lines.append("Allow: GET, HEAD") }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (withBody ? body : [])
    }

    /// The page is one file with its style and script in it: nothing else needs to be allowed.
    private static let precautions = [
        "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
        "Cross-Origin-Opener-Policy: same-origin", "X-Frame-Options: DENY",
        "Content-Security-Policy: default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ]
}

extension ServedAnswer {
    /// The answer to what was not read as a request.
    package init(_ refusal: ReadRequest.Refusal) {
        switch refusal {
        case .malformed: self.init(.malformed, "This is not a request of HTTP/1.1.")
        case .tooLarge: self.init(.tooLarge, "The head of the request is too large.")
        case .unknownVersion: self.init(.unknownVersion, "Only HTTP/1.1 is spoken here.")
        case .hasBody: self.init(.malformed, "A request with a body is not expected here.")
        }
    }
}
