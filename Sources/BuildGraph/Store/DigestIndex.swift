// Finds things by digest. A digest is uniform already, so its first bits say where to look; the things themselves
// stay in an array of their owner, and a slot here is four bytes. `Dictionary` would hash again, with a seed made for
// each look-up, and move whole values whenever it grows: at a hundred thousand targets that was a third of a build.

/// A hash table from digests to positions in somebody's array, by open addressing.
struct DigestIndex {
    /// Positions, in a power of two of slots of which at most half are taken; −1 is a free slot.
    private var slots: [Int32] = []
    private(set) var count = 0

    private static let free: Int32 = -1

    /// The position of what has this digest. `digestAt` tells the digest of a position, the same in every call.
    @inline(__always)
    func position(of digest: Digest, _ digestAt: (Int) -> Digest) -> Int? {
        guard count > 0 else { return nil }
        let slot = slot(of: digest, digestAt)
        return slots[slot] == Self.free ? nil : Int(slots[slot])
    }

    /// Has `digest` lead to `position`, and no longer to where it led before.
    @inline(__always)
    mutating func set(_ position: Int, for digest: Digest, _ digestAt: (Int) -> Digest) {
        if 2 * (count + 1) > slots.count { reserve(2 * count + 8, digestAt) }
        let slot = slot(of: digest, digestAt)
        if slots[slot] == Self.free { count += 1 }
        slots[slot] = Int32(position)
    }

    /// Makes room for `wanted` digests.
    mutating func reserve(_ wanted: Int, _ digestAt: (Int) -> Digest) {
        var size = 16
        while size < 2 * wanted { size *= 2 }
        guard size > slots.count else { return }
        let old = slots
        slots = Array(repeating: Self.free, count: size)
        for position in old where position != Self.free { slots[slot(of: digestAt(Int(position)), digestAt)] = position }
    }

    /// All positions, in no order.
    var positions: some Sequence<Int> { slots.lazy.filter { $0 != Self.free }.map { Int($0) } }

    /// The slot of a digest, or the free one where it belongs.
    @inline(__always)
    private func slot(of digest: Digest, _ digestAt: (Int) -> Digest) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: digest.words.0) & mask
        while slots[slot] != Self.free, digestAt(Int(slots[slot])) != digest { slot = (slot + 1) & mask }
        return slot
    }
}
