// The size of the study: the same figures and claims, at the widths and numbers of networks that a build can afford.
//
// Networks needed for a power of 90 %, at the level left for a sentence that two earlier series judged: 0.025/m/8 with m = 31
// tests, 1e-4. The mean of 16 networks must then lie 1.6 of their standard deviations from its threshold, that of 32 networks
// 1.0. Effects and spreads (standard deviations over networks) are those of series 3, at the most demanding depth:
//
//   * P1-11a: 0.53 from the threshold, with a spread of 0.08: 6 networks. P1-11d: 0.55 with 0.39 (L = 128): 20.
//   * P1-11e: 0.89 with a spread of 1.14 (tanh, L = 128): 48. P1-11g: 0.07 with 0.02 (ReLU, L = 8): 8.
//   * P1-11b: 0.12 with a spread of 0.74 (L = 2): 900. P1-11c: 0.24 with 1.0 (L = 8): 440. The share of dead or saturated units
//     of a single layer fluctuates as much as independent draws do.
//   * P1-11f: 0.51 with a spread of 1.15 (ReLU, L = 128): 130.
//   * P1-11h: 0.005 with a spread of 0.017, 1/(2√N), of the dead share of one layer: 290.
//
// In twelve minutes `laptop` can simulate 16 and 32, with which b, c, f and h remain undecided more often than not.
import Manuscript
import NetworkModels

/// The scale of the study.
public struct Scale: Codable, Hashable, Sendable {
    /// N, neurons per layer of the simulated networks.
    public var width: Int
    /// Independent networks of each kind.
    public var replicates: Int
    /// L, the depths of the simulated spectra; ascending.
    public var depths: [Int]

    public init(width: Int, replicates: Int, depths: [Int]) {
        self.width = width
        self.replicates = replicates
        self.depths = depths
    }

    /// Toy networks, for continuous integration; many, since a small network is noisy. No deeper than 32, because the theory
    /// assumes L much below N.
    public static let smoke = Scale(width: 200, replicates: 32, depths: [2, 8, 32])
    /// The paper's width and depths.
    public static let laptop = Scale(width: 1000, replicates: 16, depths: [2, 8, 32, 128])
    /// The same, with as many networks as the original averages over in its figure 6.
    public static let paper = Scale(width: 1000, replicates: 30, depths: [2, 8, 32, 128])

    /// The scale of a profile.
    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self = .smoke
        case .laptop: self = .laptop
        case .overnight, .paper: self = .paper
        }
    }

    /// The number of networks of a kind. ReLU networks, half of whose neurons are dead, cost half as much and vary twice as
    /// much (the share of dead neurons fluctuates by 1/(2√N) in every layer), so there are twice as many of them.
    func replicates(of network: Initialisation) -> Int {
        network.nonlinearity == .relu ? 2 * replicates : replicates
    }
}
