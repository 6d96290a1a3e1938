// A shared cache behind HTTP, by curl: one process for each batch, whose requests share a few connections. curl reads what it is to do
// from its standard input, and no file of the user's.
import Foundation

/// A server that keeps objects under `cas/` and records under `ac/`, for GET, HEAD and PUT.
public struct CurlTransport: RemoteTransport {
    public let name: String
    private let address: String
    private let credentials: RemoteCredentials
    private let effects: Effects

    /// Requests that are under way at the same time.
    private static let width = 16
    /// Seconds that a connection may take: where a build waits for it, and in the background.
    private static let connecting = 1.0, connectingBehind = 10.0
    /// Seconds without a byte after which an upload is given up.
    private static let stall = 5

    /// - Parameter address: begins with `http://` or `https://`; without credentials.
    public init(address: String, credentials: RemoteCredentials = .none, effects: Effects) {
        name = address
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.credentials = credentials
        self.effects = effects
    }

    public func get(_ downloads: [RemoteDownload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        run(downloads.count, within: seconds, until: cancellation) { number in
            let download = downloads[number]
            var request = request(download.item)
            request.set("output", download.file)
            request.set("max-filesize", "\(download.limit)")
            request.set("max-time", Self.decimal(min(download.seconds, seconds)))
            if download.isResumed { request.set("continue-at", "-") }
            return request
        }
    }

    public func find(_ items: [RemoteItem], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        run(items.count, within: seconds, until: cancellation) { number in
            var request = request(items[number], connecting: Self.connectingBehind)
            request.set("head")
            request.set("output", "/dev/null")
            return request
        }
    }

    public func put(_ uploads: [RemoteUpload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        run(uploads.count, within: seconds, until: cancellation) { number in
            var request = request(uploads[number].item, connecting: Self.connectingBehind)
            request.set("upload-file", uploads[number].file)
            request.set("output", "/dev/null")
            // Without it curl waits a second for servers that do not know what "Expect" means.
            request.set("header", "Expect:")
            request.set("header", "Content-Type: application/octet-stream")
            request.set("speed-limit", "1")
            request.set("speed-time", "\(Self.stall)")
            return request
        }
    }

    private func request(_ item: RemoteItem, connecting: Double = Self.connecting) -> CurlRequest {
        var request = CurlRequest()
        request.set("url", "\(address)/\(item.path)")
        for option in ["silent", "fail", "globoff"] { request.set(option) }
        // No file of the machine, and no other protocol.
        request.set("proto", "=http,https")
        request.set("connect-timeout", Self.decimal(connecting))
        switch credentials {
        case .none: break
        case .token(let token): request.set("oauth2-bearer", token)
        case .password(let user, let password): request.set("user", "\(user):\(password)")
        case .netrc(let path):
            request.set("netrc-optional")
            request.set("netrc-file", path)
        }
        return request
    }

    private func run(
        _ count: Int, within seconds: Double, until cancellation: Cancellation, _ request: (Int) -> CurlRequest
    ) -> [RemoteAnswer] {
        guard count > 0 else { return [] }
        let requests = (0..<count).map { number in
            var request = request(number)
            request.set("write-out", CurlReport.format(number))
            return request.text
        }
        // curl ends by itself in time; this is for one that does not.
        let command = Command.hermetic(
            "curl", ["--disable", "--silent", "--no-progress-meter", "--parallel", "--parallel-max", "\(Self.width)", "--config", "-"],
            standardInput: Array(requests.joined(separator: "next\n").utf8), timeLimit: seconds + 0.1)
        do {
            let result = try effects.processes.run(command, until: cancellation)
            let reports = CurlReport.reports(in: result.errorText)
            return (0..<count).map { reports[$0]?.answer ?? .trouble(Self.trouble(result)) }
        } catch CommandError.notFound { return Array(repeating: .trouble(.noProgram("curl")), count: count) } catch {
            return Array(repeating: .trouble(.other(ErrorReport(error).summary)), count: count)
        }
    }

    /// Why a request has no report.
    private static func trouble(_ result: CommandResult) -> RemoteTrouble {
        guard case .exited(let status) = result.ending, status == 2 else { return .noAnswer }
        return .other("curl does not know an option: 7.66 or later is needed")
    }

    private static func decimal(_ seconds: Double) -> String { String(format: "%.3f", max(0.05, min(seconds, 1e6))) }
}

/// One request, in the words of curl's configuration.
struct CurlRequest {
    private(set) var text = ""

    mutating func set(_ option: String) { text += option + "\n" }

    mutating func set(_ option: String, _ value: String) {
        let escapes: [Character: String] = ["\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{0B}": "\\v"]
        text += "\(option) = \"\(value.map { escapes[$0] ?? String($0) }.joined())\"\n"
    }
}
