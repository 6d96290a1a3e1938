// P4-9, our question: what isometry of the Jacobian (P1) says about the tangent kernel.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import SignalPropagation

/// A layer adds to B what it adds to the variance of the Jacobian's spectrum.
struct KernelFluctuatesAsTheJacobianSpreads: Claim {
    let kernels = [0.01, 0.25, 1, 4]
    var id: String { "P4-9" }
    var statement: String {
        """
        Each layer adds to $B/(C_W\\, \\mu_1 \\Theta)^2$ what it adds to the variance of the spectrum of the Jacobian, \
        $\\mu_2/\\mu_1^2 - 1 - s_1$, for Gaussian ($s_1 = -1$) and orthogonal weights ($s_1 = 0$).
        """
    }
    var source: String { "our question; derived" }
    var criterion: Criterion { .equals(0, within: 1e-10, because: "round-off of two quadratures, of some hundred terms each") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            try WeightEnsemble.inOrder.flatMap { ensemble in
                try kernels.map { kernel in
                    let recursion = try TangentRecursion(TangentSetting(.tanh, ensemble, firstKernel: kernel))
                    // B of layer 1 is zero, so that of layer 2 is what one layer adds.
                    let first = recursion.first, second = recursion.next(first)
                    let slope = Nonlinearity.tanh.derivativeMoment(order: 1, variance: kernel)
                    let spread = Nonlinearity.tanh.derivativeDispersion(variance: kernel) + (ensemble == .gaussian ? 1 : 0)
                    let added = second[.B] / (slope * slope * first.tangentKernel * first.tangentKernel)
                    return Observation.Item("\(ensemble.displayName), K = \(kernel)", .exact(added / spread - 1))
                }
            }, data: "B of the recursion after one layer over the variance of P1's law for one layer, minus 1; tanh")
    }
}
