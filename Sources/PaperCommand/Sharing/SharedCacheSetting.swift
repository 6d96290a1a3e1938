// Where the shared cache is, and who this machine is to it: from the environment. What is not understood is an error: a cache that is
// silently not used would be noticed weeks later.
import BuildGraph
import Foundation

/// What $PAPER_REMOTE and the variables beside it say.
struct SharedCacheSetting {
    enum Place: Equatable {
        case folder(String)
        case address(String)
    }

    static let place = "PAPER_REMOTE", mode = "PAPER_REMOTE_MODE", token = "PAPER_REMOTE_TOKEN", user = "PAPER_REMOTE_USER",
        password = "PAPER_REMOTE_PASSWORD", netrc = "PAPER_REMOTE_NETRC"

    let place: Place
    /// Nil leaves it to whether there is a key to sign with.
    let isWritten: Bool?
    let credentials: RemoteCredentials
    /// What should be told, and harms nothing.
    private(set) var warnings: [String] = []

    /// Nil when there is no shared cache. Throws `UsageError`.
    init?(_ environment: [String: String], root: String) throws {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let text = value(Self.place) else { return nil }
        place = try Self.place(text, root: root)
        switch value(Self.mode) {
        case nil: isWritten = nil
        case "read": isWritten = false
        case "write": isWritten = true
        case let other?:
            throw UsageError(what: "\(Self.mode) cannot be “\(other)”.", next: "Set it to read or write. Without it a cache is written if there is a key to sign with.")
        }
        guard case .address(let address) = place else {
            credentials = .none
            return
        }
        if let token = value(Self.token) {
            credentials = .token(token)
        } else if let user = value(Self.user) {
            credentials = .password(user: user, password: value(Self.password) ?? "")
        } else {
            let path = value(Self.netrc) ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.netrc"
            switch try Self.netrc(path, isNamed: value(Self.netrc) != nil) {
            case .readable: credentials = .netrc(path: path)
            case .absent: credentials = .none
            case .ofOthers:
                credentials = .none
                warnings.append("\(path) can be read by others, and is not used: chmod 600 \(path)")
            }
        }
        switch credentials {
        case .token, .password: try Self.requireSecrecy(address)
        case .none, .netrc: break
        }
    }

    private static func place(_ text: String, root: String) throws -> Place {
        guard text.contains(":/") else { return .folder(URL(filePath: text.hasPrefix("/") ? text : root + "/" + text).standardizedFileURL.path) }
        func refuse(_ why: String, _ next: String? = nil) -> UsageError {
            UsageError(
                what: "\(place) is not the address of a shared cache: \(text.contains("@") ? "it holds a password" : text).", why: why,
                next: next ?? "An address is like https://cache.example.org/paper, or the path of a folder.")
        }
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased() else { throw refuse("It cannot be read as a URL.") }
        guard ["http", "https"].contains(scheme) else { throw refuse("Only http and https are spoken.") }
        guard let host = url.host, !host.isEmpty else { throw refuse("It names no host.") }
        guard url.user == nil, url.password == nil else {
            throw refuse("Addresses are printed.", "Set \(user) and \(password), or \(token), or write the name and the password into ~/.netrc.")
        }
        guard url.query == nil, url.fragment == nil else { throw refuse("It has a part after ? or #.") }
        return .address(text.hasSuffix("/") ? String(text.dropLast()) : text)
    }

    private enum NetrcState { case readable, absent, ofOthers }

    private static func netrc(_ path: String, isNamed: Bool) throws -> NetrcState {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if isNamed { throw UsageError(what: "\(netrc) names a file that is not there: \(path).", next: "Put it there, or unset \(netrc).") }
            return .absent
        }
        if status.st_mode & 0o077 == 0 { return .readable }
        if isNamed { throw UsageError(what: "\(path) can be read by others, and holds passwords.", next: "chmod 600 \(path)") }
        return .ofOthers
    }

    /// Throws where a secret would go over a network as it is.
    private static func requireSecrecy(_ address: String) throws {
        guard let url = URLComponents(string: address), url.scheme?.lowercased() == "http", let host = url.host,
            !["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
        else { return }
        throw UsageError(
            what: "A password for \(address) would go over the network unencrypted.", next: "Use https, or a tunnel to this machine.")
    }

    func transport(_ effects: Effects) -> any RemoteTransport {
        switch place {
        case .folder(let path): FolderTransport(folder: path, files: effects.files)
        case .address(let address): CurlTransport(address: address, credentials: credentials, effects: effects)
        }
    }
}
