// How many networks, of which widths, judge the theory of finite width.
//
// The expansion in 1/n is tested where l/n is at most 1/8 for the narrower of two widths, and each pair of widths is extrapolated
// linearly in 1/n, so that terms of order (l/n)² remain, about one per cent. Deeper layers are drawn and not tested.
//
// Networks needed for a power of 90 % at the level of a sentence that is judged by its second series, looked at once: 0.025/m/4 with m = 19
// tests, 3.3e-4. The mean of 20 groups must lie 1.2 of their standard deviations from its threshold, of 50 groups 0.7. Spreads between
// groups are those of the first series of the profile `laptop` (20 groups; 4,000 preactivations, 200 networks with kernels, 200 at several
// inputs), scaled by the roots of the numbers of networks; for the published networks, which are judged by their first series, those of 8
// groups of smaller ones:
//
//   * P4-4d: 0.08 from the threshold, with a spread of 0.11: 12,000 preactivations per group. P4-1b, P4-2b and P4-4e need fewer.
//   * P4-7a: 0.0085 with 0.012: 50 groups. P4-3d, P4-3e: 1 with 0.6, if the recursions hold: 20. P4-3c: 0.5 with 0.2: 8.
//   * P4-7b: 0.014 with 0.025 for Gaussian weights and 0.008 for orthogonal ones: 1,000 and 250 networks per group.
//
// At `overnight` 20 groups of 500 networks are as many networks as the 50 of 200 at `laptop`, so that the spread of a group is 0.6 times as large; as
// the expansion is in 1/n, effects at twice the width are as large in units of it.
import Manuscript
import NetworkModels

/// The scale of the simulations of tensors.
package struct TensorScale: Codable, Hashable, Sendable {
    /// n, ascending: each is tested together with the next.
    var widths: [Int]
    /// Groups of networks; a group is one replicate of every estimate.
    var groups: Int
    /// The same where theory is tested.
    var testedGroups: Int
    /// Networks per group and width.
    var networks: Int
    /// Pairs of neurons per network at which descendants are computed.
    var pairs: Int
    /// The same for preactivations alone, which cost much less.
    var preactivationWidths: [Int]
    var preactivationNetworks: Int
    /// The networks that are drawn to a large depth.
    var deep: Deep
    /// The networks of the original's two figures, of n = 50 and n = 20: per group.
    var publishedNetworks: Int
    /// Whole networks of four layers at several inputs: two widths, and networks per group of each ensemble.
    var severalWidths: [Int]
    var severalNetworks: [Int]
    /// C_W of the tanh networks of the main setting. Off criticality, which is 1, claims about critical networks are undecided.
    var weightVariance = TangentSetting.criticalWeightVariance

    /// Deep networks.
    package struct Deep: Codable, Hashable, Sendable {
        var width, depth, groups, networks: Int
        /// Where descendants are computed.
        var layers: [Int]
    }

    package static let smoke = TensorScale(
        widths: [24, 48], groups: 12, testedGroups: 12, networks: 60, pairs: 2, preactivationWidths: [64, 128], preactivationNetworks: 1000,
        deep: Deep(width: 24, depth: 30, groups: 4, networks: 8, layers: [2, 4, 8, 16, 30]), publishedNetworks: 30, severalWidths: [32, 64],
        severalNetworks: [100, 100])
    package static let laptop = TensorScale(
        widths: [24, 48, 96], groups: 20, testedGroups: 50, networks: 200, pairs: 2, preactivationWidths: [64, 128], preactivationNetworks: 12_000,
        deep: Deep(width: 64, depth: 100, groups: 10, networks: 40, layers: [2, 3, 5, 8, 12, 20, 30, 50, 75, 100]), publishedNetworks: 100, severalWidths: [48, 96],
        severalNetworks: [1000, 250])
    package static let overnight = TensorScale(
        widths: [64, 128, 256], groups: 20, testedGroups: 20, networks: 500, pairs: 2, preactivationWidths: [128, 256], preactivationNetworks: 30_000,
        deep: Deep(width: 256, depth: 100, groups: 10, networks: 20, layers: [2, 3, 5, 8, 12, 20, 30, 50, 75, 100]), publishedNetworks: 1000,
        severalWidths: [128, 256], severalNetworks: [1000, 250])
    package static let paper = TensorScale(
        widths: [64, 128, 256], groups: 20, testedGroups: 20, networks: 5000, pairs: 4, preactivationWidths: [128, 256], preactivationNetworks: 100_000,
        deep: Deep(width: 256, depth: 100, groups: 20, networks: 100, layers: [2, 3, 5, 8, 12, 20, 30, 50, 75, 100]), publishedNetworks: 5000,
        severalWidths: [128, 256], severalNetworks: [2000, 2000])
}

extension TensorScale {
    package init(_ profile: Profile) {
        switch profile {
        case .smoke: self = .smoke
        case .laptop: self = .laptop
        case .overnight: self = .overnight
        case .paper: self = .paper
        }
    }
}
