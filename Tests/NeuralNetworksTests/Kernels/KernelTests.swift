// The kernels of training, against sums in double precision.
import NeuralNetworks
import Testing

/// A matrix of floats with known numbers.
private struct Floats {
    let rows: Int, columns: Int
    let memory: FloatBuffer

    init(_ rows: Int, _ columns: Int, seed: Int) {
        (self.rows, self.columns) = (rows, columns)
        memory = FloatBuffer(rows * columns)
        for i in 0..<rows * columns { memory.start[i] = Float((i * 7_919 + seed * 104_729) % 1_009 - 504) / 504 }
    }

    subscript(_ i: Int, _ j: Int) -> Double { Double(memory.start[i * columns + j]) }
}

/// A sum of `count` products in single precision is off by at most `count` rounding errors of the sum of their absolute values.
private func expectSum(_ value: Float, of products: [Double], plus rest: Double = 0) {
    let exact = products.reduce(rest, +)
    let bound = Double(products.count + 1) * 0x1p-24 * products.reduce(abs(rest)) { $0 + abs($1) }
    #expect(abs(Double(value) - exact) <= bound, "\(value) for \(exact)")
}

@Suite struct TiledProductTests {
    @Test(arguments: [(1, 16, 1), (5, 64, 3), (6, 64, 7), (13, 112, 40), (20, 16, 100)], [true, false])
    func isTheSumOfProducts(shape: (rows: Int, columns: Int, inner: Int), adding: Bool) {
        let (rows, columns, inner) = shape
        let (a, b, before) = (Floats(inner, rows, seed: 1), Floats(inner, columns, seed: 2), Floats(rows, columns, seed: 3))
        let c = Floats(rows, columns, seed: 3)
        // A by columns: the transpose of what is in memory.
        TiledProduct(
            a: a.memory.start, aRow: 1, aColumn: rows, b: b.memory.start, bRow: columns, c: c.memory.start, cRow: columns, inner: inner,
            ahead: a.memory.start
        ).run(rows: rows, columns: columns, adding: adding)
        for m in 0..<rows {
            for n in 0..<columns {
                let products = (0..<inner).map { a[$0, m] * b[$0, n] }
                expectSum(c.memory.start[m * columns + n], of: products, plus: adding ? before[m, n] : 0)
            }
        }
    }

    @Test func writesNothingBeyondItsRowsAndColumns() {
        let (a, b, c) = (Floats(8, 5, seed: 1), Floats(5, 32, seed: 2), Floats(10, 40, seed: 3))
        let before = c.memory.elements
        withExtendedLifetime((a, b)) {
            TiledProduct(
                a: a.memory.start, aRow: 5, aColumn: 1, b: b.memory.start, bRow: 32, c: c.memory.start + 40, cRow: 40, inner: 5,
                ahead: a.memory.start
            ).run(rows: 8, columns: 32)
        }
        for (i, (old, new)) in zip(before, c.memory.elements).enumerated() {
            let isInside = (40..<40 * 9).contains(i) && i % 40 < 32
            #expect(isInside || old == new)
        }
    }
}

@Suite struct SingleProductsTests {
    /// A layer of 70 inputs and 53 outputs: neither is a multiple of any block size.
    private static let (inputs, outputs) = (70, 53)
    private let weights = Floats(outputs, inputs, seed: 1)

    private func signals(_ floats: Floats) -> Signals { Signals(floats.memory.start, width: floats.rows) }

    @Test(arguments: SingleProducts.allCases) func forwardIsWTimesX(products: SingleProducts) {
        let (x, h) = (Floats(Self.inputs, Signals.samples, seed: 2), Floats(Self.outputs, Signals.samples, seed: 3))
        for neurons in [0..<20, 20..<Self.outputs] {
            products.forward(signals(x), weights: weights.memory.start, into: signals(h), neurons: neurons)
        }
        for i in 0..<Self.outputs {
            for s in 0..<Signals.samples { expectSum(Float(h[i, s]), of: (0..<Self.inputs).map { weights[i, $0] * x[$0, s] }) }
        }
    }

