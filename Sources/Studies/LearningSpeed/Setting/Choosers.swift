// The networks that choose settings are not the networks that judge claims.
import Manuscript

/// Networks that choose a rate, a window or a q*, and judge nothing. Their seeds belong to no series (`Judging.choosingSeed`).
package struct Choosers: Codable, Hashable, Sendable {
    var networks: Int
    /// Steps of their trainings.
    var steps: Int

    package init(networks: Int, steps: Int) { (self.networks, self.steps) = (networks, steps) }

    var seeds: [Int] { (0..<networks).map(Judging.choosingSeed) }
}
