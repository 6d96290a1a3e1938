// A look is one judgement of a claim that may be judged again after more replicates. Looking again whenever the last
// look decided nothing gives chance more than one chance, so each look may spend a share of the level only:
// 1/2, 1/4, 1/8 and 1/8 of it for four looks, and the whole of it for a claim that is looked at once.
//
// Why the paper's level is kept, whatever makes anybody look again or stop:
//
//   * The replicates of the k-th look are fixed in number before anything is seen. So its p-value p_k is valid by
//     itself: if the tested hypothesis is true, P(p_k ≤ u) ≤ u, whether or not anybody ever looks.
//   * The finding carries q_k = min(1, p_k / w_k). Let q be the smallest of q_1, …, q_n. By the union bound
//     P(q ≤ u) ≤ Σ P(p_k ≤ w_k u) ≤ u Σ w_k = u: q is a p-value, though the looks share replicates.
//   * Whatever look is the last one, its q_k is at least q. Holm's proof (`Holm`) asks no more of the p-values of
//     true hypotheses than what holds of the q, and the bound holds at all looks of all claims at once: the chance that
//     any verdict of the paper is false at any moment of the search stays at the level.
//
// It needs one thing of the author: the replicates of a claim follow its own look and no other. `paper check --decide`
// refuses a claim that another one's look would change.

/// Which of how many looks at a claim a judgement is.
public struct Look: Codable, Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public var number: Int
    /// How many there are at most.
    public var limit: Int

    public init(_ number: Int, of limit: Int) {
        self.number = number
        self.limit = limit
    }

    /// The look at a claim that is judged once, at the whole level.
    public static let only = Look(1, of: 1)
    /// How often a claim that can be extended is looked at. The last look has eight times the replicates of the first.
    public static let most = 4

    public var isOnly: Bool { self == .only }
    public var canBeFollowed: Bool { number < limit }

    /// By what the replicates of the first look are multiplied: 1, 2, 4, 8.
    public var factor: Int { 1 << max(0, min(number, limit, 32) - 1) }

    /// The part of the level that it may spend; the parts of all looks add up to 1. A look that there is not may spend
    /// nothing.
    public var share: Double {
        guard number >= 1, number <= limit else { return 0 }
        let halvings = number < limit ? number : limit - 1
        return (0..<halvings).reduce(1) { share, _ in share / 2 }
    }

    /// "look 2 of 4"
    public var description: String { "look \(number) of \(limit)" }
}

extension Look {
    /// A p-value by itself, as one that may be compared with the whole level.
    func adjusted(_ pValue: Double) -> Double {
        if isOnly { return pValue }
        return share > 0 ? min(1, pValue / share) : 1
    }

    /// The confidence of an interval that agrees with the adjusted p-values: with it, the intervals of all looks
    /// cover the truth together.
    func adjusted(confidence: Double) -> Double { isOnly ? confidence : 1 - (1 - confidence) * share }
}
