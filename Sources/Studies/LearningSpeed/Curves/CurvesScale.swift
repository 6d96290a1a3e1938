// The scale of figure 4, and how many networks its claims need.
//
// Networks needed for a power of 90 %, at the level of a sentence that is judged for the first time: 0.025/m/2 with m = 31
// tests, 4e-4. The effects and spreads are those of networks that judge nothing here. (That series was ended early, because a
// chosen rate lay at the end of its grid; so now half that level is left, and an eighth of it for P1-13. What follows is the
// plan of that series.)
//
//   * P1-12a…d, delays of five kinds after the most isometric: the smallest is 1.4 with a spread of 0.5 in ln steps: 8 networks.
//   * P1-12e, the rank correlation of a network's speed with s_max: 0.6 to 0.75 with a spread of 0.10 to 0.15, against 1/2;
//     10 networks detect a difference of 0.19.
//   * P1-13, whose sentence was judged before: ln 10 is exceeded by 1.5 with a spread of 0.3: 8. P1-19: 0.1 with 0.02: 6.
//
// At `overnight` a first series judges, with half of the level of m = 40 tests, 3e-4, so that the mean of 5 networks must lie 5.0 of their standard
// deviations from its threshold. Effects and spreads are those of series 4 of `laptop`, whose networks are six times shallower and narrower:
//
//   * P1-12a, b, d: 2.0, 1.9 and 1.9 with 0.26, 0.33 and 0.35: 5 networks. P1-12c: 1.7 with 0.50: 7. P1-12f: 0.27 with 0.011: 3.
//   * P1-12e: 0.15 with 0.10: 15, beyond a night. P1-13: 1.5 with 0.19: 5. P1-19: 0.10 with 0.015: 5.
import NeuralNetworks

/// Figure 4: six kinds of networks under four optimisers.
package struct CurvesScale: Codable, Hashable, Sendable {
    /// N and L.
    var width: Int
    var depth: Int
    /// Steps per training that is shown.
    var steps: Int
    /// Networks per kind that are shown and judge.
    var networks: Int
    /// Learning rates that are tried for each kind.
    var rates: Int
    var choosers: Choosers

    package init(width: Int, depth: Int, steps: Int, networks: Int, rates: Int, choosers: Choosers) {
        (self.width, self.depth, self.steps) = (width, depth, steps)
        (self.networks, self.rates, self.choosers) = (networks, rates, choosers)
    }

    static let smoke = CurvesScale(width: 32, depth: 16, steps: 60, networks: 3, rates: 3, choosers: Choosers(networks: 2, steps: 30))
    /// As in P1, the depth is half of the width.
    static let laptop = CurvesScale(width: 64, depth: 32, steps: 300, networks: 10, rates: 6, choosers: Choosers(networks: 4, steps: 60))
    /// P1's networks, for the steps of `laptop`.
    static let overnight = CurvesScale(width: 400, depth: 200, steps: 300, networks: 5, rates: 6, choosers: Choosers(networks: 1, steps: 60))
    /// P1's networks.
    static let paper = CurvesScale(
        width: 400, depth: 200, steps: 10_000, networks: 12, rates: 7, choosers: Choosers(networks: 4, steps: 3000))

    /// The rates that are tried for an optimiser's curves: powers of √10 around the rates at which it trains deep tanh
    /// networks. Steps of adaptive optimisers have the size of the rate whatever the gradient; momentum multiplies it by ten.
    func rates(of optimiser: Optimiser) -> [Double] {
        let middle =
            switch optimiser {
            case .sgd: -1.75
            case .momentum: -2.25
            case .adam, .rmsProp: -3.25
            }
        return (0..<rates).map { rate(power: middle + 0.5 * (Double($0) - Double(rates - 1) / 2)) }
    }

    /// 10^power rounded to three digits, so that the rate as printed is the rate that is used.
    private func rate(power: Double) -> Double {
        let exponent = Int(power.rounded(.down))
        let mantissas: [(rest: Double, text: String)] = [(0, "1"), (0.25, "1.78"), (0.5, "3.16"), (0.75, "5.62")]
        let rest = power - Double(exponent)
        let mantissa = mantissas.min { abs($0.rest - rest) < abs($1.rest - rest) }?.text ?? "1"
        return Double("\(mantissa)e\(exponent)") ?? .nan
    }
}
