// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (SC 2011). A block of output is a pure function of (key, counter): the bits do not depend on the order of calls
// or the number of threads. It passes TestU01's BigCrush with 7 rounds; 10 leave a margin. This member of the family suits
// vectors: a round is two products 32 × 32 → 64 bits, which vector units have.

/// Ten rounds of Philox on four 32-bit words.
public enum Philox4x32 {
    /// Four random words, or the counter that names them.
    public typealias Words = (UInt32, UInt32, UInt32, UInt32)
    /// The key: each one selects a different generator.
    public typealias Key = (UInt32, UInt32)

    /// The random block that belongs to a counter under a key.
    public static func block(counter: Words, key: Key) -> Words {
        var (a, b, c, d) = counter
        var key = key
        for _ in 0..<10 {
            let first = a.multipliedFullWidth(by: firstFactor)
            let second = c.multipliedFullWidth(by: secondFactor)
            (a, b, c, d) = (second.high ^ b ^ key.0, second.low, first.high ^ d ^ key.1, first.low)
            key = next(key)
        }
        return (a, b, c, d)
    }

    private static let firstFactor: UInt32 = 0xD251_1F53
    private static let secondFactor: UInt32 = 0xCD9E_8D57

    /// The key of the next round.
    private static func next(_ key: Key) -> Key {
        (key.0 &+ 0x9E37_79B9, key.1 &+ 0xBB67_AE85)  // golden ratio, √3 − 1
    }

    // MARK: Eight blocks at once

    /// One word of each of eight blocks, in the lower halves of 64-bit lanes; the upper halves are arbitrary.
    typealias Lanes = SIMD8<UInt64>

    /// How many numbers `blocks` needs as the keys of its rounds.
    static let roundKeyCount = 20

    /// Writes the keys of the ten rounds, for `blocks`.
    static func writeRoundKeys(_ key: Key, to keys: UnsafeMutablePointer<UInt64>) {
        var key = key
        for round in 0..<10 {
            (keys[2 * round], keys[2 * round + 1]) = (UInt64(key.0), UInt64(key.1))
            key = next(key)
        }
    }

    /// The blocks that belong to eight counters: `block` in every lane.
    @inline(__always)
    static func blocks(
        _ counters: (Lanes, Lanes, Lanes, Lanes), roundKeys keys: UnsafePointer<UInt64>
    ) -> (Lanes, Lanes, Lanes, Lanes) {
        let lower = Lanes(repeating: 0xFFFF_FFFF)
        let (m, n) = (Lanes(repeating: UInt64(firstFactor)), Lanes(repeating: UInt64(secondFactor)))
        var (a, b, c, d) = counters
        @inline(__always) func round(_ i: Int) {
            let (p, q) = ((a & lower) &* m, (c & lower) &* n)
            (a, c) = ((q &>> 32) ^ b ^ Lanes(repeating: keys[2 * i]), (p &>> 32) ^ d ^ Lanes(repeating: keys[2 * i + 1]))
            (b, d) = (q, p)
        }
        // The compiler does not unroll a loop here, which would take a third longer.
        round(0); round(1); round(2); round(3); round(4); round(5); round(6); round(7); round(8); round(9)
        return (a, b, c, d)
    }
}
