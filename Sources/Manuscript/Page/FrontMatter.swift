// What stands above the text: title, authors, and the scale it was computed at.

/// The head of a document.
public struct FrontMatter: Codable, Sendable, Equatable {
    public var title: String
    public var subtitle: String
    public var authors: [String]
    public var profile: String
    public var summary: String

    /// "Ada Lovelace, Emmy Noether and Sofia Kovalevskaya"
    package var byline: String {
        guard let last = authors.last, authors.count > 1 else { return authors.first ?? "" }
        return authors.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension VerdictTable {
    /// Counts in words, those that are not zero: "12 hold", "1 fails", "2 undecided".
    package var summary: [(verdict: Verdict, text: String)] {
        [Verdict.holds, .fails, .undecided].compactMap { verdict in
            let count = count(verdict)
            if count == 0 { return nil }
            switch verdict {
            case .holds: return (verdict, count == 1 ? "1 claim holds" : "\(count) claims hold")
            case .fails: return (verdict, count == 1 ? "1 claim fails" : "\(count) claims fail")
            case .undecided: return (verdict, count == 1 ? "1 claim is undecided" : "\(count) claims are undecided")
            }
        }
    }
}
