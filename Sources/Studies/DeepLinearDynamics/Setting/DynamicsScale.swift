// The size of the study at each profile, and how many networks its claims need.
//
// Networks needed for a power of 90 %, at the level of a sentence that is judged for the first time: 0.025/m/2 with m = 17 tests, 7e-4. The
// mean of 4 networks must then lie 6.3 of their standard deviations from its threshold, that of 6 networks 3.1, of 8 2.2, of 16 1.3, and of
// 100 0.45. Effects and spreads are those of a pilot at profile laptop on seeds that judge nothing:
//
//   * P2-8b, the error after pretraining: 0.029 with a spread of 0.003: 4. P2-9a, b, f, slopes of orthogonal networks: 0.2 from the thresholds
//     with spreads of at most 0.01: 4. P2-9c, the slope of random networks: 1.5 from the threshold with 0.15: 4. P2-9d and e were not planned
//     for: in the pilot networks ran at a rate that others had chosen, and some diverged.
//   * P2-10a, distances of eigenvalues: 0.37 with 0.12: 8. P2-10b and c: seven spreads or more. P2-11b, variances: 0.04 with 0.014: 6.
//   * P2-12a, the share of order one at q^1 = 4: 0.004 with 0.017: 350. It remains undecided with the 6 that `laptop` has. P2-12b: 0.37 with
//     0.02: 4.
//   * P2-13a, delays of the weakest mode shown: 0.06 with 0.10: 55. P2-13b to d: 0.9 spreads or more: 32. There are 100, as in the original.
//
// At `overnight` the same level decides the same claims with a smaller spread, because networks are wider.
import Manuscript

/// The scale of figures 4 and 6A.
package struct DepthScale: Codable, Hashable, Sendable {
    /// Images whose correlations are learnt.
    package var images: Int
    /// N of orthogonal and pretrained networks, which learn as small ones.
    package var width: Int
    package var setting: DepthSetting
    /// N of networks with a random start, whose matrices are multiplied out, and their depths. They learn from fewer inputs than they have
    /// hidden units, in about the same ratio as P2's networks.
    package var randomWidth: Int
    package var randomSetting: DepthSetting
    /// Networks per depth.
    package var networks: Int

    /// The share of the way that remains at the stricter mark (our choice): P2's mark is reached in the first step from an orthogonal start.
    static let strictShare = 0.01
    var strictSetting: DepthSetting {
        DepthSetting(layers: setting.layers, rateCount: setting.rates.count, longest: setting.longest, remaining: Self.strictShare)
    }

    static let smoke = DepthScale(
        images: 2000, width: 1000, setting: DepthSetting(layers: [3, 8, 14, 28], rateCount: 8, longest: 300), randomWidth: 32,
        randomSetting: DepthSetting(layers: [3, 8, 28], rateCount: 8, longest: 300, components: 25), networks: 3)
    static let laptop = DepthScale(
        images: 50_000, width: 1000, setting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 2000), randomWidth: 128,
        randomSetting: DepthSetting(layers: [3, 5, 8, 14, 28, 54, 100], rateCount: 20, longest: 1000, components: 100), networks: 8)
    /// The paper's but for the random networks, a step of which costs four times as much as at `laptop`.
    static let overnight = DepthScale(
        images: 50_000, width: 1000, setting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 5000), randomWidth: 256,
        randomSetting: DepthSetting(layers: [3, 5, 8, 14, 28, 54, 100], rateCount: 20, longest: 1000, components: 200), networks: 8)
    static let paper = DepthScale(
        images: 50_000, width: 1000, setting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 5000), randomWidth: 1000,
        randomSetting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 5000), networks: 8)
}

/// The scale of the study.
public struct DynamicsScale: Codable, Hashable, Sendable {
    /// Random starts of figure 3.
    package var treeStarts: Int
    package var depth: DepthScale
    package var pretraining: PretrainingScale
    package var products: ProductsScale
    package var nonlinear: NonlinearScale

    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self.init(treeStarts: 16, depth: .smoke, pretraining: .smoke, products: .smoke, nonlinear: .smoke)
        case .laptop: self.init(treeStarts: 100, depth: .laptop, pretraining: .laptop, products: .laptop, nonlinear: .laptop)
        case .overnight:
            self.init(treeStarts: 100, depth: .overnight, pretraining: .overnight, products: .overnight, nonlinear: .paper)
        case .paper: self.init(treeStarts: 100, depth: .paper, pretraining: .paper, products: .paper, nonlinear: .paper)
        }
    }

    package init(treeStarts: Int, depth: DepthScale, pretraining: PretrainingScale, products: ProductsScale, nonlinear: NonlinearScale) {
        (self.treeStarts, self.depth, self.pretraining, self.products, self.nonlinear) = (treeStarts, depth, pretraining, products, nonlinear)
    }
}
