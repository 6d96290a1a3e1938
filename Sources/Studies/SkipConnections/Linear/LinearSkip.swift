// How skips act on one mode of a deep linear network (P3, version 1, linear dynamics): the strength a_l of the mode in the
// weights of layer l becomes a_l + c_l.

/// The three linear networks.
package enum LinearSkip: String, Codable, Sendable, CaseIterable {
    case plain, residual, hyperResidual

    /// "hyper-residual".
    package var name: String { self == .hyperResidual ? "hyper-residual" : rawValue }

    /// c_l, what the skips add in layer l = 1, 2, …: nothing, the identity, or one path from each earlier layer.
    package func offset(layer: Int) -> Double {
        switch self {
        case .plain: 0
        case .residual: 1
        case .hyperResidual: Double(layer)
        }
    }
}
