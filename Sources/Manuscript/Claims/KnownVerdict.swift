// What the baseline knows of a claim: its verdict, the value that it had, and of one that does not hold since when and why.
// In the file it is the verdict alone, or one line with all that is known.
import Foundation

/// The committed verdict of a claim.
public struct KnownVerdict: Sendable, Hashable {
    public var verdict: Verdict
    /// The observed value, half of its interval, and how far it was on the good side of its threshold; nil for what was not recorded.
    public var observed, uncertainty, margin: Double?
    /// The day from which on it does not hold: "2026-11-28".
    public var since: String?
    /// Why it does not hold: written by an author.
    public var reason: String?

    public static let holds = KnownVerdict(.holds), undecided = KnownVerdict(.undecided), fails = KnownVerdict(.fails)

    public init(_ verdict: Verdict, since: String? = nil, reason: String? = nil) {
        self.verdict = verdict
        self.since = since
        self.reason = reason
    }

    /// What is known of a finding from now on. Since when and why it does not hold is known as long as its verdict stays.
    ///
    /// - Parameter today: "2026-11-28".
    init(_ finding: Finding, before: KnownVerdict?, today: String?) {
        verdict = finding.verdict
        (observed, uncertainty, margin) = (finding.observed.map(Self.rounded), finding.uncertainty.map(Self.rounded), finding.margin.map(Self.rounded))
        guard verdict != .holds else { return }
        let isSame = before?.verdict == verdict
        since = isSame ? before?.since ?? today : today
        reason = isSame ? before?.reason : nil
    }

    /// To six digits: more would be another machine's.
    private static func rounded(_ number: Double) -> Double { Double(String(format: "%.5e", number)) ?? number }

    /// "since 2026-11-28: the networks are too narrow"; empty where nothing is known.
    var explanation: String { [since.map { "since \($0)" }, reason].compactMap { $0 }.joined(separator: ": ") }
}

// MARK: The file

extension KnownVerdict: Decodable {
    private enum Key: String, CodingKey { case verdict, observed, uncertainty, margin, since, reason }

    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(try Self.verdict(text, decoder))
            return
        }
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(try Self.verdict(fields.decode(String.self, forKey: .verdict), decoder))
        observed = try fields.decodeIfPresent(Double.self, forKey: .observed)
        uncertainty = try fields.decodeIfPresent(Double.self, forKey: .uncertainty)
        margin = try fields.decodeIfPresent(Double.self, forKey: .margin)
        since = try fields.decodeIfPresent(String.self, forKey: .since)
        reason = try fields.decodeIfPresent(String.self, forKey: .reason)
    }

    private static func verdict(_ text: String, _ decoder: any Decoder) throws -> Verdict {
        if let verdict = Verdict(rawValue: text) { return verdict }
        let claim = decoder.codingPath.last?.stringValue ?? ""
        throw CommittedFileError(
            path: "", what: Baseline.what, reason: "It gives claim \(claim) the verdict \"\(text)\"; there are holds, undecided and fails.")
    }

    var json: CommittedJSON {
        let numbers = [("observed", observed), ("uncertainty", uncertainty), ("margin", margin)].compactMap { key, value in
            value.map { (key: key, value: CommittedJSON.number($0)) }
        }
        let texts = [("since", since), ("reason", reason)].compactMap { key, value in value.map { (key: key, value: CommittedJSON.string($0)) } }
        if numbers.isEmpty && texts.isEmpty { return .string(verdict.rawValue) }
        return .line([(key: "verdict", value: .string(verdict.rawValue))] + numbers + texts)
    }
}
