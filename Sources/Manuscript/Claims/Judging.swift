// Which networks judge. Claims that are judged by the same replicates form a group: they share its seeds, its series and
// its looks, and so do the figures and tables that show these replicates.
//
// A series is a set of seeds that no earlier series of the group had. A group begins a new one when what it asks was
// changed after it had been judged: whoever changes a criterion has seen the old networks, so new ones judge.

/// The group, the series of seeds and the look by which claims are judged.
public struct Judging: Codable, Hashable, Sendable {
    public let group: String
    /// From 1.
    public let series: Int
    public let look: Look
    /// How many earlier series judged a sentence, by `Judging.key`; only where there were any.
    let earlier: [String: Int]

    public init(_ group: String, series: Int = 1, look: Look = Look(1, of: Look.most)) {
        self.init(group, series: series, look: look, earlier: [:])
    }

    init(_ group: String, series: Int, look: Look, earlier: [String: Int]) {
        self.group = group
        self.series = series
        self.look = look
        self.earlier = earlier
    }

    /// How many replicates there are at this look, of which the first look has `planned`.
    public func count(_ planned: Int) -> Int { planned * look.factor }

    /// Replicates that a series can have: a million, so that a seed reads as series and replicate.
    package static let seedsPerSeries = 1_000_000

    /// The seed of a replicate, from 0: 2000007 is replicate 7 of series 2. No other series has it.
    public func seed(_ replicate: Int) -> Int { Self.seed(series, replicate) }

    /// The seed of a replicate, from 0, that chooses what others judge: a rate, a window, a q*. No series has it.
    public static func choosingSeed(_ replicate: Int) -> Int { seed(0, replicate) }

    private static func seed(_ series: Int, _ replicate: Int) -> Int {
        precondition((0..<seedsPerSeries).contains(replicate), "a series has \(seedsPerSeries) seeds")
        return series * seedsPerSeries + replicate
    }
}

extension Judging {
    static func key(_ claim: String, _ version: ClaimVersion) -> String { "\(claim), sentence \(version.sentence)" }

    /// What a claim may spend at this judging.
    func spending(on claim: String, _ version: ClaimVersion) -> Spending {
        Spending(group: group, series: series, rank: 1 + (earlier[Self.key(claim, version)] ?? 0), look: look)
    }
}
