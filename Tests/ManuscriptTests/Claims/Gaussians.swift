// Seeded Gaussian samples for tests of the level.
import Foundation

/// SplitMix64 and Box–Muller: the same Gaussians everywhere.
struct Gaussians {
    var state: UInt64

    mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
    }

    mutating func next() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform()) }
    mutating func sample(_ n: Int, mean: Double) -> [Double] { (0..<n).map { _ in mean + next() } }
}
