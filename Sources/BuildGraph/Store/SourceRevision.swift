// At which state of the project's sources a value was made, as version control names it. The key says which code and files a value
// was made from; this says where people find them.

/// A commit, and whether the project's files were those of the commit.
public struct SourceRevision: Codable, Sendable, Hashable {
    /// Hexadecimal, in full.
    public let commit: String
    public let isClean: Bool

    /// Nil for what is not the name of a commit.
    public init?(commit: String, isClean: Bool) {
        guard commit.utf8.count >= 40, commit.allSatisfy(\.isHexDigit) else { return nil }
        (self.commit, self.isClean) = (commit, isClean)
    }

    /// As an argument of a command: the commit, and a plus where files were changed.
    public var text: String { commit + (isClean ? "" : "+") }

    public init?(_ text: String) {
        self.init(commit: text.hasSuffix("+") ? String(text.dropLast()) : text, isClean: !text.hasSuffix("+"))
    }
}
