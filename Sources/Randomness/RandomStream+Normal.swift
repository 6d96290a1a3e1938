// Standard normals by the ziggurat, in bulk. One word of the stream makes one normal in 98.8 % of the cases; the others
// draw what they need from blocks of their own, named by the normal's number: number i is the same alone or in bulk.
import Foundation

extension RandomStream {
    /// Standard normal number `index`.
    public func normal(_ index: UInt64) -> Double {
        var value = 0.0
        withUnsafeMutablePointer(to: &value) {
            fillNormals(UnsafeMutableBufferPointer(start: $0, count: 1), from: index)
        }
        return value
    }

    /// The `count` standard normals from number `first` on.
    public func normals(_ count: Int, from first: UInt64 = 0) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
            fillNormals(UnsafeMutableBufferPointer(rebasing: buffer[..<count]), from: first)
            initialised = count
        }
    }

    /// Writes standard normals number `first`, `first` + 1, … to the buffer.
    package func fillNormals(_ buffer: UnsafeMutableBufferPointer<Double>, from first: UInt64 = 0) {
        let tables = ZigguratTables.standard
        tables.layers.withUnsafeBufferPointer { layers in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 512) { words in
                var done = 0
                while done < buffer.count {
                    let count = min(words.count, buffer.count - done)
                    fillWords(UnsafeMutableBufferPointer(rebasing: words[..<count]), from: first &+ UInt64(done))
                    for i in 0..<count {
                        let word = words[i]
                        let layer = layers[Int(truncatingIfNeeded: word & 255)]
                        let mantissa = word >> 11
                        if _fastPath(mantissa < layer.sure) {
                            buffer[done + i] = signed(Double(Int64(bitPattern: mantissa)) * layer.width, by: word)
                        } else {
                            buffer[done + i] = normalBeyondSure(word, number: first &+ UInt64(done + i), tables)
                        }
                    }
                    done += count
                }
            }
        }
    }

    /// Completes normal number `number` whose first word fell outside of the sure part of its layer.
    @inline(never)
    private func normalBeyondSure(_ first: UInt64, number: UInt64, _ tables: ZigguratTables) -> Double {
        var word = first
        var attempt: UInt64 = 0
        while true {
            let (layer, mantissa) = (Int(word & 255), word >> 11)
            let x = Double(mantissa) * tables.layers[layer].width
            if mantissa < tables.layers[layer].sure { return signed(x, by: word) }
            let fresh = block(number, attempt, .normalRetries)
            attempt += 1
            if layer == 0 {
                return signed(tail(number: number, attempt: &attempt), by: word)
            }
            let (low, high) = (tables.heights[layer], tables.heights[layer + 1])
            if low + openUniform(fresh.0) * (high - low) < exp(-0.5 * x * x) { return signed(x, by: word) }
            word = fresh.1
        }
    }

    /// A half-normal conditioned to exceed R, by Marsaglia's exponential rejection (1964).
    private func tail(number: UInt64, attempt: inout UInt64) -> Double {
        while true {
            let fresh = block(number, attempt, .normalRetries)
            attempt += 1
            let excess = -log(openUniform(fresh.0)) / ZigguratTables.tail
            if -2 * log(openUniform(fresh.1)) > excess * excess { return ZigguratTables.tail + excess }
        }
    }
}

/// x ≥ 0 with the sign that bit 8 of the word says; bits 0 to 7 chose the layer, 11 to 63 the abscissa.
@inline(__always)
private func signed(_ x: Double, by word: UInt64) -> Double {
    Double(bitPattern: x.bitPattern | (word & 0x100) << 55)
}
