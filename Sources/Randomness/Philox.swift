// Philox4x64-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (SC 2011). A block of output is a pure function of (key, counter): the bits do not depend on who asks, in
// which order, or on how many threads. It passes TestU01's BigCrush. Of the family this member is the quickest without
// vector instructions: two 64 × 64 → 128 bit products a round give four words.

/// Ten rounds of Philox on four 64-bit words.
public enum Philox4x64 {
    /// Four random words, or the counter that names them.
    public typealias Words = (UInt64, UInt64, UInt64, UInt64)
    /// The key: one generator for each.
    public typealias Key = (UInt64, UInt64)

    /// The random block that belongs to a counter under a key.
    @inline(__always)
    public static func block(counter: Words, key: Key) -> Words {
        var (a, b, c, d) = counter
        var (k, l) = key
        for _ in 0..<10 {
            let first = a.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
            let second = c.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
            (a, b, c, d) = (second.high ^ b ^ k, second.low, first.high ^ d ^ l, first.low)
            k &+= 0x9E37_79B9_7F4A_7C15  // golden ratio
            l &+= 0xBB67_AE85_84CA_A73B  // √3 − 1
        }
        return (a, b, c, d)
    }
}
