// The three products of a dense layer in single precision, on memory that the caller owns: most of the work of training.
// If the program was compiled for vectors of 512 bits they are our own; otherwise OpenBLAS computes them on the same memory.
//
// Letters: O outputs and I inputs of a layer, whose weights W are O × I, row-major without gaps.
import COpenBLAS
import LinearAlgebra

/// The implementation of the products.
package enum SingleProducts: CaseIterable, Sendable {
    case tiled, openBLAS

    /// The faster one in this program.
    @inline(__always)
    package static var best: SingleProducts { VectorUnit.compiledBits >= 512 ? .tiled : .openBLAS }

    /// Neurons whose signals or gradients are computed together, a multiple of 16 or all: for `tiled`, few enough to be still
    /// in the first- or second-level cache when they are used.
    package func neuronsAtOnce(of width: Int) -> Int { self == .tiled ? min(48, width) : width }

    /// Splits some neurons into strips of `neuronsAtOnce`.
    package func inStrips(_ neurons: Range<Int>, _ body: (_ strip: Range<Int>) -> Void) {
        let together = neuronsAtOnce(of: neurons.count)
        for first in stride(from: neurons.lowerBound, to: neurons.upperBound, by: together) {
            body(first..<min(first + together, neurons.upperBound))
        }
    }

    /// Rows of W that the backward pass handles together, which fit the second-level cache. They fix the order of the sums.
    private static let backwardRows = 64

    /// Some rows of H = W X, for one piece of samples.
    /// - Parameter adding: whether to add to what H holds.
    package func forward(_ x: Signals, weights: UnsafePointer<Float>, into h: Signals, neurons: Range<Int>, adding: Bool = false) {
        let (a, c) = (weights + neurons.lowerBound * x.width, h.row(neurons.lowerBound))
        switch self {
        case .tiled:
            TiledProduct(
                a: a, aRow: x.width, aColumn: 1, b: x.start, bRow: Signals.samples, c: c, cRow: Signals.samples, inner: x.width,
                ahead: a + TiledProduct<Float>.tileRows * x.width
            ).run(rows: neurons.count, columns: Signals.samples, adding: adding)
        case .openBLAS:
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(neurons.count), blasint(Signals.samples), blasint(x.width), 1, a,
                blasint(x.width), x.start, blasint(Signals.samples), adding ? 1 : 0, c, blasint(Signals.samples))
        }
    }

    /// E = Wᵀ D, for one piece of samples.
    /// - Parameter adding: whether to add to what E holds.
    package func backward(_ d: Signals, weights: UnsafePointer<Float>, into e: Signals, adding: Bool = false) {
        switch self {
        case .tiled:
            // The last rows first: this pass goes backwards in memory.
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
    ///   - d: D of the first piece; the others follow in memory.
    ///   - inputs: Xᵀ, one row per sample: pieces × 64 × `stride`.
    ///   - stride: floats from one sample to the next, and from one row of G to the next; a multiple of 16.
    ///   - ahead: the memory to prefetch, as much as these rows of G.
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
