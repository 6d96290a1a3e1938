// What part of the level a verdict may spend. Judging again whenever the last judging decided nothing, or decided what
// nobody likes, gives chance more than one chance. So each judging has a share of the level, and the shares of all
// judgings of a sentence add up to 1 at most:
//
//   * the s-th series in which a sentence is judged has 2^-s of the level: 1/2, 1/4, 1/8, …
//   * of that the looks have 1/2, 1/4, 1/8 and 1/8; a group that is looked at once has it all.
//
// Why the level is kept, whatever makes anybody judge again, change a criterion, or stop. For one sentence and one
// direction let (s, k) run over series and looks, w(s, k) be their shares, and p(s, k) the p-value by the criterion of
// series s.
//
//   * The replicates of a series are new, and those of each of its looks are fixed in number before anything of the series
//     is seen; the criterion of a series is fixed before it, too. So, given all that was seen before, p(s, k) is valid: if
//     the verdict of this direction is false by that criterion, P(p(s, k) ≤ u) ≤ u, whether or not anybody ever looks.
//   * The finding carries q(s, k) = min(1, p(s, k) / w(s, k)). Let q be the smallest of those at which the verdict would be
//     false. By the union bound P(q ≤ u) ≤ Σ P(p(s, k) ≤ w(s, k) u) ≤ u Σ w(s, k) ≤ u: q is a p-value, though the looks of
//     a series share replicates.
//   * Whatever judging is the last one, its q(s, k) is at least q. Holm's proof (`Holm`) asks no more of the p-values of
//     true hypotheses than what holds of the q, and the bound holds at all judgings of all claims at once: the chance that
//     any verdict of a family is false at any moment of the search stays at the level.
//
// It needs three things. Replicates follow the group's series and look and nothing else; `paper check --decide` refuses a
// group of which that is not so. Judgings are recorded (`Ledger`), and none is taken back. And a sentence keeps its count
// when its criterion changes; only another sentence begins anew.

/// A share of the level, and where it comes from.
public struct Spending: Codable, Hashable, Sendable, CustomStringConvertible {
    public var group: String
    /// The series of the group's seeds.
    public var series: Int
    /// That it is the how manieth series in which the claim's sentence is judged, from 1.
    public var rank: Int
    public var look: Look

    public init(group: String, series: Int = 1, rank: Int = 1, look: Look) {
        self.group = group
        self.series = series
        self.rank = rank
        self.look = look
    }

    /// The part of the level that may be spent.
    public var share: Double { rank >= 1 ? Look.halved(look.share, times: rank) : 0 }

    /// "series 2, look 1 of 4"
    public var description: String { look.isOnly ? "series \(series)" : "series \(series), \(look)" }

    /// "1/8"
    public var shareText: String { Int(exactly: 1 / share).map { "1/\($0)" } ?? "0" }

    /// A p-value by itself, as one that may be compared with the whole level.
    func adjusted(_ pValue: Double) -> Double { share > 0 ? min(1, pValue / share) : 1 }

    /// The confidence of an interval that agrees with the adjusted p-values: with it, the intervals of all judgings cover
    /// the truth together.
    func adjusted(confidence: Double) -> Double { 1 - (1 - confidence) * share }
}
