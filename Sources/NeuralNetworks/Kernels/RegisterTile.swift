// A part of a product that stays in registers while its sums are made: eight rows of one or two vectors. Two tiles of one
// vector, or one tile of two, are sixteen sums that do not wait for each other, which keeps both multiply-add units of a
// core busy; the numbers of the other factor are read one at a time.

/// Sixteen or thirty-two adjacent numbers of a row, in registers.
protocol VectorRow {
    static var width: Int { get }
    init(repeating number: Float)
    init(_ start: UnsafePointer<Float>)
    /// self ← self + factor · other, rounded once.
    mutating func add(_ factor: Float, _ other: Self)
    func store(_ start: UnsafeMutablePointer<Float>)
}

/// One vector of a row.
struct NarrowRow: VectorRow {
    static var width: Int { 16 }
    private var vector: SIMD16<Float>

    @inline(__always) init(repeating number: Float) { vector = SIMD16(repeating: number) }
    @inline(__always) init(_ start: UnsafePointer<Float>) { vector = SIMD16(start) }
    @inline(__always) mutating func add(_ factor: Float, _ other: Self) { vector.addProduct(SIMD16(repeating: factor), other.vector) }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) { vector.store(start) }
}

/// Two vectors of a row.
struct WideRow: VectorRow {
    static var width: Int { 32 }
    private var first: NarrowRow, second: NarrowRow

    @inline(__always) init(repeating number: Float) { (first, second) = (NarrowRow(repeating: number), NarrowRow(repeating: number)) }
    @inline(__always) init(_ start: UnsafePointer<Float>) { (first, second) = (NarrowRow(start), NarrowRow(start + 16)) }
    @inline(__always) mutating func add(_ factor: Float, _ other: Self) {
        first.add(factor, other.first)
        second.add(factor, other.second)
    }
    @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) {
        first.store(start)
        second.store(start + 16)
    }
}

/// Eight rows of sums.
struct RegisterTile<Row: VectorRow> {
    static var rows: Int { 8 }
    private var r0, r1, r2, r3, r4, r5, r6, r7: Row

    /// Each row begins with one number everywhere.
    @inline(__always)
    init(rows numbers: UnsafePointer<Float>) {
        (r0, r1) = (Row(repeating: numbers[0]), Row(repeating: numbers[1]))
        (r2, r3) = (Row(repeating: numbers[2]), Row(repeating: numbers[3]))
        (r4, r5) = (Row(repeating: numbers[4]), Row(repeating: numbers[5]))
        (r6, r7) = (Row(repeating: numbers[6]), Row(repeating: numbers[7]))
    }

    /// Zeros.
    @inline(__always)
    init() {
        let zero = Row(repeating: 0)
        (r0, r1, r2, r3, r4, r5, r6, r7) = (zero, zero, zero, zero, zero, zero, zero, zero)
    }

    /// Adds to each row its own number, `step` floats after that of the row before, times `other`.
    @inline(__always)
    mutating func add(_ numbers: UnsafePointer<Float>, step: Int, _ other: Row) {
        r0.add(numbers[0], other)
        r1.add(numbers[step], other)
        r2.add(numbers[2 * step], other)
        r3.add(numbers[3 * step], other)
        r4.add(numbers[4 * step], other)
        r5.add(numbers[5 * step], other)
        r6.add(numbers[6 * step], other)
        r7.add(numbers[7 * step], other)
    }

    /// Writes the rows, `stride` floats apart.
    @inline(__always)
    func store(_ start: UnsafeMutablePointer<Float>, stride: Int) {
        r0.store(start)
        r1.store(start + stride)
        r2.store(start + 2 * stride)
        r3.store(start + 3 * stride)
        r4.store(start + 4 * stride)
        r5.store(start + 5 * stride)
        r6.store(start + 6 * stride)
        r7.store(start + 7 * stride)
    }
}
