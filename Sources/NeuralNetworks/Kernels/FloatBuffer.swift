// Memory for training: floats aligned for vector instructions, zero at first, of fixed size. A class, because it is shared
// and written in place; its owner decides which thread may access which part.

/// A fixed stretch of floats, aligned to 64 bytes.
package final class FloatBuffer: @unchecked Sendable {
    package let start: UnsafeMutablePointer<Float>
    package let count: Int

    /// `count` zeros. The allocation is rounded up to whole vectors of sixteen, which may be read and written.
    package init(_ count: Int) {
        self.count = count
        let bytes = max(1, (count + 15) / 16) * 64
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        start = memory.assumingMemoryBound(to: Float.self)
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }

    package var elements: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// Replaces all elements. Precondition: the counts are equal.
    package func replace(with elements: [Float]) {
        precondition(elements.count == count, "\(elements.count) elements for a buffer of \(count)")
        elements.withUnsafeBufferPointer { start.update(from: $0.baseAddress ?? UnsafePointer(start), count: count) }
    }
}
