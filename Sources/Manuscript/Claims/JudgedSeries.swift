// One entry of the ledger: a series of seeds, how often it was looked at, and the claims that it judged.

/// What is recorded of a series of a group.
public struct JudgedSeries: Codable, Hashable, Sendable {
    /// From 1, ascending.
    public var series: Int
    /// How many looks were taken, and how many there are at most.
    public var looks: Int
    public var limit: Int
    /// Whether it judges no more, as when what its networks are was changed; the next judging is by a new series.
    public var isOver: Bool
    /// What else there is to know: of early series, what was spent.
    public var note: String?
    /// By id.
    public var claims: [String: JudgedClaim]

    public init(
        series: Int, looks: Int = 1, limit: Int = Look.most, isOver: Bool = false, note: String? = nil, claims: [String: JudgedClaim] = [:]
    ) {
        self.series = series
        self.looks = looks
        self.limit = limit
        self.isOver = isOver
        self.note = note
        self.claims = claims
    }

    /// More judgings of one group than anybody will see.
    private static let mostSeries = 1_000_000

    private enum CodingKeys: String, CodingKey { case series, looks, limit, isOver = "over", note, claims }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        series = try fields.decode(Int.self, forKey: .series)
        looks = try fields.decode(Int.self, forKey: .looks)
        limit = try fields.decode(Int.self, forKey: .limit)
        isOver = try fields.decodeIfPresent(Bool.self, forKey: .isOver) ?? false
        note = try fields.decodeIfPresent(String.self, forKey: .note)
        claims = try fields.decode([String: JudgedClaim].self, forKey: .claims)
    }

    /// Why there can be no such series; nil when there can.
    func defect(after last: Int) -> String? {
        if series > Self.mostSeries { return "There are \(Self.mostSeries) series at most, and not a series \(series)." }
        if series <= last { return "Series \(series) does not come after series \(last)." }
        if !(1...16).contains(limit) { return "Series \(series) has a limit of \(limit) looks; there are 1 to 16." }
        if !(1...limit).contains(looks) { return "Series \(series) counts \(looks) looks of \(limit)." }
        let odd = claims.filter { !(1...looks).contains($0.value.look) }.keys.min()
        return odd.map { "Claim \($0) was judged at look \(claims[$0]?.look ?? 0) of series \(series), which counts \(looks)." }
    }

    /// All that either of two records of one series knows.
    func merging(_ other: JudgedSeries) -> JudgedSeries {
        JudgedSeries(
            series: series, looks: max(looks, other.looks), limit: max(limit, other.limit), isOver: isOver || other.isOver,
            note: [note, other.note].compactMap(\.self).max(), claims: claims.merging(other.claims) { $0.merging($1) })
    }

    var json: CommittedJSON {
        .object(
            [("series", .integer(series)), ("looks", .integer(looks)), ("limit", .integer(limit))]
                + (isOver ? [("over", .flag(true))] : []) + (note.map { [("note", .string($0))] } ?? [])
                + [("claims", CommittedJSON.sorted(claims, \.json))])
    }
}

/// What is recorded of a claim that a series judged.
public struct JudgedClaim: Codable, Hashable, Sendable {
    public var version: ClaimVersion
    /// The look at which the verdict was reached.
    public var look: Int
    /// Nil while its replicates are being made: the look is spent all the same.
    public var verdict: Verdict?
    /// How many replicates were judged, where that is known.
    public var count: Int?
    /// What was asked, word for word.
    public var sentence: String
    public var criterion: String

    public init(version: ClaimVersion, look: Int, verdict: Verdict? = nil, count: Int? = nil, sentence: String, criterion: String) {
        self.version = version
        self.look = look
        self.verdict = verdict
        self.count = count
        self.sentence = sentence
        self.criterion = criterion
    }

    private enum CodingKeys: String, CodingKey { case version, look, verdict, count, sentence, criterion }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let text = try fields.decode(String.self, forKey: .version)
        guard let version = ClaimVersion(text) else {
            throw DecodingError.dataCorruptedError(forKey: .version, in: fields, debugDescription: "\"\(text)\" is not a version such as 1.2.")
        }
        self.version = version
        look = try fields.decode(Int.self, forKey: .look)
        verdict = try fields.decodeIfPresent(Verdict.self, forKey: .verdict)
        count = try fields.decodeIfPresent(Int.self, forKey: .count)
        sentence = try fields.decode(String.self, forKey: .sentence)
        criterion = try fields.decode(String.self, forKey: .criterion)
    }

    /// The one that knows more: of the newer version, of the later look, with a verdict.
    func merging(_ other: JudgedClaim) -> JudgedClaim {
        func rank(_ claim: JudgedClaim) -> (ClaimVersion, Int, Int, String, String, String) {
            (claim.version, claim.look, claim.count ?? 0, claim.verdict?.rawValue ?? "", claim.sentence, claim.criterion)
        }
        return rank(self) < rank(other) ? other : self
    }

    var json: CommittedJSON {
        .object(
            [("version", .string(version.description)), ("look", .integer(look))]
                + (verdict.map { [("verdict", .string($0.rawValue))] } ?? []) + (count.map { [("count", .integer($0))] } ?? [])
                + [("sentence", .string(sentence)), ("criterion", .string(criterion))])
    }
}
