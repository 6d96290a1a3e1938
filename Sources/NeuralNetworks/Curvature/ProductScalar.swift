// The two precisions of Hessian products. Single precision serves Lanczos's method on large networks, double precision whole
// Hessians, whose smallest eigenvalues are looked at.
import COpenBLAS
import LinearAlgebra

/// Numbers that OpenBLAS multiplies: Float and Double.
package protocol ProductScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
    /// C ← A B + beta C, where A is M × K and B is K × N after transposition; all row-major.
    static func multiply(
        _ a: UnsafePointer<Self>, _ aRow: Int, transposed aTransposed: Bool, _ b: UnsafePointer<Self>, _ bRow: Int,
        transposed bTransposed: Bool, into c: UnsafeMutablePointer<Self>, _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool)
}

extension Float: ProductScalar {
    package static func multiply(
        _ a: UnsafePointer<Float>, _ aRow: Int, transposed aTransposed: Bool, _ b: UnsafePointer<Float>, _ bRow: Int,
        transposed bTransposed: Bool, into c: UnsafeMutablePointer<Float>, _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool
    ) {
        cblas_sgemm(
            CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns),
            blasint(inner), 1, a, blasint(aRow), b, blasint(bRow), adding ? 1 : 0, c, blasint(cRow))
    }
}

extension Double: ProductScalar {
    package static func multiply(
        _ a: UnsafePointer<Double>, _ aRow: Int, transposed aTransposed: Bool, _ b: UnsafePointer<Double>, _ bRow: Int,
        transposed bTransposed: Bool, into c: UnsafeMutablePointer<Double>, _ cRow: Int, rows: Int, columns: Int, inner: Int, adding: Bool
    ) {
        cblas_dgemm(
            CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns),
            blasint(inner), 1, a, blasint(aRow), b, blasint(bRow), adding ? 1 : 0, c, blasint(cRow))
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
