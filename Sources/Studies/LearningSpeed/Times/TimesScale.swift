// The scale of figure 5, and how many networks its claims need.
//
// Networks needed for a power of 90 %, at the level left for a sentence that two earlier series judged: 0.025/m/8 with m = 31
// tests, 1e-4, so that the mean of 28 networks must lie 5.5 standard errors from its threshold. The effects and spreads are
// those of networks that judge nothing here.
//
//   * P1-14a, the exponent of the best rate: −0.85 with a spread of 0.32, thresholds at −1/2 and −3/2: 28 networks.
//   * P1-14b, the exponent of the smallest time: 0.40 with a spread of 0.15, thresholds at 1/4 and 3/4: 34 networks; with 28 the
//     power is 80 %.
//   * P1-14c, the same at fixed eta L, averaged: 0.43 with a spread of 0.09: 12 networks.
//   * P1-15a, the slope of ln tau over ln q*: 0.77 with a spread of 0.08: 8 networks, which need 8.6 standard errors.
//   * P1-15c, judged for the first time: a delay of 0.5 with a spread of 0.2 (0.3 at one depth): 8 networks.
//   * P1-16, a rank correlation of 0.74 with a spread of 0.03, threshold 1/2: 8. P1-15b was not planned for.
//
// At `overnight`, with the level 3e-4 of a first series and the effects and spreads of `laptop`: P1-15a, 0.50 with 0.07: 5 networks; P1-15c, 0.62
// with 0.16: 6; P1-15b, 0.24 with 0.09: 8; P1-14a, 0.42 with 0.21: 11; P1-14b and c, 0.25 with 0.26 and 0.17 with 0.18: 30. So P1-15a alone is
// expected to be decided, unless slopes over P1's depths, which span a factor of eight, have smaller spreads.

/// Figure 5: orthogonal tanh networks over depths, q* and rates.
package struct TimesScale: Codable, Hashable, Sendable {
    /// N.
    var width: Int
    /// L, ascending.
    var depths: [Int]
    /// Ascending.
    var qStars: [Double]
    /// Learning rates times L, ascending.
    package var scaledRates: [Double]
    /// Steps after which a training that has not learnt ends.
    var longest: Int
    /// Networks that are shown and judge: at the smallest q*, and at each other q*.
    var networksAtSmallest: Int
    var networks: Int
    var choosers: Choosers

    package init(
        width: Int, depths: [Int], qStars: [Double], scaledRates: [Double], longest: Int, networksAtSmallest: Int, networks: Int,
        choosers: Choosers
    ) {
        (self.width, self.depths, self.qStars, self.scaledRates) = (width, depths, qStars, scaledRates)
        (self.longest, self.networksAtSmallest, self.networks, self.choosers) = (longest, networksAtSmallest, networks, choosers)
    }

    static let smoke = TimesScale(
        width: 32, depths: [8, 16, 32], qStars: [1.0 / 16, 0.25, 1], scaledRates: [2, 8, 32], longest: 100, networksAtSmallest: 3,
        networks: 3, choosers: Choosers(networks: 2, steps: 100))
    /// As in P1 the depth is at most half of the width, except for the deepest networks, where it is three quarters: a width of
    /// 96 would cost half as much again.
    static let laptop = TimesScale(
        width: 64, depths: [8, 16, 32, 48], qStars: [1.0 / 64, 1.0 / 16, 0.25, 1], scaledRates: [0.5, 1, 2, 4, 8], longest: 200,
        networksAtSmallest: 28, networks: 8, choosers: Choosers(networks: 4, steps: 200))
    static let overnight = TimesScale(
        width: 400, depths: [25, 50, 100, 200], qStars: [1.0 / 64, 1.0 / 16, 0.25, 1], scaledRates: [1, 2, 4, 8, 16], longest: 120,
        networksAtSmallest: 5, networks: 5, choosers: Choosers(networks: 1, steps: 120))
    static let paper = TimesScale(
        width: 400, depths: [25, 50, 100, 200], qStars: [1.0 / 64, 0.025, 1.0 / 16, 0.25, 1, 4],
        scaledRates: [0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32], longest: 10_000, networksAtSmallest: 32, networks: 8,
        choosers: Choosers(networks: 4, steps: 10_000))

    /// The number of networks at a q*.
    func networks(_ variance: Int) -> Int { variance == 0 ? networksAtSmallest : networks }
}
