// Products in single precision on memory that the caller owns: what training is made of. Matrices are row-major here,
// a row a sample or a neuron, so that a block of samples is one stretch of memory. Signals have padded rows (`stride`
// floats from one to the next), weights have not.
//
// Letters: R samples of a block, O outputs and I inputs of a layer.
import COpenBLAS

/// The three products of a dense layer with weights W, O × I. Each on the calling thread; work is split above them.
package enum SingleProducts {
    /// H = X Wᵀ: R × O from X, R × I.
    @inline(__always)
    package static func forward(_ x: Signals, weights: UnsafePointer<Float>, into h: Signals, samples: Int) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, blasint(samples), blasint(h.width), blasint(x.width), 1, x.start,
            blasint(x.stride), weights, blasint(x.width), 0, h.start, blasint(h.stride))
    }

    /// E = D W: R × I from D, R × O.
    @inline(__always)
    package static func backward(_ d: Signals, weights: UnsafePointer<Float>, into e: Signals, samples: Int) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(samples), blasint(e.width), blasint(d.width), 1, d.start,
            blasint(d.stride), weights, blasint(e.width), 0, e.start, blasint(e.stride))
    }

    /// Rows `first` … of G = Dᵀ X: `rows` × I, from D, R × O, and X, R × I.
    @inline(__always)
    package static func gradient(
        _ d: Signals, _ x: Signals, into g: UnsafeMutablePointer<Float>, samples: Int, from first: Int, rows: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, blasint(rows), blasint(x.width), blasint(samples), 1, d.start + first,
            blasint(d.stride), x.start, blasint(x.stride), 0, g, blasint(x.width))
    }
}
