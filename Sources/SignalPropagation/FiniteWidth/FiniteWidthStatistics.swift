// What the recursions carry from layer to layer: two kernels of infinite width and the coefficients of 1/n.

import NetworkModels

/// The kernels and tensors of one layer, at one input.
public struct FiniteWidthStatistics: Hashable, Codable, Sendable {
    /// l, counted from 1: the layer of the first weight matrix.
    public let layer: Int
    /// K = E z².
    public let kernel: Double
    /// Theta, the diagonal of the tangent kernel at infinite width.
    public let tangentKernel: Double
    private let tensors: [Double]

    init(layer: Int, kernel: Double, tangentKernel: Double, _ tensor: (Correlator) -> Double) {
        self.layer = layer
        self.kernel = kernel
        self.tangentKernel = tangentKernel
        tensors = Correlator.allCases.map(tensor)
    }

    /// The coefficient of 1/n, n the width of the layer before.
    public subscript(correlator: Correlator) -> Double {
        tensors[Correlator.allCases.firstIndex(of: correlator) ?? 0]
    }

    /// The tensor divided by the power of K and Theta with the same units, as in P4's figures: G1/K, V/K², A and B over Theta²,
    /// D and F over K Theta, P and Q over Theta², R to U times K over Theta³.
    public func ratio(_ correlator: Correlator) -> Double {
        let (k, theta) = (kernel, tangentKernel)
        let unit =
            switch correlator {
            case .G1: k
            case .V: k * k
            case .A, .B, .P, .Q: theta * theta
            case .D, .F: k * theta
            case .R, .S, .T, .U: theta * theta * theta / k
            }
        return self[correlator] / unit
    }
}
