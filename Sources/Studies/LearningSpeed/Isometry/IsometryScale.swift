// The scale of figure 6, and how many networks its claims need.
//
// Networks needed for a power of 90 %, at the level left for a sentence that two earlier series judged: 0.025/m/8 with m = 31
// tests, 1e-4, so that the mean of 18 networks must lie 6.1 standard errors from its threshold. The effects and spreads are
// those of networks that judge nothing here.
//
//   * P1-17b: the most isometric q* leads the next by 0.34 with a spread of 0.30 in ln steps, and may fall behind by 0.19:
//     15 networks; a tie would need 90.
//   * P1-17c: a difference of accuracies of 0.00 to 0.01 with a spread of 0.011 on all test images, margin 0.02: 18 networks
//     detect a difference of 0.005.
//   * P1-17d: a gain of 0.02 with a spread of 0.011: 12 networks.
//
// At `overnight`, with the level 3e-4 of a first series and the effects and spreads of `laptop`: P1-17a and d to f lie 11 spreads and more from their
// thresholds: 4 networks, which detect 8.4. P1-17b, 0.24 with 0.21: 23; P1-17c, -0.004 with 0.005: 42.

/// Figure 6: orthogonal tanh networks in training, from several q*.
package struct IsometryScale: Codable, Hashable, Sendable {
    var width: Int
    var depth: Int
    var qStars: [Double]
    /// The common rate times L (P1 does not give its rate).
    var scaledRate: Double
    var steps: Int
    /// Networks that are shown and judge.
    package var networks: Int
    /// Networks that choose the q* that keeps isometry best and the q* with the highest final accuracy.
    var choosers: Int
    /// Held-out images at which a Jacobian is computed.
    var jacobianImages: Int

    package init(
        width: Int, depth: Int, qStars: [Double], scaledRate: Double, steps: Int, networks: Int, choosers: Int, jacobianImages: Int
    ) {
        (self.width, self.depth, self.qStars, self.scaledRate) = (width, depth, qStars, scaledRate)
        (self.steps, self.networks, self.choosers, self.jacobianImages) = (steps, networks, choosers, jacobianImages)
    }

    static let smoke = IsometryScale(
        width: 32, depth: 16, qStars: [1.0 / 16, 0.25, 1], scaledRate: 2, steps: 60, networks: 3, choosers: 2, jacobianImages: 4)
    static let laptop = IsometryScale(
        width: 64, depth: 32, qStars: [1.0 / 64, 1.0 / 16, 0.25, 1], scaledRate: 0.5, steps: 300, networks: 18, choosers: 8,
        jacobianImages: 16)
    static let overnight = IsometryScale(
        width: 400, depth: 200, qStars: [1.0 / 64, 1.0 / 16, 0.25, 1], scaledRate: 0.5, steps: 300, networks: 4, choosers: 1,
        jacobianImages: 4)
    static let paper = IsometryScale(
        width: 400, depth: 200, qStars: [1.0 / 64, 0.025, 1.0 / 16, 0.25, 1, 4], scaledRate: 0.125, steps: 10_000, networks: 30,
        choosers: 8, jacobianImages: 16)
}
