// The scales at which a paper is built: the same targets with other parameters.

/// The scale of a build. A study gives its parameters for each, so that no profile can have another one's.
public enum Profile: String, CaseIterable, Codable, Sendable, Hashable {
    /// Every target at toy scale, in a minute or so: for continuous integration.
    case smoke
    /// What one machine can compute while its owner waits.
    case laptop
    /// What it can compute in a night: the scale of what is reproduced where that can be afforded.
    case overnight
    /// The scale of what is reproduced.
    case paper

    public var name: String { rawValue }
}

/// A profile that a paper can be built at.
public struct ProfileSetting: Sendable, Hashable {
    public var profile: Profile
    /// One line: "width 1000, real data; 20 minutes".
    public var summary: String
    /// What `paper check --decide` may spend on more replicates.
    public var budget: Duration

    /// - Parameter budget: half an hour by default.
    public init(_ profile: Profile, summary: String, budget: Duration = .seconds(30 * 60)) {
        self.profile = profile
        self.summary = summary
        self.budget = budget
    }
}