    @Test(arguments: SingleProducts.allCases) func backwardIsTheTransposeOfWTimesD(products: SingleProducts) {
        // More rows of W than the backward pass handles together.
        let (wide, d, e) = (Floats(150, 23, seed: 1), Floats(150, Signals.samples, seed: 2), Floats(23, Signals.samples, seed: 3))
        products.backward(signals(d), weights: wide.memory.start, into: signals(e))
        for j in 0..<23 {
            for s in 0..<Signals.samples { expectSum(Float(e[j, s]), of: (0..<150).map { wide[$0, j] * d[$0, s] }) }
        }
    }

    @Test(arguments: SingleProducts.allCases) func theGradientIsDTimesTheTransposeOfXOverAllPieces(products: SingleProducts) {
        let stride = Signals.padded(Self.inputs)
        // The pieces one after the other, each padded to whole vectors of neurons.
        let padded = Signals.padded(Self.outputs)
        let deltas = Floats(3 * padded, Signals.samples, seed: 4)
        let x = Floats(3 * Signals.samples, stride, seed: 2), g = Floats(9, stride, seed: 3)
        products.gradient(
            Signals(deltas.memory.start, width: Self.outputs), x.memory.start, pieces: 3, stride: stride, into: g.memory.start,
            neurons: 11..<20, ahead: weights.memory.start)
        for i in 0..<9 {
            for j in 0..<Self.inputs {
                expectSum(Float(g[i, j]), of: (0..<3 * Signals.samples).map { s in
                    let (piece, column) = s.quotientAndRemainder(dividingBy: Signals.samples)
                    return deltas[piece * padded + 11 + i, column] * x[s, j]
                })
            }
        }
    }
}

@Suite struct SingleVectorTests {
    /// Transposes a part of a matrix into a part of another.
    @Test(arguments: [(16, 16), (48, 64), (64, 3_072)]) func theTransposeExchangesRowsAndColumns(shape: (rows: Int, columns: Int)) {
        let from = Floats(shape.rows, shape.columns + 3, seed: 1), to = Floats(shape.columns + 1, shape.rows + 5, seed: 2)
        let before = to.memory.elements
        transpose(
            from.memory.start, fromRow: from.columns, to: to.memory.start, toRow: to.columns, rows: shape.rows, columns: shape.columns)
        for j in 0..<to.rows {
            for i in 0..<to.columns {
                let isInside = j < shape.columns && i < shape.rows
                if to[j, i] != (isInside ? from[i, j] : Double(before[j * to.columns + i])) { Issue.record("\(i), \(j)") }
            }
        }
    }

    /// The worst observed is 4.
    @Test(arguments: [1e-12, 1e-8, 1e-3, 1] as [Float]) func theReciprocalRootIsWithinNineRoundingErrors(epsilon: Float) {
        var worst = 0.0
        for bits in Swift.stride(
            from: Float.leastNormalMagnitude.bitPattern, to: Float.greatestFiniteMagnitude.bitPattern, by: 65_521) {
            let x = Float(bitPattern: bits)
            let exact = 1 / (Double(x).squareRoot() + Double(epsilon))
            worst = max(worst, abs(Double(reciprocalRoot(SIMD16(repeating: x), plus: epsilon)[0]) / exact - 1) * 0x1p24)
        }
        #expect(worst <= 9, "\(worst) rounding errors")
    }

    @Test func theReciprocalRootOfZeroAndInfinityIsANumber() {
        func value(_ x: Float) -> Float { reciprocalRoot(SIMD16(repeating: x), plus: 1e-8)[5] }
        #expect(abs(value(0) / 1e8 - 1) < 1e-6)
        #expect(value(.infinity) >= 0 && value(.infinity) < 1e-19)
        #expect(value(.nan).isNaN)
    }
}
