// The weights of a layer in the order in which a forward and a backward pass of a few inputs read them: once each, from the
// second- or third-level cache, while signals stay in the first. Both passes use the same copy, so that a deep network needs
// half of the cache.
//
// A panel is eight rows of W, in blocks of 8 × 16 numbers that follow each other; a pass forward reads panel after panel, and
// a pass backward one block of each panel after the other. Signals are neuron-major, 16 or 32 inputs per row without gaps.
// Rows and columns are padded with zeros to multiples of 16.
//
// If the program was not compiled for vectors of 512 bits, W is kept row by row and OpenBLAS computes the products.
import COpenBLAS
import LinearAlgebra

/// W and the biases of one layer, packed for products with signals of 16 or 32 inputs.
struct PackedWeights {
    /// Neurons of the layer and of the one below, padded.
    let rows, columns: Int
    private let products: SingleProducts
    private let numbers: FloatBuffer, biases: FloatBuffer
    /// Floats from one panel to the next. The gap keeps the blocks that a backward pass reads in turn in different sets of the cache.
    private let panel: Int

    private static let block = 128
    /// Floats that a pass forward prefetches ahead of what it reads.
    private static let ahead = 4 * block

    static func padded(_ neurons: Int) -> Int { (neurons + 15) / 16 * 16 }

    /// - Parameters:
    ///   - weights: outputs × inputs numbers, row by row.
    ///   - biases: one number per output.
    init(_ weights: UnsafePointer<Float>, biases own: UnsafePointer<Float>, inputs: Int, outputs: Int, products: SingleProducts) {
        (rows, columns) = (Self.padded(outputs), Self.padded(inputs))
        self.products = products
        panel = 8 * columns + (products == .tiled ? Self.block : 0)
        // What is prefetched lies within the memory.
        numbers = FloatBuffer(rows / 8 * panel + Self.ahead + Self.block)
        biases = FloatBuffer(rows)
        biases.start.update(from: own, count: outputs)
        for i in 0..<outputs {
            for k in 0..<inputs {
                let place = products == .tiled ? i / 8 * panel + k / 16 * Self.block + i % 8 * 16 + k % 16 : i * columns + k
                numbers.start[place] = weights[i * inputs + k]
            }
        }
    }

    /// h ← W x + b, with `finish` called on every 256 numbers of h as soon as they are there.
    /// - Parameter width: inputs, 16 or 32.
    @inline(__always)
    func forward(_ x: UnsafePointer<Float>, into h: UnsafeMutablePointer<Float>, width: Int, finish: (_ offset: Int) -> Void) {
        switch (products, width) {
        case (.tiled, NarrowRow.width):
            for pair in 0..<rows / 16 {
                forwardNarrow(x, into: h + 256 * pair, pair)
                finish(256 * pair)
            }
        case (.tiled, _):
            for panel in 0..<rows / 8 {
                forwardWide(x, into: h + 256 * panel, panel)
                finish(256 * panel)
            }
        case (.openBLAS, _):
            for row in 0..<rows { (h + row * width).update(repeating: biases.start[row], count: width) }
            Self.sgemm(numbers.start, stride: columns, transposed: false, x, width, adding: 1, h, width, rows: rows, inner: columns, columns: width)
            for offset in stride(from: 0, to: rows * width, by: 256) { finish(offset) }
        }
    }

    /// e ← Wᵀ d, with `finish` called on every 256 numbers of e as soon as they are there.
    @inline(__always)
    func backward(_ d: UnsafePointer<Float>, into e: UnsafeMutablePointer<Float>, width: Int, finish: (_ offset: Int) -> Void) {
        switch (products, width) {
        case (.tiled, NarrowRow.width):
            for block in 0..<columns / 16 {
                backwardNarrow(d, into: e + 256 * block, block)
                finish(256 * block)
            }
        case (.tiled, _):
            for half in 0..<columns / 8 {
                backwardWide(d, into: e + 256 * half, half)
                finish(256 * half)
            }
        case (.openBLAS, _):
            Self.sgemm(numbers.start, stride: columns, transposed: true, d, width, adding: 0, e, width, rows: columns, inner: rows, columns: width)
            for offset in stride(from: 0, to: columns * width, by: 256) { finish(offset) }
        }
    }

    /// Sixteen neurons of sixteen inputs: two panels.
    @inline(__always)
    private func forwardNarrow(_ x: UnsafePointer<Float>, into h: UnsafeMutablePointer<Float>, _ pair: Int) {
        var upper = RegisterTile<NarrowRow>(rows: biases.start + 16 * pair), lower = RegisterTile<NarrowRow>(rows: biases.start + 16 * pair + 8)
        var (a, b) = (UnsafePointer(numbers.start + 2 * pair * panel), x)
        for _ in 0..<columns / 16 {
            for k in 0..<16 {
                let row = NarrowRow(b + 16 * k)
                upper.add(a + k, step: 16, row)
                lower.add(a + panel + k, step: 16, row)
            }
            a += Self.block
            b += 256
        }
        upper.store(h, stride: 16)
        lower.store(h + 128, stride: 16)
    }

