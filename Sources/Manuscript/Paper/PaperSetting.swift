// What a paper is assembled for: the same text and the same claims, at a scale, on the data that there is, after so many
// looks at the claims that were undecided.

/// What the contents of a paper depend on besides its code.
public struct PaperSetting: Sendable, Hashable {
    public var profile: Profile
    /// The data sets whose files are there, by name: "CIFAR-10". Of the others the paper shows a stand-in, or nothing.
    public var data: Set<String>
    /// How many times a claim has been looked at with more replicates than at first, by its id.
    public var looks: [String: Int]

    public init(_ profile: Profile, data: Set<String> = [], looks: [String: Int] = [:]) {
        self.profile = profile
        self.data = data
        self.looks = looks
    }
}
