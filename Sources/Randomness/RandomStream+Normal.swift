// Standard normals in bulk, 32 at a time from eight blocks in the lanes of vectors. Number i is the same alone or in bulk:
// normals 32g to 32g + 31 come from blocks 8g to 8g + 7. Number 32g + 8p + l is part p of block 8g + l, whose first two words
// give parts 0 and 1, and whose last two words give parts 2 and 3.

extension RandomStream {
    /// Normals that are made together: a request that starts and ends at multiples of this discards none.
    package static let normalsPerGroup = 32

    /// Standard normal number `index`.
    public func normal(_ index: UInt64) -> Double { normals(1, from: index)[0] }

    /// The `count` standard normals from number `first` on.
    public func normals(_ count: Int, from first: UInt64 = 0) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
            fillNormals(UnsafeMutableBufferPointer(rebasing: buffer[..<count]), from: first)
            initialised = count
        }
    }

    /// Writes standard normals number `first`, `first` + 1, … to the buffer.
    package func fillNormals(_ buffer: UnsafeMutableBufferPointer<Double>, from first: UInt64 = 0) {
        guard let start = buffer.baseAddress else { return }
        let size = Self.normalsPerGroup
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Philox4x32.roundKeyCount) { keys in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { spare in
                guard let keys = keys.baseAddress, let spare = spare.baseAddress else { return }
                Philox4x32.writeRoundKeys(blockKey, to: keys)
                var (done, group) = (0, first / UInt64(size))
                // A group of which only a part is wanted is made in a separate buffer.
                func copyPart(skipping skipped: Int) {
                    fillGroups(spare, first: group, count: 1, roundKeys: keys)
                    let wanted = min(size - skipped, buffer.count - done)
                    (start + done).update(from: spare + skipped, count: wanted)
                    done += wanted
                    group += 1
                }
                if first % UInt64(size) != 0 { copyPart(skipping: Int(first % UInt64(size))) }
                let whole = (buffer.count - done) / size
                fillGroups(start + done, first: group, count: whole, roundKeys: keys)
                done += whole * size
                group += UInt64(whole)
                if done < buffer.count { copyPart(skipping: 0) }
            }
        }
    }

    /// Writes `count` groups from number `first` on.
    private func fillGroups(_ start: UnsafeMutablePointer<Double>, first: UInt64, count: Int, roundKeys: UnsafePointer<UInt64>) {
        let bytes = MemoryLayout<BoxMuller.Values>.size
        let output = UnsafeMutableRawPointer(start)
        let counter = blockCounter(0, .normals)
        let use = Philox4x32.Lanes(repeating: UInt64(counter.1))
        let (third, fourth) = (Philox4x32.Lanes(repeating: UInt64(counter.2)), Philox4x32.Lanes(repeating: UInt64(counter.3)))
        for group in 0..<count {
            let index = Philox4x32.Lanes(repeating: 8 * (first + UInt64(group))) &+ Philox4x32.Lanes(0, 1, 2, 3, 4, 5, 6, 7)
            let (a, b, c, d) = Philox4x32.blocks((index, index &>> 32 | use, third, fourth), roundKeys: roundKeys)
            let place = output + 4 * bytes * group
            let one = BoxMuller.pairs(lower: a, upper: b)
            place.storeBytes(of: one.0, as: BoxMuller.Values.self)
            place.storeBytes(of: one.1, toByteOffset: bytes, as: BoxMuller.Values.self)
            let other = BoxMuller.pairs(lower: c, upper: d)
            place.storeBytes(of: other.0, toByteOffset: 2 * bytes, as: BoxMuller.Values.self)
            place.storeBytes(of: other.1, toByteOffset: 3 * bytes, as: BoxMuller.Values.self)
        }
    }
}