    /// Eight neurons of thirty-two inputs: a panel.
    @inline(__always)
    private func forwardWide(_ x: UnsafePointer<Float>, into h: UnsafeMutablePointer<Float>, _ number: Int) {
        var tile = RegisterTile<WideRow>(rows: biases.start + 8 * number)
        var (a, b) = (UnsafePointer(numbers.start + number * panel), x)
        for _ in 0..<columns / 16 {
            for k in 0..<16 {
                if k % 2 == 0 { paper_prefetch(a + Self.ahead + 8 * k) }
                tile.add(a + k, step: 16, WideRow(b + 32 * k))
            }
            a += Self.block
            b += 512
        }
        tile.store(h, stride: 32)
    }

    /// Sixteen neurons of the layer below and sixteen inputs: a block of each panel.
    @inline(__always)
    private func backwardNarrow(_ d: UnsafePointer<Float>, into e: UnsafeMutablePointer<Float>, _ block: Int) {
        var upper = RegisterTile<NarrowRow>(), lower = RegisterTile<NarrowRow>()
        var (a, b) = (UnsafePointer(numbers.start + block * Self.block), d)
        for _ in 0..<rows / 8 {
            for n in 0..<8 {
                let row = NarrowRow(b + 16 * n)
                upper.add(a + 16 * n, step: 1, row)
                lower.add(a + 16 * n + 8, step: 1, row)
            }
            a += panel
            b += 128
        }
        upper.store(e, stride: 16)
        lower.store(e + 128, stride: 16)
    }

    /// Eight neurons of the layer below and thirty-two inputs: half of a block of each panel. The first half prefetches the next block.
    @inline(__always)
    private func backwardWide(_ d: UnsafePointer<Float>, into e: UnsafeMutablePointer<Float>, _ half: Int) {
        var tile = RegisterTile<WideRow>()
        var (a, b) = (UnsafePointer(numbers.start + half / 2 * Self.block + half % 2 * 8), d)
        let ahead = half % 2 == 0 ? Self.block : 0
        for _ in 0..<rows / 8 {
            for n in 0..<8 {
                paper_prefetch(a + ahead + 16 * n)
                tile.add(a + 16 * n, step: 1, WideRow(b + 32 * n))
            }
            a += panel
            b += 256
        }
        tile.store(e, stride: 32)
    }

    /// The Gram matrix aᵀ b of signals of two strips of inputs.
    /// - Parameters:
    ///   - gram: width × width numbers. Where a is b, the lower left quarter may be left as it is.
    ///   - neurons: a multiple of 16.
    static func gram(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into gram: UnsafeMutablePointer<Float>, neurons: Int, width: Int, products: SingleProducts
    ) {
        switch (products, width) {
        case (.tiled, NarrowRow.width): squareGram(a, b, into: gram, neurons: neurons, width: width)
        case (.tiled, _):
            for first in Swift.stride(from: 0, to: a == b ? 16 : 32, by: 8) {
                var tile = RegisterTile<WideRow>()
                for k in 0..<neurons { tile.add(a + 32 * k + first, step: 1, WideRow(b + 32 * k)) }
                tile.store(gram + 32 * first, stride: 32)
            }
            if a == b { squareGram(a + 16, b + 16, into: gram + 16 * 32 + 16, neurons: neurons, width: width) }
        case (.openBLAS, _):
            sgemm(a, stride: width, transposed: true, b, width, adding: 0, gram, width, rows: width, inner: neurons, columns: width)
        }
    }

    /// Sixteen rows and columns of a Gram matrix.
    private static func squareGram(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into gram: UnsafeMutablePointer<Float>, neurons: Int, width: Int
    ) {
        var upper = RegisterTile<NarrowRow>(), lower = RegisterTile<NarrowRow>()
        for k in 0..<neurons {
            let row = NarrowRow(b + width * k)
            upper.add(a + width * k, step: 1, row)
            lower.add(a + width * k + 8, step: 1, row)
        }
        upper.store(gram, stride: width)
        lower.store(gram + 8 * width, stride: width)
    }

    private static func sgemm(
        _ a: UnsafePointer<Float>, stride: Int, transposed: Bool, _ b: UnsafePointer<Float>, _ bRow: Int, adding: Float,
        _ c: UnsafeMutablePointer<Float>, _ cRow: Int, rows: Int, inner: Int, columns: Int
    ) {
        BLAS.start()
        cblas_sgemm(
            CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner), 1, a, blasint(stride), b,
            blasint(bRow), adding, c, blasint(cRow))
    }
}
