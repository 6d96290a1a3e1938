// The state of the project's repository that a page was made from.
import Foundation

/// A commit, and whether the files were those of the commit.
public struct Revision: Sendable, Equatable {
    public let commit: String
    /// When it was committed: "2026-11-28".
    public let date: String
    public let isClean: Bool
    /// Where the repository is published; nil where that is no address on the web.
    public let address: String?

    /// - Parameters:
    ///   - log: of `git log -1 --format=%H%n%cs`.
    ///   - isClean: whether the files are those of the commit.
    ///   - remote: of `git remote get-url origin`.
    public init?(log: String, isClean: Bool, remote: String) {
        let lines = log.split(separator: "\n").map(String.init)
        guard lines.count == 2, lines[0].count >= 40, lines[0].allSatisfy(\.isHexDigit) else { return nil }
        (commit, date) = (lines[0], lines[1])
        self.isClean = isClean
        address = Self.published(remote.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    package var shortCommit: String { String(commit.prefix(8)) }

    /// "ff2cbae0 of 2026-11-28, with changes that are not committed"
    package var html: String {
        "<code>\(shortCommit)</code> of <time>\(HTMLText.escaped(date))</time>, \(isClean ? "nothing changed since" : "with changes that are not committed")"
    }

    /// An address on the web, without a name and password.
    private static func published(_ remote: String) -> String? {
        guard var parts = URLComponents(string: remote), parts.scheme == "https" || parts.scheme == "http", parts.host != nil else { return nil }
        (parts.user, parts.password) = (nil, nil)
        return parts.string
    }
}
