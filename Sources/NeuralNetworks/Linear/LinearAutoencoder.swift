// Greedy pretraining of linear networks, a layer at a time (P2, section 2.5): an autoencoder B W of a layer's inputs, whose encoder W
// becomes the layer's weights.
//
// For inputs with variances Λ (in the eigenvectors of their second moments) and loss (1/2) tr (1 - BW) Λ (1 - BW)ᵀ,
//   -dL/dW = BᵀΛ - (BᵀB) W Λ,   -dL/dB = Λ Wᵀ - B (W Λ Wᵀ),
// where the brackets are hidden × hidden, so that no inputs × inputs matrix is formed: 8 · inputs · hidden² flops per step.
import LinearAlgebra

/// An autoencoder in training.
public struct LinearAutoencoder: Sendable {
    /// W, hidden × inputs.
    public private(set) var encoder: Matrix
    /// B, inputs × hidden.
    public private(set) var decoder: Matrix
    /// Λ, one variance per input.
    public let variances: [Double]

    /// - Throws: `shapeMismatch` for matrices and variances that do not fit.
    public init(encoder: Matrix, decoder: Matrix, variances: [Double]) throws(LinearAlgebraError) {
        guard decoder.rows == encoder.columns, decoder.columns == encoder.rows, variances.count == encoder.columns else {
            throw .shapeMismatch(
                operation: "autoencoder", left: .init(rows: decoder.rows, columns: decoder.columns),
                right: .init(rows: encoder.rows, columns: encoder.columns))
        }
        (self.encoder, self.decoder, self.variances) = (encoder, decoder, variances)
    }

    /// One step of gradient descent.
    /// - Returns: the loss before the step.
    @discardableResult
    public mutating func step(rate: Double) throws(LinearAlgebraError) -> Double {
        var scaled = encoder  // W Λ
        scaled.withBlock { _ = $0.scaleColumns(by: variances) }
        let gram = try decoder.transposedTimes(decoder), spread = try scaled.timesTransposed(encoder)
        // tr Λ - 2 tr B W Λ + tr (BᵀB)(W Λ Wᵀ), halved.
        var loss = variances.reduce(0, +)
        for j in 0..<scaled.columns {
            for i in 0..<scaled.rows { loss -= 2 * decoder[j, i] * scaled[i, j] }
        }
        for (a, b) in zip(gram.elements, spread.elements) { loss += a * b }
        encoder.withBlock { w in
            gram.withReadOnlyBlock { gram in
                scaled.withReadOnlyBlock { scaled in w.accumulate(-rate, gram, .plain, scaled, .plain, beta: 1) }
            }
        }
        let weighted = Matrix(rows: encoder.rows, columns: encoder.columns) { rate * variances[$1] * decoder[$1, $0] }
        encoder.withBlock { w in
            weighted.withReadOnlyBlock { addMultiple(1, of: $0.start, to: w.start, count: w.rows * w.columns) }
        }
        let before = decoder
        decoder.withBlock { b in
            before.withReadOnlyBlock { before in
                spread.withReadOnlyBlock { spread in b.accumulate(-rate, before, .plain, spread, .plain, beta: 1) }
            }
        }
        let pulled = scaled.transposed
        decoder.withBlock { b in
            pulled.withReadOnlyBlock { addMultiple(rate, of: $0.start, to: b.start, count: b.rows * b.columns) }
        }
        return loss / 2
    }
}
