// Random numbers that are named, not consumed: the i-th word, uniform or normal of a stream is a function of the seed,
// the stream's path and i. Nothing else can change it, so work may be split over threads or replayed in any order.

/// An unbounded, randomly accessible sequence of random numbers, named by a seed and a path of substreams.
public struct RandomStream: Sendable, Hashable {
    private let key0: UInt64
    private let key1: UInt64

    /// The root stream of a seed.
    public init(seed: UInt64) {
        (key0, key1) = (seed, 0)
    }

    /// The child stream of this one with the given number.
    ///
    /// Children have keys drawn by the parent, so two different paths share a stream with probability 2^-128 only.
    public func substream(_ number: UInt64) -> RandomStream {
        RandomStream(key: block(number, 0, .substreamKeys))
    }

    private init(key: Philox4x64.Words) {
        (key0, key1) = (key.0, key.1)
    }

    /// What a block is used for, kept in the counter's last word: uses never meet in one block.
    enum Use: UInt64 {
        case words, substreamKeys, normalRetries
    }

    /// Block number `index` (and `attempt`) of the given use.
    @inline(__always)
    func block(_ index: UInt64, _ attempt: UInt64, _ use: Use) -> Philox4x64.Words {
        Philox4x64.block(counter: (index, attempt, 0, use.rawValue), key: (key0, key1))
    }

    /// Word number `index`: 64 independent fair bits.
    public func word(_ index: UInt64) -> UInt64 {
        let words = block(index / 4, 0, .words)
        switch index % 4 {
        case 0: return words.0
        case 1: return words.1
        case 2: return words.2
        default: return words.3
        }
    }

    /// Writes words number `first`, `first` + 1, … to the buffer.
    func fillWords(_ buffer: UnsafeMutableBufferPointer<UInt64>, from first: UInt64) {
        var i = 0
        while i < buffer.count, (first &+ UInt64(i)) % 4 != 0 {
            buffer[i] = word(first &+ UInt64(i))
            i += 1
        }
        var number = (first &+ UInt64(i)) / 4
        while i + 4 <= buffer.count {
            (buffer[i], buffer[i + 1], buffer[i + 2], buffer[i + 3]) = block(number, 0, .words)
            number &+= 1
            i += 4
        }
        while i < buffer.count {
            buffer[i] = word(first &+ UInt64(i))
            i += 1
        }
    }

    /// Uniform number `index`, in the open interval (0, 1): never 0, so that its logarithm exists.
    public func uniform(_ index: UInt64) -> Double { openUniform(word(index)) }

    /// The `count` uniforms from number `first` on.
    public func uniforms(_ count: Int, from first: UInt64 = 0) -> [Double] {
        (0..<UInt64(count)).map { uniform(first &+ $0) }
    }
}

/// The midpoint of the word's cell among 2^52 equal cells of (0, 1).
@inline(__always)
func openUniform(_ word: UInt64) -> Double {
    (Double(word >> 12) + 0.5) * 0x1p-52
}
