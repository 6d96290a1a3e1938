// The two precisions of Hessian products. Single precision serves Lanczos's method on large networks, double precision whole
// Hessians, whose smallest eigenvalues are looked at.
//
// In a program compiled for vectors of 512 bits the products are our own, in both precisions: they read the panels and strips of
// `SamplePanels` as they lie. Otherwise OpenBLAS computes them on the same memory.
import COpenBLAS
import LinearAlgebra

/// Numbers of Hessian products: Float and Double.
package protocol ProductScalar: TiledScalar, Codable, Sendable {
    /// OpenBLAS's C ← A B + C or A B, where A is given by rows or by columns.
    static func multiplyByBLAS(
        _ a: UnsafePointer<Self>, _ aStride: Int, byRows: Bool, _ b: UnsafePointer<Self>, _ bRow: Int, into c: UnsafeMutablePointer<Self>,
        _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool)
    /// Copies the transpose of some rows of a panel.
    /// - Parameter rows: of 64 numbers each, one after the other.
    static func transpose(_ panel: UnsafePointer<Self>, to: UnsafeMutablePointer<Self>, toRow: Int, rows: Int)
}

extension ProductScalar {
    /// C ← A B, or C + A B: on the calling thread.
    /// - Parameters:
    ///   - a: A_mk is at `a + m aRow + k aColumn`; one of the two is 1.
    ///   - columns: a multiple of a vector's numbers.
    @inline(__always)
    package static func multiply(
        _ a: UnsafePointer<Self>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Self>, _ bRow: Int, into c: UnsafeMutablePointer<Self>,
        _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool
    ) {
        if VectorUnit.compiledBits >= 512 {
            // The next rows of a vector's weights, which come from memory.
            let ahead = aColumn == 1 ? a + TiledProduct<Self>.tileRows * aRow : a
            TiledProduct(a: a, aRow: aRow, aColumn: aColumn, b: b, bRow: bRow, c: c, cRow: cRow, inner: inner, ahead: ahead)
                .run(rows: rows, columns: columns, adding: adding)
        } else {
            multiplyByBLAS(
                a, aColumn == 1 ? aRow : aColumn, byRows: aColumn == 1, b, bRow, into: c, cRow, rows: rows, columns: columns, inner: inner,
                adding: adding)
        }
    }
}

extension Float: ProductScalar {
    package static func multiplyByBLAS(
        _ a: UnsafePointer<Float>, _ aStride: Int, byRows: Bool, _ b: UnsafePointer<Float>, _ bRow: Int, into c: UnsafeMutablePointer<Float>,
        _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool
    ) {
        cblas_sgemm(
            CblasRowMajor, byRows ? CblasNoTrans : CblasTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner), 1, a,
            blasint(aStride), b, blasint(bRow), adding ? 1 : 0, c, blasint(cRow))
    }

    package static func transpose(_ panel: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>, toRow: Int, rows: Int) {
        let whole = rows / 16 * 16
        NeuralNetworks.transpose(panel, fromRow: SamplePanels.width, to: to, toRow: toRow, rows: whole, columns: SamplePanels.width)
        for i in whole..<rows { for j in 0..<SamplePanels.width { to[j * toRow + i] = panel[i * SamplePanels.width + j] } }
    }
}

extension Double: ProductScalar {
    package static func multiplyByBLAS(
        _ a: UnsafePointer<Double>, _ aStride: Int, byRows: Bool, _ b: UnsafePointer<Double>, _ bRow: Int, into c: UnsafeMutablePointer<Double>,
        _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool
    ) {
        cblas_dgemm(
            CblasRowMajor, byRows ? CblasNoTrans : CblasTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner), 1, a,
            blasint(aStride), b, blasint(bRow), adding ? 1 : 0, c, blasint(cRow))
    }

    package static func transpose(_ panel: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>, toRow: Int, rows: Int) {
        for i in 0..<rows { for j in 0..<SamplePanels.width { to[j * toRow + i] = panel[i * SamplePanels.width + j] } }
    }
}

/// A fixed stretch of numbers, zero at first, aligned for vector instructions; its owner decides who writes where.
final class NumberBuffer<T: ProductScalar>: @unchecked Sendable {
    let start: UnsafeMutablePointer<T>
    let count: Int

    init(_ count: Int) {
        self.count = count
        let bytes = max(64, count * MemoryLayout<T>.stride)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        start = memory.assumingMemoryBound(to: T.self)
    }

    convenience init(_ matrix: Matrix) {
        self.init(matrix.rows * matrix.columns)
        for i in 0..<matrix.rows { for j in 0..<matrix.columns { start[i * matrix.columns + j] = T(matrix[i, j]) } }
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }
}

/// Sum of `count` numbers, sixteen at a time.
@inline(__always)
func sum<T: ProductScalar>(_ a: UnsafePointer<T>, _ count: Int) -> T {
    var (sums, i) = (SIMD16<T>.zero, 0)
    while i + 16 <= count {
        sums += UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<T>.self)
        i += 16
    }
    var total = sums.sum()
    while i < count {
        total += a[i]
        i += 1
    }
    return total
}

/// Sum of products of `count` pairs of numbers, sixteen at a time.
@inline(__always)
func sum<T: ProductScalar>(_ a: UnsafePointer<T>, times b: UnsafePointer<T>, _ count: Int) -> T {
    var (sums, i) = (SIMD16<T>.zero, 0)
    while i + 16 <= count {
        sums += UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<T>.self) * UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<T>.self)
        i += 16
    }
    var total = sums.sum()
    while i < count {
        total += a[i] * b[i]
        i += 1
    }
    return total
}
