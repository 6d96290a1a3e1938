// A look is one judgement by a series of networks that may be judged again after more of them. See `Spending`.

/// Which of how many looks at a series a judgement is.
public struct Look: Codable, Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public var number: Int
    /// How many there are at most.
    public var limit: Int

    public init(_ number: Int, of limit: Int) {
        self.number = number
        self.limit = limit
    }

    /// How often a group is looked at that says nothing else. The last look has eight times the replicates of the first.
    public static let most = 4

    public var isOnly: Bool { number == 1 && limit == 1 }
    public var canBeFollowed: Bool { number < limit }

    /// By what the replicates of the first look are multiplied: 1, 2, 4, 8.
    public var factor: Int { 1 << max(0, min(number, limit, 32) - 1) }

    /// The part of the level of its series that it may spend; the parts of all looks add up to 1. A look outside 1…limit
    /// spends nothing.
    public var share: Double {
        guard number >= 1, number <= limit else { return 0 }
        let halvings = number < limit ? number : limit - 1
        return Self.halved(1, times: halvings)
    }

    /// A number divided by 2 so often; what is stored may say any number of times.
    static func halved(_ number: Double, times: Int) -> Double { number * Double(sign: .plus, exponent: -min(times, 2000), significand: 1) }

    /// "look 2 of 4"
    public var description: String { "look \(number) of \(limit)" }
}
