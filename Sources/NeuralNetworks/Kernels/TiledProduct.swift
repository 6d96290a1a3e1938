// Products C = A B in single or double precision at the rate of the vector unit, for matrices as small as a layer's. A general
// library packs both operands for each product, which at this size takes a quarter of the time or more. Here nothing is
// packed: callers keep B row by row, and numbers of A are read one at a time, in any order.
//
// A tile of C, six rows of four vectors (64 floats or 32 doubles), stays in 24 of the 32 registers of AVX-512 during the loop over the inner dimension: four
// loads of B and six numbers of A for 24 multiply-adds. B comes from the second-level cache; A comes from memory and must
// be prefetched. Each number of C is a sum in the order of the inner index, whichever tile it is in.
import COpenBLAS

/// Numbers with vectors of 512 bits.
package protocol TiledScalar: BinaryFloatingPoint, SIMDScalar {
    associatedtype Vector: SIMD where Vector.Scalar == Self
}

extension Float: TiledScalar { package typealias Vector = SIMD16<Float> }
extension Double: TiledScalar { package typealias Vector = SIMD8<Double> }

/// C ← A B or C ← C + A B; on the calling thread.
package struct TiledProduct<T: TiledScalar> {
    /// A_mk is at `a + m * aRow + k * aColumn`.
    let a: UnsafePointer<T>, aRow: Int, aColumn: Int
    /// B_kn is at `b + k * bRow + n`.
    let b: UnsafePointer<T>, bRow: Int
    /// C_mn is at `c + m * cRow + n`.
    let c: UnsafeMutablePointer<T>, cRow: Int
    /// Values of k.
    let inner: Int
    /// The memory to be read next: each full tile prefetches as many numbers of it as the tile reads from A.
    let ahead: UnsafePointer<T>

    /// Rows of a full tile.
    package static var tileRows: Int { 6 }

    package init(
        a: UnsafePointer<T>, aRow: Int, aColumn: Int, b: UnsafePointer<T>, bRow: Int, c: UnsafeMutablePointer<T>, cRow: Int,
        inner: Int, ahead: UnsafePointer<T>
    ) {
        (self.a, self.aRow, self.aColumn) = (a, aRow, aColumn)
        (self.b, self.bRow) = (b, bRow)
        (self.c, self.cRow) = (c, cRow)
        (self.inner, self.ahead) = (inner, ahead)
    }

    /// Makes `rows` × `columns` numbers of C.
    /// - Parameters:
    ///   - columns: a multiple of a vector's numbers.
    ///   - adding: whether to add to what C holds.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func run(rows: Int, columns: Int, adding: Bool = false) {
        var (row, ahead) = (0, ahead)
        while row + Self.tileRows <= rows {
            var column = 0
            while column + FourVectors<T>.width <= columns {
                sixRows(FourVectors<T>.self, row, column, adding, ahead)
                column += FourVectors<T>.width
                ahead += Self.tileRows * inner
            }
            while column + TwoVectors<T>.width <= columns {
                sixRows(TwoVectors<T>.self, row, column, adding, ahead)
                column += TwoVectors<T>.width
            }
            while column < columns {
                sixRows(OneVector<T>.self, row, column, adding, ahead)
                column += OneVector<T>.width
            }
            row += Self.tileRows
        }
        while row + 2 <= rows {
            twoRows(row, columns, adding)
            row += 2
        }
        if row < rows {
            var column = 0
            while column + FourVectors<T>.width <= columns {
                oneRow(FourVectors<T>.self, row, column, adding)
                column += FourVectors<T>.width
            }
            while column < columns {
                oneRow(OneVector<T>.self, row, column, adding)
                column += OneVector<T>.width
            }
        }
    }

    /// Two rows at a time have twice as many sums under way as one, enough for the unit's latency.
    @inline(__always)
    private func twoRows(_ row: Int, _ columns: Int, _ adding: Bool) {
        var column = 0
        while column + FourVectors<T>.width <= columns {
            twoRows(FourVectors<T>.self, row, column, adding)
            column += FourVectors<T>.width
        }
        while column < columns {
            twoRows(OneVector<T>.self, row, column, adding)
            column += OneVector<T>.width
        }
    }

    @inline(__always)
    private func twoRows<Part: RowPart<T>>(_: Part.Type, _ row: Int, _ column: Int, _ adding: Bool) {
        let c = c + row * cRow + column
        var (c0, c1) = adding ? (Part(c), Part(c + cRow)) : (Part(), Part())
        var (a, b) = (a + row * aRow, b + column)
        for _ in 0..<inner {
            let part = Part(b)
            c0.add(a[0], part)
            c1.add(a[aRow], part)
            a += aColumn
            b += bRow
        }
        c0.store(c)
        c1.store(c + cRow)
    }

    @inline(__always)
    private func sixRows<Part: RowPart<T>>(_: Part.Type, _ row: Int, _ column: Int, _ adding: Bool, _ start: UnsafePointer<T>) {
        let c = c + row * cRow + column
        var (c0, c1, c2, c3, c4, c5) = (Part(), Part(), Part(), Part(), Part(), Part())
        if adding {
            (c0, c1, c2) = (Part(c), Part(c + cRow), Part(c + 2 * cRow))
            (c3, c4, c5) = (Part(c + 3 * cRow), Part(c + 4 * cRow), Part(c + 5 * cRow))
        }
        var (a, b, ahead) = (a + row * aRow, b + column, start)
        for _ in 0..<inner {
            let part = Part(b)
            c0.add(a[0], part)
            c1.add(a[aRow], part)
            c2.add(a[2 * aRow], part)
            c3.add(a[3 * aRow], part)
            c4.add(a[4 * aRow], part)
            c5.add(a[5 * aRow], part)
            paper_prefetch(ahead)
            ahead += Self.tileRows
            a += aColumn
            b += bRow
        }
        c0.store(c)
        c1.store(c + cRow)
        c2.store(c + 2 * cRow)
        c3.store(c + 3 * cRow)
        c4.store(c + 4 * cRow)
        c5.store(c + 5 * cRow)
    }

    @inline(__always)
    private func oneRow<Part: RowPart<T>>(_: Part.Type, _ row: Int, _ column: Int, _ adding: Bool) {
        let c = c + row * cRow + column
        var sum = adding ? Part(c) : Part()
        var (a, b) = (a + row * aRow, b + column)
        for _ in 0..<inner {
            sum.add(a[0], Part(b))
            a += aColumn
            b += bRow
        }
        sum.store(c)
    }
}

