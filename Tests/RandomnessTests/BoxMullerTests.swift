import Foundation
import Randomness
import Testing

@Suite struct BoxMullerTests {
    /// The transform as in a textbook, with the C library's functions.
    private func reference(lower: UInt32, upper: UInt32) -> (Double, Double, radius: Double) {
        let word = UInt64(upper) << 32 | UInt64(lower)
        let radius = (-2 * Foundation.log((Double(word >> 24) + 0.5) * 0x1p-40)).squareRoot()
        let angle = (Double(word & 0x3F_FFFF) + 0.5) * 0x1p-22 * Double.pi / 2
        return (
            (word >> 23 & 1 == 0 ? radius : -radius) * cos(angle), (word >> 22 & 1 == 0 ? radius : -radius) * sin(angle), radius
        )
    }

    private func pair(lower: UInt32, upper: UInt32) -> (Double, Double) {
        let (x, y) = BoxMuller.pairs(lower: .init(repeating: UInt64(lower)), upper: .init(repeating: UInt64(upper)))
        return (x[0], y[0])
    }

    /// Random words, and words at which something changes: ends, signs, and both sides of each power of √2.
    private var words: [(UInt32, UInt32)] {
        let stream = RandomStream(seed: 1)
        var words = (0..<100_000 as Range<UInt64>).map { index -> (UInt32, UInt32) in
            let word = stream.word(index)
            return (UInt32(truncatingIfNeeded: word), UInt32(word >> 32))
        }
        for lower: UInt32 in [0, 1, 0xFFFF_FFFF, 0x00FF_FFFF, 0x0020_0000, 0x001F_FFFF, 0x00C0_0000, 0x0080_0000, 0x0040_0000, 0xFF00_0000] {
            for exponent in 0..<32 {
                let power = UInt32(1) << exponent
                for upper in [0, power, power - 1, power &* 2 &- 1, UInt32(Double(power) * 2.0.squareRoot()), .max] { words.append((lower, upper)) }
            }
        }
        return words
    }

    @Test func vectorsAgreeWithTheTextbooksTransform() {
        // Ours is within 6e-16 of the radius (measured). The C library's functions add an ulp each, and the angle's
        // rounding π/2 2^-53.
        var largest = 0.0
        for (lower, upper) in words {
            let (expected, found) = (reference(lower: lower, upper: upper), pair(lower: lower, upper: upper))
            largest = max(largest, abs(found.0 - expected.0) / expected.radius, abs(found.1 - expected.1) / expected.radius)
        }
        #expect(largest < 5 * Double.ulpOfOne, "largest difference \(largest) of the radius")
    }

    @Test func theUpperHalvesOfTheLanesDoNotMatter() {
        for (lower, upper) in words.prefix(100) {
            let dirty = BoxMuller.pairs(lower: .init(repeating: UInt64(lower) | 0xABCD << 40), upper: .init(repeating: UInt64(upper) | 0xFFFF << 48))
            #expect((dirty.0[3], dirty.1[3]) == pair(lower: lower, upper: upper))
        }
    }

    @Test func theRadiusHasTheRangeOfFortyBits() {
        func radius(_ lower: UInt32, _ upper: UInt32) -> Double {
            let (x, y) = pair(lower: lower, upper: upper)
            return (x * x + y * y).squareRoot()
        }
        // The square root of a sum of squares is within 2 ulps.
        let (smallest, largest) = ((-2 * log1p(-0x1p-41)).squareRoot(), (82 * Foundation.log(2.0)).squareRoot())
        #expect(abs(radius(0xFF00_0000, .max) / smallest - 1) < 4 * Double.ulpOfOne)
        #expect(abs(radius(0, 0) / largest - 1) < 4 * Double.ulpOfOne)
        #expect(largest > 7.538 && largest < 7.540)
    }

    @Test func radiiFarInTheTailHaveTheRightFrequencies() {
        // With 20 leading zero bits u is uniform below 2^-20, so u 2^20 = exp(-r²/2) 2^20 is uniform: radii beyond 5.26.
        let stream = RandomStream(seed: 8)
        let uniform = (0..<100_000 as Range<UInt64>).map { index -> Double in
            let word = stream.word(index)
            let (x, y) = pair(lower: UInt32(truncatingIfNeeded: word), upper: UInt32(word >> 52))
            return exp(-0.5 * (x * x + y * y)) * 0x1p20
        }
        // √n D exceeds 2.2 with probability 1.3e-4; 20 bits of resolution add at most √n 2^-20 < 0.001.
        #expect(kolmogorovSmirnov(uniform) { $0 } < 2.2)
    }
}
