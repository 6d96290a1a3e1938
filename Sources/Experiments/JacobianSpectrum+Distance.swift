// How far the singular values of one network are from a theoretical distribution.
import Foundation
import NeuralNetworks
import SignalPropagation

extension JacobianSpectrum {
    /// sup |F_N(s) − F(s)| over all s above a floor, where F_N is the distribution function of the singular values.
    ///
    /// Values below the floor count as below it and are not compared among themselves. Between two neighbouring singular
    /// values F_N is constant and F increases, so the supremum is attained at the singular values, from either side. Values
    /// that agree to 2e-9 are one step, since the values at an atom of the theory have round-off. Nothing is rescaled: even a
    /// ReLU network's Jacobian does not depend on the scale of its signal.
    /// - Parameter floor: as a share of s_max; round-off by default.
    package func kolmogorovDistance(from theory: SpectralDensity, above floor: Double = roundOff) -> Double {
        let count = Double(singularValues.count), lowest = floor * largest
        let resolved = singularValues.prefix { $0 > lowest }
        let shift = 2 * Double(exponent) * log(2.0)
        func theoretical(_ s: Double) -> Double {
            theory.cumulativeProbability(atLogEigenvalue: 2 * log(s) + shift)
        }

        var distance = abs(theoretical(lowest) - (count - Double(resolved.count)) / count)
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
