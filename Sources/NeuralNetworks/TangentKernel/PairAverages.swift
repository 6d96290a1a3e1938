// Averages over pairs of neurons and over networks. The tensors of finite width follow only from averages over networks,
// because a connected correlator subtracts products of such means.

/// Averages over the neurons of one layer, of one network or of several.
public struct PairAverages: Hashable, Codable, Sendable {
    /// What is averaged; a ≠ b.
    public enum Quantity: Int, CaseIterable, Sendable {
        /// z_a², H_aa.
        case square, diagonal
        /// z_a² z_b², H_aa H_bb, H_ab², z_a² H_bb, z_a z_b H_ab.
        case squares, diagonals, elements, squareDiagonal, productElement
        /// Those of `Descendants`.
        case P, Q, R, S, T, U
    }

    private var values = [Double](repeating: 0, count: Quantity.allCases.count)

    init() {}

    /// Averages that were not measured.
    static var unknown: PairAverages {
        var averages = PairAverages()
        for quantity in Quantity.allCases { averages[quantity] = .nan }
        return averages
    }

    public internal(set) subscript(quantity: Quantity) -> Double {
        get { values[quantity.rawValue] }
        set { values[quantity.rawValue] = newValue }
    }

    /// Adds `factor` times others.
    mutating func add(_ factor: Double, times other: PairAverages) {
        for k in values.indices { values[k] += factor * other.values[k] }
    }

    /// Adds `factor` times the descendants of a pair.
    mutating func add(_ factor: Double, times descendants: Descendants) {
        for (quantity, value) in [
            (Quantity.P, descendants.P), (.Q, descendants.Q), (.R, descendants.R), (.S, descendants.S), (.T, descendants.T), (.U, descendants.U),
        ] { self[quantity] += factor * value }
    }
}
