// Random numbers for tests: a failing seed is printed, and fails again.

/// A small generator of reproducible numbers (splitmix64).
public struct SplitMix: Sendable {
    var state: UInt64

    public init(state: UInt64) { self.state = state }

    public mutating func next(in range: ClosedRange<Int>) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return range.lowerBound + Int((z ^ z >> 31) % UInt64(range.count))
    }

    /// Precondition: there is one.
    public mutating func element<T>(of elements: [T]) -> T { elements[next(in: 0...elements.count - 1)] }
}
