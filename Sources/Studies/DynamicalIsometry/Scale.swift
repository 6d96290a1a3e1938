// How large the study is: the same figures and claims, at the widths and numbers of networks that a build can afford.
import Manuscript
import NetworkModels

/// The scale of the study.
public struct Scale: Hashable, Sendable {
    /// N, neurons a layer of the simulated networks.
    public var width: Int
    /// Independent networks of each kind.
    public var replicates: Int
    /// L, the depths at which simulated spectra are taken; ascending.
    public var depths: [Int]

    public init(width: Int, replicates: Int, depths: [Int]) {
        self.width = width
        self.replicates = replicates
        self.depths = depths
    }

    /// Toy networks, for continuous integration; many, since a small one says little. No deeper than 32: the theory is that
    /// of L much below N.
    public static let smoke = Scale(width: 200, replicates: 32, depths: [2, 8, 32])
    /// The paper's width and depths.
    public static let laptop = Scale(width: 1000, replicates: 16, depths: [2, 8, 32, 128])
    /// The same with as many networks as the paper averages over in its figure 6.
    public static let paper = Scale(width: 1000, replicates: 30, depths: [2, 8, 32, 128])

    /// The scale of a profile.
    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self = .smoke
        case .laptop: self = .laptop
        case .paper: self = .paper
        }
    }

    /// Networks of a kind. ReLU networks, half of whose neurons are dead, cost half as much and vary twice as much
    /// (the share of dead neurons fluctuates by 1/(2√N) in every layer), so there are twice as many of them.
    func replicates(of network: Initialisation) -> Int {
        network.nonlinearity == .relu ? 2 * replicates : replicates
    }
}
