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

    /// The unit of a tensor by the layer's kernels at infinite width.
    public func unit(_ correlator: Correlator) -> Double { correlator.unit(kernel: kernel, tangentKernel: tangentKernel) }

    /// The tensor in its unit.
    public func ratio(_ correlator: Correlator) -> Double { self[correlator] / unit(correlator) }
}

extension Correlator {
    /// The power of K and Theta with the tensor's units, as in P4's figures: K for G1, K² for V, Theta² for A, B, P and Q, K Theta for D
    /// and F, Theta³/K for R to U.
    public func unit(kernel k: Double, tangentKernel theta: Double) -> Double {
        switch self {
        case .G1: k
        case .V: k * k
        case .A, .B, .P, .Q: theta * theta
        case .D, .F: k * theta
        case .R, .S, .T, .U: theta * theta * theta / k
        }
    }
}
