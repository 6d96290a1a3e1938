/// How a Jacobian's singular values are computed. The methods agree to round-off; they differ in cost.
public enum JacobianMethod: String, Codable, Sendable, CaseIterable {
    /// The cheapest that is exact for the network: deflation for orthogonal hard-tanh networks whose dead neurons, in all
    /// layers together, are fewer than the neurons of one layer; the full product for all others.
    case automatic
    /// Multiplies all layers out and decomposes the N × N product.
    case fullProduct
}
