// The size of the enumerated landscapes.
//
// Eight problems: in pilot problems, which judge nothing, the logarithm of the number of local minima has standard deviations of 0.1 (plain),
// 0.5 (path-residual), 0.6 (residual) and 1.0 (hyper-residual) over problems, and the means of neighbouring kinds differ by 1.4 or more. At the
// level left for one of ten tests, 0.0025, the mean of eight differences must lie 1.5 of their standard deviations from its threshold:
// the order is decided with a power above 90 %, and so is a factor of two for the plain network. For the others a factor of two, 0.7, is
// about one standard deviation: it can be missed clearly, and hardly be confirmed.
//
// With the tests of trained networks the study has 36, at a lower level each. At `laptop` the weakest differences of P3-10a and P3-10g are 1.07
// and 0.15, with standard errors of 0.28 and 0.04 over eight problems: in a second series about 20 problems would decide them with a power of
// 90 %.
import Manuscript

/// How many problems, and how deep the networks.
public struct LandscapeScale: Codable, Hashable, Sendable {
    /// K: each layer makes the landscape 16 times as large.
    public var hidden: Int
    public var problems: Int

    public init(hidden: Int, problems: Int) { (self.hidden, self.problems) = (hidden, problems) }

    public init(_ profile: Profile) {
        switch profile {
        case .smoke: self.init(hidden: 4, problems: 8)
        case .laptop: self.init(hidden: 5, problems: 8)
        case .overnight, .paper: self.init(hidden: 5, problems: 32)
        }
    }
}
