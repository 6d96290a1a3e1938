// What a recorded verdict was about. A verdict is worth something only for the sentence and the criterion that it was
// reached by, so both are counted, and whoever changes one raises its number.

/// The version of a claim: "2.1" is the second sentence with its first criterion.
public struct ClaimVersion: Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
    /// From 1. Another sentence is another claim: it begins with the whole level.
    public let sentence: Int
    /// From 1 for each sentence. Another criterion asks the same sentence again, and what was spent on it stays spent.
    public let criterion: Int

    public init(sentence: Int = 1, criterion: Int = 1) {
        self.sentence = sentence
        self.criterion = criterion
    }

    /// Of a claim that was never changed after it was judged.
    public static let first = ClaimVersion()

    public static func < (a: ClaimVersion, b: ClaimVersion) -> Bool { (a.sentence, a.criterion) < (b.sentence, b.criterion) }

    public var description: String { "\(sentence).\(criterion)" }

    /// Reads "2.1"; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let sentence = parts[0], let criterion = parts[1], sentence >= 1, criterion >= 1 else { return nil }
        self.init(sentence: sentence, criterion: criterion)
    }
}
