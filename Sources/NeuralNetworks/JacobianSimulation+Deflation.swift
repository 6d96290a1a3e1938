// Orthogonal weights, slopes 0 or 1, and few dead neurons: the regime of near isometry, L(1-p) < 1.
// With P_l = Q_l ⋯ Q_2 (Q_1 on the far right changes no singular value) and E_l the unit vectors of layer l's dead
// neurons, every D^l is a projection and
//
//     J = sigma_w^L D_L Q_L ⋯ D_2 Q_2 D_1 = sigma_w^L P_L (I - U_L U_Lᵀ) ⋯ (I - U_1 U_1ᵀ),   U_l = P_lᵀ E_l.
//
// The product of projections is the identity outside the span of all U_l, whose dimension R is the number of dead neurons
// in all layers: N - R singular values are sigma_w^L, the others come from an R × R matrix.
// Three steps: forward, the signal alone, to find the dead neurons; backward, B ← Q_lᵀ [B | E_l], which carries few columns
// instead of N; then the projections in an orthonormal basis of the span. The reflectors are drawn twice, because drawing
// is an order of magnitude cheaper than a product and storing them would take 4N²L bytes.
import Foundation
import LinearAlgebra
import NetworkModels
import Randomness

extension JacobianSimulation {
    /// Whether deflation applies, and is expected to cost less than half of the full product: R ≈ N L(1-p) below N.
    ///
    /// Linear networks use the full product: their isometry should be measured, not assumed.
    var deflationIsWorthwhile: Bool {
        guard network.ensemble == .orthogonal, network.nonlinearity == .hardTanh else { return false }
        let deadShare = erfc(1 / (2 * network.qStar).squareRoot())
        return Double(network.depth) * deadShare < 0.9
    }

    /// Singular values by deflation, or nil when more neurons are dead than the space has dimensions.
    mutating func deflatedSingularValues() throws(LinearAlgebraError) -> [Double]? {
        let n = network.width
        var reflectors = try HaarReflectors(dimension: n, blockSize: HaarReflectors.thinBlockSize)
        let dead = try deadNeurons()
        let deadCount = dead.reduce(0) { $0 + $1.count }
        guard deadCount <= n else { return nil }
        let isometric = [Double](repeating: 1, count: n - deadCount)
        guard deadCount > 0 else { return scaledToDepth(isometric) }

        let directions = try deadDirections(dead, count: deadCount, &reflectors)
        var product = try stopwatch.measure(.elementwise) { () throws(LinearAlgebraError) in
            // Columns of the triangular factor are the directions in an orthonormal basis of their span.
            productOfProjections(
                try directions.transposed.triangularFactor(), groups: dead.map(\.count).reversed())
        }
        let deflated = try stopwatch.measure(.singularValues) { () throws(LinearAlgebraError) in
            try product.takeSingularValues()
        }
        return scaledToDepth((isometric + deflated).sorted(by: >))
    }

    /// The dead neurons of layers 1 … L, from the signal's forward pass or from independent slopes.
    private mutating func deadNeurons() throws(LinearAlgebraError) -> [[Int]] {
        var x = propagatesSignal ? network.inputSignal() : []
        var dead: [[Int]] = []
        for layer in 1...network.depth {
            let record = propagatesSignal ? try sendSignal(&x, layer: layer) : try record(layer: layer, weightedInput: [])
            dead.append(record.slopes.indices.filter { record.slopes[$0] == 0 })
        }
        return dead
    }

    /// [U_L | … | U_1]ᵀ, R × N, by the backward recursion.
    private mutating func deadDirections(
        _ dead: [[Int]], count: Int, _ reflectors: inout HaarReflectors
    ) throws(LinearAlgebraError) -> Matrix {
        let n = network.width
        var b = Matrix(rows: count, columns: n)
        var carried = 0
        for layer in (1...network.depth).reversed() {
            for neuron in dead[layer - 1] {
                b[carried, neuron] = 1
                carried += 1
            }
            guard layer > 1, carried > 0 else { continue }
            stopwatch.measure(.random) { reflectors.drawVectors(from: network.streams.stream(.weights, layer: layer)) }
            try stopwatch.measure(.combine) { () throws(LinearAlgebraError) in try reflectors.combineBlocks() }
            stopwatch.measure(.apply) {
                b.withBlock { b in
                    let z = b.window(rows: 0..<carried, columns: 0..<n)
                    reflectors.multiplyFromRight(z, .plain)
                    z.scaleColumns(by: reflectors.signs)
                }
            }
        }
        return b
    }

    /// sigma_w^L times the values, the power kept apart where it leaves the range of a Double.
    private mutating func scaledToDepth(_ values: [Double]) -> [Double] {
        let logarithm = Double(network.depth) * log2(network.sigmaW)
        let whole = logarithm.rounded()
        addExponent(Int(whole))
        let factor = exp2(logarithm - whole)
        return values.map { factor * $0 }
    }
}

/// (I - U_L U_Lᵀ) ⋯ (I - U_1 U_1ᵀ) for the R × R matrix u = [U_L | … | U_1]; `groups` are the columns of each U_l in turn.
private func productOfProjections(_ u: Matrix, groups: [Int]) -> Matrix {
    let r = u.columns
    var product = Matrix.identity(r)
    product.withBlock { k in
        u.withReadOnlyBlock { u in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: r * r) { work in
                guard let workStart = work.baseAddress else { return }
                var end = r
                for count in groups.reversed() where count > 0 {
                    let columns = u.window(rows: 0..<r, columns: end - count..<end)
                    let shadow = MatrixBlock(start: workStart, rows: count, columns: r, stride: count)
                    shadow.accumulate(1, columns, .transposed, k)
                    k.accumulate(-1, columns, .plain, shadow, beta: 1)
                    end -= count
                }
            }
        }
    }
    return product
}
