// How the signals of a piece of a batch lie in memory, so that products of matrices need no packing: each operand is read in the
// order in which it lies.
//
// *Panels*, for products W X: 64 samples at a time, one row of 64 per neuron. A panel of 128 neurons is 32 KB in single precision
// and stays in the first-level cache while all rows of W pass over it. *Strips*, for products D Xᵀ: 64 neurons at a time, one row per
// sample. *Rows*, for the factor D: one row per neuron. Samples that fill the last panel are added; their deltas are zero.

/// The places of numbers of neurons and samples.
struct SamplePanels: Sendable {
    /// Samples per panel, and neurons per strip.
    static var width: Int { 64 }

    /// B.
    let samples: Int
    let count: Int

    init(samples: Int) {
        self.samples = samples
        count = (samples + Self.width - 1) / Self.width
    }

    /// B, rounded up to whole panels.
    var padded: Int { count * Self.width }

    /// Where sample j of neuron i lies among the panels of n neurons.
    @inline(__always)
    func place(_ i: Int, _ j: Int, of n: Int) -> Int { ((j / Self.width) * n + i) * Self.width + j % Self.width }

    /// The panels of n neurons, one row of one neuron at a time: where the row begins, and how many of its samples are real.
    @inline(__always)
    func forEachPart(_ i: Int, of n: Int, _ body: (_ start: Int, _ count: Int) -> Void) {
        for panel in 0..<count { body((panel * n + i) * Self.width, min(Self.width, samples - panel * Self.width)) }
    }
}

extension TiledScalar {
    @inline(__always) static var perVector: Int { Vector.scalarCount }
    /// Rounded up to whole vectors of 512 bits.
    @inline(__always) static func padded(_ count: Int) -> Int { (count + perVector - 1) / perVector * perVector }
    @inline(__always) static func load(_ start: UnsafePointer<Self>) -> Vector { UnsafeRawPointer(start).loadUnaligned(as: Vector.self) }
    @inline(__always) static func store(_ vector: Vector, _ start: UnsafeMutablePointer<Self>) {
        UnsafeMutableRawPointer(start).storeBytes(of: vector, as: Vector.self)
    }
}

extension SamplePanels {
    /// The strips of n neurons: the first neuron and the row's length, in whole vectors; each begins at `first * padded`.
    @inline(__always)
    static func forEachStrip<T: TiledScalar>(_: T.Type, of n: Int, _ body: (_ first: Int, _ length: Int) -> Void) {
        for first in stride(from: 0, to: n, by: width) { body(first, min(width, T.padded(n - first))) }
    }

    /// Copies n neurons' panels into strips; numbers that fill the strips' vectors are not written.
    func copy<T: ProductScalar>(_ panels: UnsafePointer<T>, neurons n: Int, toStrips strips: UnsafeMutablePointer<T>) {
        Self.forEachStrip(T.self, of: n) { first, length in
            for panel in 0..<count {
                T.transpose(
                    panels + (panel * n + first) * Self.width, to: strips + first * padded + panel * Self.width * length, toRow: length,
                    rows: min(length, n - first))
            }
        }
    }

    /// Copies n neurons' panels into rows.
    func copy<T: ProductScalar>(_ panels: UnsafePointer<T>, neurons n: Int, toRows rows: UnsafeMutablePointer<T>) {
        for panel in 0..<count {
            for i in 0..<n { (rows + i * padded + panel * Self.width).update(from: panels + (panel * n + i) * Self.width, count: Self.width) }
        }
    }
}
