// The size of the study at each profile.
import Manuscript

/// The scale of figures 4 and 6A.
package struct DepthScale: Hashable, Sendable {
    /// Images whose correlations are learnt.
    package var images: Int
    /// N of orthogonal and pretrained networks, which learn as small ones.
    package var width: Int
    package var setting: DepthSetting
    /// N of networks with a random start, whose matrices are multiplied out, and their depths. They learn from fewer inputs than they have
    /// hidden units, in about the same ratio as P2's networks.
    package var randomWidth: Int
    package var randomSetting: DepthSetting
    /// Networks that choose the rate at each depth, and networks that judge.
    package var choosers: Int
    package var networks: Int

    /// The share of the way that remains at the stricter mark (our choice): P2's mark is reached in the first step from an orthogonal start.
    static let strictShare = 0.01
    var strictSetting: DepthSetting {
        DepthSetting(layers: setting.layers, rateCount: setting.rates.count, longest: setting.longest, remaining: Self.strictShare)
    }

    static let smoke = DepthScale(
        images: 2000, width: 1000, setting: DepthSetting(layers: [3, 8, 14, 28], rateCount: 8, longest: 300), randomWidth: 32,
        randomSetting: DepthSetting(layers: [3, 8, 28], rateCount: 8, longest: 300, components: 25), choosers: 1, networks: 3)
    static let laptop = DepthScale(
        images: 50_000, width: 1000, setting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 2000), randomWidth: 128,
        randomSetting: DepthSetting(layers: [3, 5, 8, 14, 28, 54, 100], rateCount: 20, longest: 2000, components: 100), choosers: 2, networks: 8)
    static let paper = DepthScale(
        images: 50_000, width: 1000, setting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 5000), randomWidth: 1000,
        randomSetting: DepthSetting(layers: DepthSetting.everyDepth, rateCount: 20, longest: 5000), choosers: 2, networks: 8)
}

/// The scale of the study.
public struct DynamicsScale: Hashable, Sendable {
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
        case .paper: self.init(treeStarts: 100, depth: .paper, pretraining: .paper, products: .paper, nonlinear: .paper)
        }
    }

    package init(treeStarts: Int, depth: DepthScale, pretraining: PretrainingScale, products: ProductsScale, nonlinear: NonlinearScale) {
        (self.treeStarts, self.depth, self.pretraining, self.products, self.nonlinear) = (treeStarts, depth, pretraining, products, nonlinear)
    }
}
