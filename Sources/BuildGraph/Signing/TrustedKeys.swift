// The list of keys whose traces a paper uses: a text file, one key a line, to be read and reviewed by people.
//
//   # a comment
//   ed25519 64 hexadecimal digits NAME
//   ed25519 64 hexadecimal digits NAME revoked 2026-11-28
//
// It is read strictly: a line that is not understood is an error, and never a key that is left out.

/// The keys that are trusted, and those that no longer are.
public struct TrustedKeys: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public let key: PublicKey
        public let name: String
        /// The day, as 2026-11-28; nil for a key that is trusted.
        public var revoked: String?

        public init(key: PublicKey, name: String, revoked: String? = nil) {
            (self.key, self.name, self.revoked) = (key, name, revoked)
        }

        var line: String { "\(TrustedKeys.algorithm) \(key.hexadecimal) \(name)\(revoked.map { " revoked \($0)" } ?? "")" }
    }

    /// A line that is not understood.
    public struct Malformed: Error, Equatable {
        /// From 1.
        public let line: Int
        public let problem: String
    }

    static let algorithm = "ed25519"
    /// In the order of the file.
    public private(set) var entries: [Entry] = []
    /// The lines of the file, so that comments stay where they are.
    private var lines: [String] = []

    public init() {}

    /// Throws `Malformed`.
    public init(parsing text: String) throws {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        for (number, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.isEmpty || words[0].hasPrefix("#") { continue }
            func malformed(_ problem: String) -> Malformed { Malformed(line: number + 1, problem: problem) }
            guard words[0] == Self.algorithm else { throw malformed("it begins with “\(words[0])” and not with “\(Self.algorithm)”") }
            guard words.count > 1, let key = PublicKey(hexadecimal: words[1].lowercased()) else { throw malformed("a key has 64 hexadecimal digits") }
            guard words.count == 3 || words.count == 5 && words[3] == "revoked" else {
                throw malformed("after the key comes a name without spaces, and perhaps “revoked” and a day")
            }
            guard !entries.contains(where: { $0.key == key }) else { throw malformed("the key is in the list twice") }
            entries.append(Entry(key: key, name: String(words[2]), revoked: words.count == 5 ? String(words[4]) : nil))
        }
    }

    /// The text of the file.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    /// The keys that are trusted.
    public var trusted: Set<PublicKey> { Set(entries.lazy.filter { $0.revoked == nil }.map(\.key)) }

    public func name(of key: PublicKey) -> String? { entries.first { $0.key == key }?.name }

    /// Adds a key at the end, or trusts it again.
    public mutating func trust(_ key: PublicKey, name: String) {
        replace(Entry(key: key, name: name))
    }

    /// Marks a key as revoked: it stays in the list, so that nobody adds it again without noticing.
    public mutating func revoke(_ key: PublicKey, on day: String) {
        guard var entry = entries.first(where: { $0.key == key }) else { return }
        entry.revoked = day
        replace(entry)
    }

    private mutating func replace(_ entry: Entry) {
        if let place = entries.firstIndex(where: { $0.key == entry.key }) { entries[place] = entry } else { entries.append(entry) }
        let isOld = { (line: String) in line.split(whereSeparator: \.isWhitespace).dropFirst().first?.lowercased() == entry.key.hexadecimal }
        if let place = lines.firstIndex(where: isOld) { lines[place] = entry.line } else { lines.append(entry.line) }
    }
}
