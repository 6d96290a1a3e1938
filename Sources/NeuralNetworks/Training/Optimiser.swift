// The four optimisers of P1's figure 4, with the parameters their authors recommend (P1 does not say which it used).

/// How gradients change parameters.
public enum Optimiser: Hashable, Codable, Sendable {
    /// theta ← theta - eta g.
    case sgd
    /// v ← mu v + g,  theta ← theta - eta v (Polyak 1964).
    case momentum(decay: Double)
    /// m ← beta1 m + (1 - beta1) g,  v ← beta2 v + (1 - beta2) g²,
    /// theta ← theta - eta m̂ / (√v̂ + epsilon), with m̂ = m/(1 - beta1^t), v̂ = v/(1 - beta2^t) (Kingma and Ba 2015).
    case adam(beta1: Double, beta2: Double, epsilon: Double)
    /// v ← rho v + (1 - rho) g²,  theta ← theta - eta g / (√v + epsilon) (Tieleman and Hinton 2012).
    case rmsProp(decay: Double, epsilon: Double)

    /// mu = 0.9.
    public static let momentum = Optimiser.momentum(decay: 0.9)
    /// beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8.
    public static let adam = Optimiser.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    /// rho = 0.9, epsilon = 1e-8.
    public static let rmsProp = Optimiser.rmsProp(decay: 0.9, epsilon: 1e-8)

    /// Running averages per parameter.
    package var momentCount: Int {
        switch self {
        case .sgd: 0
        case .momentum, .rmsProp: 1
        case .adam: 2
        }
    }

    /// The name that figures use.
    public var name: String {
        switch self {
        case .sgd: "SGD"
        case .momentum: "Momentum"
        case .adam: "Adam"
        case .rmsProp: "RMSProp"
        }
    }
}
