// The second backward half of `DescendantSweep`: products of Hessians with directions. Hess z_g v_d has rank two in each layer,
// ∂delta_g (x)ᵀ + delta_g (∂x)ᵀ with ∂ along v_d, so its inner products need those of delta, ∂delta, x and ∂x alone.
import LinearAlgebra
import NetworkModels

extension ForwardSweep {
    /// S, T and U of each output layer and pair.
    func hessianProducts(_ sweep: DescendantSweep) -> [(S: Double, T: Double, U: Double)] {
        let network = sweep.network, n = network.width, p = sweep.pairs
        var sums = Array(repeating: (S: 0.0, T: 0.0, U: 0.0), count: sweep.tops.count * p)
        // ∂delta of (g, d) = (a, a), (a, b), (b, a), (b, b): four columns per output layer and pair.
        var changes = Matrix(rows: n, columns: 0)
        for layer in stride(from: sweep.signals.count, to: 0, by: -1) {
            let items = sweep.activeTops(layer) * p, above = sweep.activeTops(layer + 1) * p
            var next = Matrix(rows: n, columns: 4 * items)
            if above > 0 { bend(&next, changes, above, below: layer, sweep) }
            changes = next
            for item in 0..<items { add(&sums[item], changes, item, layer, sweep) }
        }
        return sums
    }

    /// ∂delta^l from ∂delta^{l+1}; output layers that begin at l have none.
    private func bend(_ next: inout Matrix, _ changes: Matrix, _ items: Int, below layer: Int, _ sweep: DescendantSweep) {
        let network = sweep.network, n = network.width
        var product = Matrix(rows: n, columns: 4 * items)
        sweep.multiply(&product, network.weights[layer - 1], .transposed, changes)
        let jets = network.jets[layer - 1], above = sweep.signalProducts[layer]
        let factor = network.setting.weightRate / Double(n)
        next.withBlock { next in
            product.withReadOnlyBlock { product in
                sweep.straightSignals[layer - 1].withReadOnlyBlock { straight in
                    slopes[layer - 1].withReadOnlyBlock { slopes in
                        for item in 0..<items {
                            for pair in 0..<4 {
                                let (g, d) = (pair / 2, pair % 2)
                                let amount = factor * above[3 * item + g + d]
                                let from = product.start + (4 * item + pair) * n, to = next.start + (4 * item + pair) * n
                                let (signal, slope) = (straight.start + (2 * item + g) * n, slopes.start + (2 * item + d) * n)
                                for (k, s) in jets.enumerated() {
                                    to[k] = s.first * (from[k] + amount * s.value) + s.second * slope[k] * signal[k]
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Adds a layer's share of the three products.
    private func add(_ sum: inout (S: Double, T: Double, U: Double), _ changes: Matrix, _ item: Int, _ layer: Int, _ sweep: DescendantSweep) {
        let network = sweep.network, n = network.width
        let setting = network.setting
        let weight = setting.weightRate * network.meanSquareInput(ofLayer: layer) + setting.biasRate.value(layer: layer)
        changes.withReadOnlyBlock { changes in
            sweep.signals[layer - 1].withReadOnlyBlock { signals in
                let c = (0..<4).map { changes.start + (4 * item + $0) * n }
                let d = (0..<2).map { signals.start + (2 * item + $0) * n }
                func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double { innerProduct(x, y, count: n) }
                sum.S += 0.5 * weight * (dot(c[1], c[1]) + dot(c[2], c[2]))
                sum.T += weight * dot(c[0], c[3])
                sum.U += weight * dot(c[1], c[2])
                guard layer > 1 else { return }
                let x = Array(activationProducts[layer - 2][5 * item..<5 * (item + 1)])
                let (xa, xb, aa, ab, bb) = (x[0], x[1], x[2], x[3], x[4])
                let s = Array(sweep.signalProducts[layer - 1][3 * item..<3 * (item + 1)])
                let ofS = 2 * dot(c[1], d[0]) * xb + s[0] * bb + 2 * dot(c[2], d[1]) * xa + s[2] * aa
                let ofT = dot(c[0], d[1]) * xb + dot(d[0], c[3]) * xa + s[1] * ab
                let ofU = dot(c[1], d[1]) * xa + dot(d[0], c[2]) * xb + s[1] * ab
                sum.S += 0.5 * setting.weightRate * ofS
                sum.T += setting.weightRate * ofT
                sum.U += setting.weightRate * ofU
            }
        }
    }
}
