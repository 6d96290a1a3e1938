// The tangent kernel of all neurons of a layer, carried from layer to layer as a matrix,
//
//   H^{l+1} = (lambda_b(l + 1) + lambda_W |x^l|²/n) I + W diag(phi') H^l diag(phi') Wᵀ,
//
// and the averages over pairs of neurons a ≠ b from which V, A, B, D and F follow once they are averaged over networks. Two
// products of n × n matrices per layer give these of every depth at once.
import LinearAlgebra
import NetworkModels

extension PairAverages {
    /// Takes the averages that the kernel's own matrix gives.
    ///
    /// - Parameters:
    ///   - z: n preactivations.
    ///   - kernel: H, n × n.
    mutating func take(_ z: [Double], kernel: Matrix) {
        let n = Double(z.count), pairs = n * (n - 1)
        var (z2, z4, h, hh, z2h, all, form) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for (a, value) in z.enumerated() {
            let (square, element) = (value * value, kernel[a, a])
            z2 += square
            z4 += square * square
            h += element
            hh += element * element
            z2h += square * element
            var row = 0.0
            for b in z.indices {
                let other = kernel[b, a]
                all += other * other
                row += z[b] * other
            }
            form += value * row
        }
        self[.square] = z2 / n
        self[.diagonal] = h / n
        self[.squares] = (z2 * z2 - z4) / pairs
        self[.diagonals] = (h * h - hh) / pairs
        self[.elements] = (all - hh) / pairs
        self[.squareDiagonal] = (z2 * h - z2h) / pairs
        self[.productElement] = (form - z2h) / pairs
    }
}

extension TangentNetwork {
    /// H of layers 1 … L, n × n each.
    public func kernels() throws(LinearAlgebraError) -> [Matrix] {
        var kernels: [Matrix] = []
        for layer in 1...depth {
            let own = setting.biasRate.value(layer: layer) + setting.weightRate * meanSquareInput(ofLayer: layer)
            var kernel: Matrix
            if let below = kernels.last {
                let slopes = jets[layer - 2].map(\.first)
                let sandwiched = Matrix(rows: width, columns: width) { slopes[$0] * below[$0, $1] * slopes[$1] }
                kernel = try weights[layer - 2].times(sandwiched).timesTransposed(weights[layer - 2])
            } else {
                kernel = Matrix(rows: width, columns: width)
            }
            for a in 0..<width { kernel[a, a] += own }
            kernels.append(kernel)
        }
        return kernels
    }
}
