// The secret key of this user: in a file that nobody else can read, or in the environment of a CI job.
import BuildGraph
import Foundation

/// Where the signing key is.
struct SigningKeyFile {
    static let variable = "PAPER_SIGNING_KEY"
    /// What the line with the key begins with.
    static let mark = "ed25519-secret"

    let path: String
    private let environment: [String: String]

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let settings = folder("XDG_CONFIG_HOME") ?? (folder("HOME") ?? NSHomeDirectory()) + "/.config"
        path = settings + "/paper/signing-key"
    }

    /// The key; nil when there is none. Throws for a file that others can read, and for what is no key.
    func key() throws -> SigningKey? {
        if let text = environment[Self.variable], !text.isEmpty {
            return try Self.parse(text, from: "$\(Self.variable)")
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            throw UsageError(
                what: "The signing key \(path) is not used: others can read or replace it.", why: "Whoever has it can sign in your name.",
                next: "chmod 600 \(path) — and if somebody may have read it, revoke it: paper cache key revoke")
        }
        return try Self.parse(String(decoding: RealFileSystem().read(path, atMost: FileLimit.text), as: UTF8.self), from: path)
    }

    private static func parse(_ text: String, from place: String) throws -> SigningKey {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard let digits = words.first == mark[...] ? words.dropFirst().first : words.first, let seed = Digest(hexadecimal: digits.lowercased()),
                let key = SigningKey(seed: seed.bytes)
            else { break }
            return key
        }
        throw UsageError(
            what: "\(place) holds no signing key.", why: "A line “\(mark)” with 64 hexadecimal digits is expected.",
            next: "`paper cache key make` makes one.")
    }

    /// Makes a key. Throws when there is one already.
    func make(comment: String) throws -> SigningKey {
        guard let key = SigningKey.random() else { throw UsageError(what: "No key could be made.", why: "libcrypto refused.") }
        try FileManager.default.createDirectory(atPath: path.parentFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // It is never there with other permissions, and never takes the place of another key.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                throw UsageError(
                    what: "There is a signing key already: \(path).", next: "`paper cache key list` shows its public half. Move it away to make another one.")
            }
            throw FileError(operation: "open", path: path, code: errno)
        }
        defer { close(descriptor) }
        let digits = key.seed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let bytes = Array("# \(comment). Keep it secret: whoever has it can sign in your name.\n\(Self.mark) \(digits)\n".utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw FileError(operation: "write", path: path, code: errno)
        }
        return key
    }
}
