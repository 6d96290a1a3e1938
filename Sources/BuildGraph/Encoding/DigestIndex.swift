// Finds things by digest. A digest is uniform already, so its first bits say where to look; the things themselves
// stay in an array of their owner, and a slot here is eight bytes. `Dictionary` would hash again, with a seed made for
// each look-up, and move whole values whenever it grows: at a hundred thousand targets that was a third of a build.

/// A hash table from digests to positions in an array of the owner, by open addressing.
struct DigestIndex {
    private struct Slot {
        /// −1 when it is free.
        var position: Int32 = -1
        /// Bits of the digest that did not choose the slot: those of another digest are told apart without a look at it.
        var tag: UInt32 = 0

        var isFree: Bool { position < 0 }
    }

    /// A power of two of slots, of which at most half are taken.
    private var slots: [Slot] = []
    private(set) var count = 0

    /// The position of what has this digest. `digestAt` gives the digest at a position, the same in every call.
    @inline(__always)
    func position(of digest: Digest, _ digestAt: (Int) -> Digest) -> Int? {
        guard count > 0 else { return nil }
        let slot = slot(of: digest, digestAt)
        return slots[slot].isFree ? nil : Int(slots[slot].position)
    }

    /// Has `digest` lead to `position`, and no longer to where it led before.
    @inline(__always)
    mutating func set(_ position: Int, for digest: Digest, _ digestAt: (Int) -> Digest) {
        if 2 * (count + 1) > slots.count { reserve(2 * count + 8, digestAt) }
        let slot = slot(of: digest, digestAt)
        if slots[slot].isFree { count += 1 }
        slots[slot] = Slot(position: Int32(position), tag: Self.tag(digest))
    }

    /// Makes room for `wanted` digests.
    mutating func reserve(_ wanted: Int, _ digestAt: (Int) -> Digest) {
        var size = 16
        while size < 2 * wanted { size *= 2 }
        guard size > slots.count else { return }
        let old = slots
        slots = Array(repeating: Slot(), count: size)
        for taken in old where !taken.isFree { slots[slot(of: digestAt(Int(taken.position)), digestAt)] = taken }
    }

    /// All positions, in no order.
    var positions: some Sequence<Int> { slots.lazy.filter { !$0.isFree }.map { Int($0.position) } }

    @inline(__always)
    private static func tag(_ digest: Digest) -> UInt32 { UInt32(truncatingIfNeeded: digest.words.0 >> 32) }

    /// The slot of a digest, or the free one where it belongs.
    @inline(__always)
    private func slot(of digest: Digest, _ digestAt: (Int) -> Digest) -> Int {
        let mask = slots.count - 1, tag = Self.tag(digest)
        var slot = Int(truncatingIfNeeded: digest.words.0) & mask
        while !slots[slot].isFree, slots[slot].tag != tag || digestAt(Int(slots[slot].position)) != digest { slot = (slot + 1) & mask }
        return slot
    }
}
