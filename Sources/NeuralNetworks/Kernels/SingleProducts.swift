// The three products of a dense layer in single precision, on memory that the caller owns: what training is made of.
// Where the program was compiled for vectors of 512 bits they are ours; elsewhere OpenBLAS makes them from the same memory.
//
// Letters: O outputs and I inputs of a layer, whose weights W are O × I, row-major without gaps.
import COpenBLAS
import LinearAlgebra

/// What computes the products.
package enum SingleProducts: CaseIterable, Sendable {
    case tiled, openBLAS

    /// The faster one of this program.
    @inline(__always)
    package static var best: SingleProducts { VectorUnit.compiledBits >= 512 ? .tiled : .openBLAS }

    /// Neurons whose signals or gradients are made together, a multiple of 16 or all: for `tiled`, few enough to be in a
    /// first- or second-level cache still when they are used.
    package func neuronsAtOnce(of width: Int) -> Int { self == .tiled ? min(48, width) : width }

    /// Takes some neurons as many at once as `neuronsAtOnce` says.
    package func inStrips(_ neurons: Range<Int>, _ body: (_ strip: Range<Int>) -> Void) {
        let together = neuronsAtOnce(of: neurons.count)
        for first in stride(from: neurons.lowerBound, to: neurons.upperBound, by: together) {
            body(first..<min(first + together, neurons.upperBound))
        }
    }

    /// Rows of W that the backward pass goes through together: they fit the second-level cache. Sums are in this order.
    private static let backwardRows = 64

    /// Some rows of H = W X, for one piece of samples.
    /// - Parameter adding: to what H holds already.
    package func forward(_ x: Signals, weights: UnsafePointer<Float>, into h: Signals, neurons: Range<Int>, adding: Bool = false) {
        let (a, c) = (weights + neurons.lowerBound * x.width, h.row(neurons.lowerBound))
        switch self {
        case .tiled:
            TiledProduct(
                a: a, aRow: x.width, aColumn: 1, b: x.start, bRow: Signals.samples, c: c, cRow: Signals.samples, inner: x.width,
                ahead: a + TiledProduct.tileRows * x.width
            ).run(rows: neurons.count, columns: Signals.samples, adding: adding)
        case .openBLAS:
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(neurons.count), blasint(Signals.samples), blasint(x.width), 1, a,
                blasint(x.width), x.start, blasint(Signals.samples), adding ? 1 : 0, c, blasint(Signals.samples))
        }
    }

    /// E = Wᵀ D, for one piece of samples.
    /// - Parameter adding: to what E holds already.
    package func backward(_ d: Signals, weights: UnsafePointer<Float>, into e: Signals, adding: Bool = false) {
        switch self {
        case .tiled:
            // The last rows first: this pass goes down in memory.
            for end in stride(from: d.width, to: 0, by: -Self.backwardRows) {
                let first = max(0, end - Self.backwardRows)
                let a = weights + first * e.width
                TiledProduct(
                    a: a, aRow: 1, aColumn: e.width, b: d.row(first), bRow: Signals.samples, c: e.start, cRow: Signals.samples,
                    inner: end - first, ahead: a - (end - first) * e.width
                ).run(rows: e.width, columns: Signals.samples, adding: adding || end < d.width)
            }
        case .openBLAS:
            cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, blasint(e.width), blasint(Signals.samples), blasint(d.width), 1, weights,
                blasint(e.width), d.start, blasint(Signals.samples), adding ? 1 : 0, e.start, blasint(Signals.samples))
        }
    }

    /// Some rows of G = D Xᵀ, summed over the samples of several pieces.
    /// - Parameters:
    ///   - d: of the first piece; the others follow in memory.
    ///   - inputs: Xᵀ, a row for each sample: pieces × 64 × `stride`.
    ///   - stride: floats from one sample to the next, and from one row of G to the next; a multiple of 16.
    ///   - ahead: what is wanted next, as much as these rows of G.
    package func gradient(
        _ d: Signals, _ inputs: UnsafePointer<Float>, pieces: Int, stride: Int, into g: UnsafeMutablePointer<Float>, neurons: Range<Int>,
        ahead: UnsafePointer<Float>
    ) {
        for piece in 0..<pieces {
            let a = d.row(neurons.lowerBound) + piece * Signals.floats(d.width)
            let b = inputs + piece * Signals.samples * stride
            switch self {
            case .tiled:
                TiledProduct(
                    a: a, aRow: Signals.samples, aColumn: 1, b: b, bRow: stride, c: g, cRow: stride, inner: Signals.samples, ahead: ahead
                ).run(rows: neurons.count, columns: stride, adding: piece > 0)
            case .openBLAS:
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(neurons.count), blasint(stride), blasint(Signals.samples), 1, a,
                    blasint(Signals.samples), b, blasint(stride), piece > 0 ? 1 : 0, g, blasint(stride))
            }
        }
    }
}
