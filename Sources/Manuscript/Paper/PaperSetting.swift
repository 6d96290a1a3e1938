// What a paper is assembled for: the same text and the same claims, at a scale, on the data that there is, after so many
// looks at the claims that were undecided.

/// What the contents of a paper depend on besides its code.
public struct PaperSetting: Sendable, Hashable {
    public var profile: Profile
    /// The data sets whose files are there, by name: "CIFAR-10". Of the others the paper shows a stand-in, or nothing.
    public var data: Set<String>
    /// The number of the look at a claim, by its id, where it is not the first.
    public var looks: [String: Int]

    public init(_ profile: Profile, data: Set<String> = [], looks: [String: Int] = [:]) {
        self.profile = profile
        self.data = data
        self.looks = looks
    }

    /// The look at a claim whose replicates can be raised. The claim stores it as its `look`, and is made from
    /// `look.factor` times the replicates of the first look: `replicates * setting.look(at: "P1-12").factor`.
    public func look(at claim: String) -> Look { Look(looks[claim] ?? 1, of: Look.most) }
}
