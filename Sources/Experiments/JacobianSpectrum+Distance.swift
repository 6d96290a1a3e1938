// How far the singular values of one network are from a theoretical distribution.
import Foundation
import NeuralNetworks
import SignalPropagation

package enum KolmogorovDistance {
    /// The mean for many independent draws from the theory itself, E sup |F_N − F| → √(π/2) ln 2/√N = 0.869/√N.
    package static func mean(draws count: Int) -> Double { (Double.pi / 2).squareRoot() * log(2.0) / Double(count).squareRoot() }

    /// The scale for N values that repel each other, as those of Gaussian matrices: rigidity holds each to within about
    /// ln N places of its quantile, so that F_N − F is of order (ln N)/N.
    package static func rigidity(values count: Int) -> Double { log(Double(count)) / Double(count) }
}

extension JacobianSpectrum {
    /// sup |F_N(s) − F(s)| over all s above the round-off floor, F_N the distribution function of the singular values.
    ///
    /// Values below the floor count as lying below it and are not compared among themselves. Between two neighbouring
    /// singular values F_N is constant and F rises, so the supremum is found at the singular values, from both sides.
    /// Values that agree to 2e-9 are one step: an atom of the theory is met by values with round-off. Nothing is
    /// rescaled: even a ReLU network's Jacobian does not depend on the scale of its signal.
    package func kolmogorovDistance(from theory: SpectralDensity) -> Double {
        let count = Double(singularValues.count)
        let resolved = singularValues.prefix(resolvedCount)
        let shift = 2 * Double(exponent) * log(2.0)
        func theoretical(_ s: Double) -> Double {
            theory.cumulativeProbability(atLogEigenvalue: 2 * log(s) + shift)
        }

        var distance = abs(theoretical(roundOffFloor) - (count - Double(resolved.count)) / count)
        for (i, s) in resolved.enumerated() {
            let isTopOfStep = i == 0 || resolved[i - 1] > s * (1 + 2e-9)
            let isBottomOfStep = i + 1 == resolved.count || resolved[i + 1] < s * (1 - 2e-9)
            if isTopOfStep {
                distance = max(distance, abs(theoretical(s * (1 + 1e-9)) - (count - Double(i)) / count))
            }
            if isBottomOfStep {
                distance = max(distance, abs(theoretical(s * (1 - 1e-9)) - (count - Double(i + 1)) / count))
            }
        }
        return distance
    }
}
