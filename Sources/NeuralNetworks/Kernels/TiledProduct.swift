// Products C = A B in single precision at the rate of the vector unit, for matrices as small as a layer's. A general
// library packs both operands for each product, which at this size takes a quarter of the time or more. Here nothing is
// packed: callers keep B row by row, and numbers of A are read one at a time, in any order.
//
// A tile of C, six rows of 64, stays in 24 of the 32 registers of AVX-512 during the loop over the inner dimension: four
// loads of B and six numbers of A for 24 multiply-adds. B comes from the second-level cache; A comes from memory and must
// be prefetched. Each number of C is a sum in the order of the inner index, whichever tile it is in.
import COpenBLAS

/// C ← A B or C ← C + A B; on the calling thread.
package struct TiledProduct {
    /// A_mk is at `a + m * aRow + k * aColumn`.
    let a: UnsafePointer<Float>, aRow: Int, aColumn: Int
    /// B_kn is at `b + k * bRow + n`.
    let b: UnsafePointer<Float>, bRow: Int
    /// C_mn is at `c + m * cRow + n`.
    let c: UnsafeMutablePointer<Float>, cRow: Int
    /// Values of k.
    let inner: Int
    /// The memory to be read next: each full tile prefetches as many floats of it as the tile reads from A.
    let ahead: UnsafePointer<Float>

    /// Rows of a full tile.
    package static let tileRows = 6

    package init(
        a: UnsafePointer<Float>, aRow: Int, aColumn: Int, b: UnsafePointer<Float>, bRow: Int, c: UnsafeMutablePointer<Float>, cRow: Int,
        inner: Int, ahead: UnsafePointer<Float>
    ) {
        (self.a, self.aRow, self.aColumn) = (a, aRow, aColumn)
        (self.b, self.bRow) = (b, bRow)
        (self.c, self.cRow) = (c, cRow)
        (self.inner, self.ahead) = (inner, ahead)
    }

    /// Makes `rows` × `columns` numbers of C.
    /// - Parameters:
    ///   - columns: a multiple of 16.
    ///   - adding: whether to add to what C holds.
    package func run(rows: Int, columns: Int, adding: Bool = false) {
        var (row, ahead) = (0, ahead)
        while row + Self.tileRows <= rows {
            var column = 0
            while column + FourVectors.width <= columns {
                sixRows(FourVectors.self, row, column, adding, ahead)
                column += FourVectors.width
                ahead += Self.tileRows * inner
            }
            while column + TwoVectors.width <= columns {
                sixRows(TwoVectors.self, row, column, adding, ahead)
                column += TwoVectors.width
            }
            while column < columns {
                sixRows(OneVector.self, row, column, adding, ahead)
                column += OneVector.width
            }
            row += Self.tileRows
        }
        while row < rows {
            var column = 0
            while column + FourVectors.width <= columns {
                oneRow(FourVectors.self, row, column, adding)
                column += FourVectors.width
            }
            while column < columns {
                oneRow(OneVector.self, row, column, adding)
                column += OneVector.width
            }
            row += 1
        }
    }

    @inline(__always)
    private func sixRows<Part: RowPart>(_: Part.Type, _ row: Int, _ column: Int, _ adding: Bool, _ start: UnsafePointer<Float>) {
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
    private func oneRow<Part: RowPart>(_: Part.Type, _ row: Int, _ column: Int, _ adding: Bool) {
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
private protocol RowPart {
    static var width: Int { get }
    /// Zeros.
    init()
    init(_ start: UnsafePointer<Float>)
    /// self ← self + factor · part, rounded once: one instruction if the processor has it, otherwise one call per number.
    mutating func add(_ factor: Float, _ part: Self)
    func store(_ start: UnsafeMutablePointer<Float>)
}

private struct OneVector: RowPart {
    static var width: Int { 16 }
    private var vector: SIMD16<Float>

    @inline(__always) init() { vector = .zero }
    @inline(__always) init(_ start: UnsafePointer<Float>) { vector = SIMD16(start) }
    @inline(__always) mutating func add(_ factor: Float, _ part: Self) { vector.addProduct(SIMD16(repeating: factor), part.vector) }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) { vector.store(start) }
}

private struct TwoVectors: RowPart {
    static var width: Int { 32 }
    private var first: OneVector, second: OneVector

    @inline(__always) init() { (first, second) = (OneVector(), OneVector()) }
    @inline(__always) init(_ start: UnsafePointer<Float>) { (first, second) = (OneVector(start), OneVector(start + 16)) }
    @inline(__always) mutating func add(_ factor: Float, _ part: Self) {
        first.add(factor, part.first)
        second.add(factor, part.second)
    }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) {
        first.store(start)
        second.store(start + 16)
    }
}

private struct FourVectors: RowPart {
    static var width: Int { 64 }
    private var first: OneVector, second: OneVector, third: OneVector, fourth: OneVector

    @inline(__always) init() { (first, second, third, fourth) = (OneVector(), OneVector(), OneVector(), OneVector()) }
    @inline(__always) init(_ start: UnsafePointer<Float>) {
        (first, second, third, fourth) = (OneVector(start), OneVector(start + 16), OneVector(start + 32), OneVector(start + 48))
    }
    @inline(__always) mutating func add(_ factor: Float, _ part: Self) {
        first.add(factor, part.first)
        second.add(factor, part.second)
        third.add(factor, part.third)
        fourth.add(factor, part.fourth)
    }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) {
        first.store(start)
        second.store(start + 16)
        third.store(start + 32)
        fourth.store(start + 48)
    }
}
