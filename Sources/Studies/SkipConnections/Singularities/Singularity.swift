// The singular points of P3 in the second hidden layer of a small network: what is done to its integer parameters, starting
// from a regular point.

/// How the second hidden layer becomes singular.
package enum Singularity: String, Codable, Sendable, CaseIterable {
    /// The first two units have equal incoming weights and biases.
    case overlap
    /// The outgoing weights of the first unit vanish.
    case outgoing
    /// Its incoming weights vanish, and its bias is positive: it is constant.
    case constant
    /// Its incoming weights vanish, and its bias is negative: it is silent.
    case silent
    /// The first two units answer to h and to -h, and the third to h + c, which is always positive: it is their difference plus c.
    case dependence

    package var name: String {
        switch self {
        case .overlap: "equal incoming weights"
        case .outgoing: "no outgoing weights"
        case .constant: "no incoming weights, constant"
        case .silent: "no incoming weights, silent"
        case .dependence: "linear dependence"
        }
    }

    /// c of linear dependence, beyond every preactivation of the layer.
    private static let offset = 10_000

    /// Whether it says what the bias of a unit of the second layer is.
    func fixesBias(of unit: Int) -> Bool {
        switch self {
        case .overlap: unit == 1
        case .outgoing: false
        case .constant, .silent: unit == 0
        case .dependence: unit > 0
        }
    }

    /// Parameters with the singularity; or without it, as its regular neighbours are. The neighbours of linear dependence have the same
    /// first two units and a third that is always active, too, since that alone costs rank.
    package func applied(to parameters: [Int], isSingular: Bool) -> [Int] {
        typealias Place = IntegerNetwork
        var p = parameters
        let units = 0..<Place.width
        if self == .dependence {
            for j in units {
                p[Place.weight(2, 1, j)] = -p[Place.weight(2, 0, j)]
                if isSingular { p[Place.weight(2, 2, j)] = p[Place.weight(2, 0, j)] }
            }
            p[Place.bias(2, 1)] = -p[Place.bias(2, 0)]
            p[Place.bias(2, 2)] = p[Place.bias(2, 0)] + Self.offset
        }
        guard isSingular else { return p }
        switch self {
        case .overlap:
            for j in units { p[Place.weight(2, 1, j)] = p[Place.weight(2, 0, j)] }
            p[Place.bias(2, 1)] = p[Place.bias(2, 0)]
        case .outgoing: for i in units { p[Place.weight(3, i, 0)] = 0 }
        case .constant, .silent:
            for j in units { p[Place.weight(2, 0, j)] = 0 }
            p[Place.bias(2, 0)] = self == .constant ? 1 : -1
        case .dependence: break
        }
        return p
    }
}