/// Some adjacent numbers of a row, in registers.
private protocol RowPart<Scalar> {
    associatedtype Scalar: TiledScalar
    static var width: Int { get }
    /// Zeros.
    init()
    init(_ start: UnsafePointer<Scalar>)
    /// self ← self + factor · part, rounded once: one instruction if the processor has it, otherwise one call per number.
    mutating func add(_ factor: Scalar, _ part: Self)
    func store(_ start: UnsafeMutablePointer<Scalar>)
}

private struct OneVector<Scalar: TiledScalar>: RowPart {
    static var width: Int { Scalar.Vector.scalarCount }
    private var vector: Scalar.Vector

    @inline(__always) init() { vector = .zero }
    @inline(__always) init(_ start: UnsafePointer<Scalar>) { vector = UnsafeRawPointer(start).loadUnaligned(as: Scalar.Vector.self) }
    @inline(__always) mutating func add(_ factor: Scalar, _ part: Self) { vector.addProduct(Scalar.Vector(repeating: factor), part.vector) }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Scalar>) {
        UnsafeMutableRawPointer(start).storeBytes(of: vector, as: Scalar.Vector.self)
    }
}

private struct TwoVectors<Scalar: TiledScalar>: RowPart {
    static var width: Int { 2 * OneVector<Scalar>.width }
    private var first: OneVector<Scalar>, second: OneVector<Scalar>

    @inline(__always) init() { (first, second) = (OneVector(), OneVector()) }
    @inline(__always) init(_ start: UnsafePointer<Scalar>) {
        (first, second) = (OneVector(start), OneVector(start + OneVector<Scalar>.width))
    }
    @inline(__always) mutating func add(_ factor: Scalar, _ part: Self) {
        first.add(factor, part.first)
        second.add(factor, part.second)
    }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Scalar>) {
        first.store(start)
        second.store(start + OneVector<Scalar>.width)
    }
}

private struct FourVectors<Scalar: TiledScalar>: RowPart {
    static var width: Int { 4 * OneVector<Scalar>.width }
    private var first: TwoVectors<Scalar>, second: TwoVectors<Scalar>

    @inline(__always) init() { (first, second) = (TwoVectors(), TwoVectors()) }
    @inline(__always) init(_ start: UnsafePointer<Scalar>) {
        (first, second) = (TwoVectors(start), TwoVectors(start + TwoVectors<Scalar>.width))
    }
    @inline(__always) mutating func add(_ factor: Scalar, _ part: Self) {
        first.add(factor, part.first)
        second.add(factor, part.second)
    }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Scalar>) {
        first.store(start)
        second.store(start + TwoVectors<Scalar>.width)
    }
}
