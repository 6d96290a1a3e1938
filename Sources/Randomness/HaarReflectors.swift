// Haar-distributed orthogonal matrices as products of Householder reflectors (Stewart, "The efficient generation of
// random orthogonal matrices", SIAM J. Numer. Anal. 17, 1980). Step k of the QR factorisation of a Gaussian matrix sees a
// fresh Gaussian vector z_k of length N - k + 1, so the reflectors can be drawn without factorising anything:
//
//     Q = H_1 H_2 ⋯ H_{N-1} S,   H_k = I - tau_k v_k v_kᵀ maps z_k to -sgn(z_k1) |z_k| e_k,   S_kk = -sgn(z_k1),
//
// and S_NN = sgn(z_N). Q covers O(N), with either sign of the determinant equally likely. A matrix takes N²/2 normals, and
// Q C costs 2N³ flops, as with an explicit Q, but without the 4/3 N³ of forming Q or the 8/3 N³ of a QR factorisation.
//
// Blocks of reflectors act together in compact WY form, H_a ⋯ H_b = I - V T Vᵀ (Schreiber and Van Loan 1989). T comes
// from one Gram matrix (Joffrain et al. 2006): T⁻¹ is the upper triangle of VᵀV with 1/tau on its diagonal.
// Letters: N dimension, b block size, V unit lower trapezoidal, C an N × c operand.
import LinearAlgebra

/// A Haar-distributed orthogonal N × N matrix Q, held as reflectors and signs; Q itself is never formed.
public struct HaarReflectors: Sendable {
    /// N.
    public let dimension: Int
    /// b, reflectors per block.
    package let blockSize: Int
    /// The b that balances the work wasted on triangles, proportional to b, against the low rate of thin products.
    package static let tunedBlockSize = 96
    /// The b for operands of about 100 columns, whose products cost less relative to the triangles: 5.4 instead of 6.4 ms
    /// at N = 1000.
    package static let thinBlockSize = 48

    /// N × (N-1); column k is v_k: zeros above row k, 1 on it.
    package private(set) var vectors: Matrix
    /// b × (N-1): each block's T, side by side, zeros below its diagonal.
    package private(set) var triangles: Matrix
    /// tau_k = 2 / |v_k|², N-1 of them.
    package private(set) var tau: [Double]
    /// The diagonal of S.
    package private(set) var signs: [Double]

    /// Draws Q of dimension N from the Haar measure on O(N). Q is a function of the stream alone.
    /// - Throws: `invalidParameter` for a dimension below 1.
    public init(dimension: Int, from stream: RandomStream) throws(LinearAlgebraError) {
        try self.init(dimension: dimension, blockSize: Self.tunedBlockSize)
        drawVectors(from: stream)
        try combineBlocks()
    }

    /// Storage for reflectors, which may be drawn into repeatedly.
    package init(dimension: Int, blockSize: Int) throws(LinearAlgebraError) {
        guard dimension >= 1 else {
            throw .invalidParameter(name: "dimension", value: "\(dimension)", requirement: "at least 1")
        }
        self.dimension = dimension
        self.blockSize = blockSize
        vectors = Matrix(rows: dimension, columns: dimension - 1)
        triangles = Matrix(rows: blockSize, columns: dimension - 1)
        tau = [Double](repeating: 0, count: dimension - 1)
        signs = [Double](repeating: 1, count: dimension)
    }

    /// The ranges of reflectors that act together, first to last.
    package var blocks: [Range<Int>] {
        stride(from: 0, to: dimension - 1, by: blockSize).map { $0..<min($0 + blockSize, dimension - 1) }
    }

    /// Draws new reflectors; `combineBlocks` must follow before they are applied in blocks.
    package mutating func drawVectors(from stream: RandomStream) {
        let n = dimension
        for k in 0..<n - 1 {
            let length = n - k
            var top = 0.0
            tau[k] = vectors.withBlock { v in
                let z = v.start + k + k * n
                stream.fillNormals(UnsafeMutableBufferPointer(start: z, count: length), from: Self.firstNormal(ofLength: length))
                top = z[0]
                return makeReflector(z, length: length)
            }
            signs[k] = top < 0 ? 1 : -1
        }
        signs[n - 1] = stream.normal(0) < 0 ? -1 : 1
    }

    /// The number of the stream's normal at which a z of the given length begins: shorter vectors come first, and each
    /// takes whole groups of G normals.
    ///
    /// With m = ⌈length/G⌉, the vectors of fewer than m groups take G² m(m-1)/2 normals in all, and each shorter vector of
    /// m groups takes G m.
    package static func firstNormal(ofLength length: Int) -> UInt64 {
        let size = RandomStream.normalsPerGroup
        let groups = (length + size - 1) / size
        return UInt64(size * (size * groups * (groups - 1) / 2 + (length - 1 - size * (groups - 1)) * groups))
    }

    /// Computes the T factors of all blocks.
    package mutating func combineBlocks() throws(LinearAlgebraError) {
        let (n, tau, ranges) = (dimension, tau, blocks)
        try triangles.withBlock { t throws(LinearAlgebraError) in
            try vectors.withReadOnlyBlock { v throws(LinearAlgebraError) in
                for range in ranges {
                    let triangle = t.window(rows: 0..<range.count, columns: range)
                    triangle.setUpperGram(of: v.window(rows: range.lowerBound..<n, columns: range))
                    for (i, k) in range.enumerated() { triangle.start[i + i * t.stride] = 1 / tau[k] }
                    try triangle.invertUpperTriangle()
                }
            }
        }
    }
}

/// Overwrites z by the reflector v (v₁ = 1) that maps z to a multiple of e₁, and returns tau = 2 / |v|².
///
/// v = z + sgn(z₁)|z| e₁, divided by its first element; with this sign the sum never cancels.
private func makeReflector(_ z: UnsafeMutablePointer<Double>, length: Int) -> Double {
    let norm = innerProduct(z, z, count: length).squareRoot()
    let first = z[0] < 0 ? z[0] - norm : z[0] + norm
    let tau = abs(first) / norm
    scale(z, by: 1 / first, count: length)
    z[0] = 1
    return tau
}
