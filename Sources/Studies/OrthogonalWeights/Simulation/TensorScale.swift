// How many networks, of which widths, judge the theory of finite width.
//
// The expansion in 1/n is tested where l/n is at most 1/8 for the narrower of two widths, and each pair of widths is extrapolated
// linearly in 1/n, so that terms of order (l/n)² remain, about one per cent. Deeper layers are drawn and not tested.
//
// Networks needed for a power of 90 % at the level of a sentence that is judged for the first time, 0.025/m/2 with m = 18 tests, 7e-4: the
// mean of 20 groups must lie 1.2 of their standard deviations from its threshold. Spreads are those of 8 groups of smaller networks
// (widths 16 and 32, 16 networks per group; preactivations 32 and 64, 200 networks), scaled by the roots of the numbers of networks:
//
//   * P4-1b: a tenth, with a spread of 0.67 over layers 2 to 4, 0.05 over layers 2 to 8: 8 groups. P4-4d, P4-4e: a tenth with 0.09 and 0.06:
//     20 and 12. P4-2b: 0.024 from the threshold, as the recursion says, with 0.025: 26.
//   * P4-3d, P4-3e: 1 with a spread of chi² per point of 0.6, if the recursions hold: 12. P4-3c: 0.5 with 0.2: 8.
//   * P4-7a: 0.01 with 0.006: 12. P4-7b: 0.02 with 0.01: 12.
import Manuscript

/// The scale of the simulations of tensors.
package struct TensorScale: Hashable, Sendable {
    /// n, ascending: each is tested together with the next.
    var widths: [Int]
    /// Groups of networks; a group is one replicate of every estimate.
    var groups: Int
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
    /// Whole networks of four layers at several inputs: two widths, and networks per group.
    var severalWidths: [Int]
    var severalNetworks: Int

    /// Deep networks.
    package struct Deep: Hashable, Sendable {
        var width, depth, groups, networks: Int
        /// Where descendants are computed.
        var layers: [Int]
    }

    package static let smoke = TensorScale(
        widths: [24, 48], groups: 12, networks: 60, pairs: 2, preactivationWidths: [64, 128], preactivationNetworks: 1000,
        deep: Deep(width: 24, depth: 30, groups: 4, networks: 8, layers: [2, 4, 8, 16, 30]), publishedNetworks: 30, severalWidths: [32, 64],
        severalNetworks: 100)
    package static let laptop = TensorScale(
        widths: [24, 48, 96], groups: 20, networks: 200, pairs: 2, preactivationWidths: [64, 128], preactivationNetworks: 4000,
        deep: Deep(width: 64, depth: 100, groups: 10, networks: 40, layers: [2, 3, 5, 8, 12, 20, 30, 50, 75, 100]), publishedNetworks: 100, severalWidths: [48, 96],
        severalNetworks: 200)
    package static let paper = TensorScale(
        widths: [64, 128, 256], groups: 20, networks: 5000, pairs: 4, preactivationWidths: [128, 256], preactivationNetworks: 100_000,
        deep: Deep(width: 256, depth: 100, groups: 20, networks: 100, layers: [2, 3, 5, 8, 12, 20, 30, 50, 75, 100]), publishedNetworks: 5000,
        severalWidths: [128, 256], severalNetworks: 2000)

    package init(_ profile: Profile) {
        switch profile {
        case .smoke: self = .smoke
        case .laptop: self = .laptop
        case .paper: self = .paper
        }
    }

    private init(
        widths: [Int], groups: Int, networks: Int, pairs: Int, preactivationWidths: [Int], preactivationNetworks: Int, deep: Deep,
        publishedNetworks: Int, severalWidths: [Int], severalNetworks: Int
    ) {
        (self.widths, self.groups, self.networks, self.pairs) = (widths, groups, networks, pairs)
        (self.preactivationWidths, self.preactivationNetworks) = (preactivationWidths, preactivationNetworks)
        (self.deep, self.publishedNetworks) = (deep, publishedNetworks)
        (self.severalWidths, self.severalNetworks) = (severalWidths, severalNetworks)
    }
}
