// The outcome of simulating a Jacobian, to be stored, compared and plotted.

/// The singular values of one network's Jacobian J, and averages over each of its layers.
public struct JacobianSpectrum: Hashable, Codable, Sendable {
    /// The N singular values, largest first, in units of 2^`exponent`; exact zeros where dead neurons make them so.
    public let singularValues: [Double]
    /// 0 unless the largest singular value is outside 2^±256, where its powers would leave the range of a Double.
    public let exponent: Int
    /// q^l = |h^l|² / N for l = 1 … L.
    public let preactivationMeanSquares: [Double]
    /// |D^l|² / N for l = 1 … L; its expectation is mu_1, which is p for two-valued slopes.
    public let slopeMeanSquares: [Double]

    package init(singularValues: [Double], exponent: Int, preactivationMeanSquares: [Double], slopeMeanSquares: [Double]) {
        self.singularValues = singularValues
        self.exponent = exponent
        self.preactivationMeanSquares = preactivationMeanSquares
        self.slopeMeanSquares = slopeMeanSquares
    }
}

extension JacobianSpectrum {
    /// s_max, in units of 2^`exponent`.
    public var largest: Double { singularValues.first ?? 0 }

    /// The share of the largest singular value below which singular values are round-off, not spectrum.
    ///
    /// The factors and their product are accurate to about N ε ≈ 1e-13 of the norm; a factor of ten is added as a margin.
    public static let roundOff = 1e-12

    /// Singular values below this are round-off: `roundOff` of the largest.
    public var roundOffFloor: Double { Self.roundOff * largest }

    /// How many singular values are above the round-off floor.
    public var resolvedCount: Int {
        let floor = roundOffFloor
        return singularValues.count { $0 > floor }
    }

    /// m_1 = mean of s², in units of 4^`exponent`: chi^L in the mean-field limit.
    public var meanSquaredSingularValue: Double {
        singularValues.reduce(0) { $0 + $1 * $1 } / Double(max(1, singularValues.count))
    }

    /// m_2 / m_1², independent of the overall scale: 1 for an isometry, and for example 1 + L/p for critical Gaussian networks.
    public var normalisedSecondMoment: Double {
        let fourth = singularValues.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(max(1, singularValues.count))
        let second = meanSquaredSingularValue
        return fourth / (second * second)
    }
}
