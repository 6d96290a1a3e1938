// Random numbers that are indexed, not consumed: the i-th word, uniform or normal of a stream is a function of the seed,
// the stream's path and i alone, so work may be split over threads or replayed in any order.

/// A randomly accessible sequence of random numbers, named by a seed and a path of substreams. Indices go up to 2^62.
public struct RandomStream: Sendable, Hashable {
    private let key0: UInt64
    private let key1: UInt64

    /// The root stream of a seed.
    public init(seed: UInt64) {
        (key0, key1) = (seed, 0)
    }

    /// The child stream of this one with the given number.
    ///
    /// Children have keys drawn by the parent, so two different paths share a stream only with probability 2^-128.
    public func substream(_ number: UInt64) -> RandomStream {
        let key = block(number, .substreamKeys)
        return RandomStream(key0: joined(key.0, key.1), key1: joined(key.2, key.3))
    }

    private init(key0: UInt64, key1: UInt64) {
        (self.key0, self.key1) = (key0, key1)
    }

    /// What a block is used for, kept in two bits of the counter, so that two uses never share a block.
    package enum Use: UInt32 {
        case words, substreamKeys, normals
    }

    /// Half of the stream's key is the generator's key; the other half is in the counter.
    var blockKey: Philox4x32.Key { (UInt32(truncatingIfNeeded: key0), UInt32(truncatingIfNeeded: key0 >> 32)) }

    /// The counter of block number `index` of the given use.
    func blockCounter(_ index: UInt64, _ use: Use) -> Philox4x32.Words {
        precondition(index >> 62 == 0, "numbers of a stream go up to 2^62")
        return (
            UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32) | use.rawValue << 30,
            UInt32(truncatingIfNeeded: key1), UInt32(truncatingIfNeeded: key1 >> 32)
        )
    }

    /// Block number `index` of the given use.
    package func block(_ index: UInt64, _ use: Use) -> Philox4x32.Words {
        Philox4x32.block(counter: blockCounter(index, use), key: blockKey)
    }

    /// Word number `index`: 64 independent fair bits.
    public func word(_ index: UInt64) -> UInt64 {
        let words = block(index / 2, .words)
        return index % 2 == 0 ? joined(words.0, words.1) : joined(words.2, words.3)
    }

    /// Uniform number `index`, in the open interval (0, 1): the midpoint of one of 2^52 equal cells. Never 0, so that its
    /// logarithm exists.
    public func uniform(_ index: UInt64) -> Double {
        (Double(word(index) >> 12) + 0.5) * 0x1p-52
    }

    /// The `count` uniforms from number `first` on.
    public func uniforms(_ count: Int, from first: UInt64 = 0) -> [Double] {
        (0..<UInt64(count)).map { uniform(first &+ $0) }
    }
}

private func joined(_ lower: UInt32, _ upper: UInt32) -> UInt64 { UInt64(lower) | UInt64(upper) << 32 }
