// Exact moments of the spectrum of J Jᵀ (P1), from M^{-1}(x) = m_1/x + m_2/m_1 + …
//
//   m_1 = (sigmaW² mu_1)^L,  m_2 = m_1² (1 + L (mu_2/mu_1² - 1 - s_1)),  s_1 = 0 (orthogonal), -1 (Gaussian).
// The law for m_2 is P1-18 (stated in arXiv 1802.09979). In logarithms: m_1 may be 1e-600.
import Foundation

/// Moments of the eigenvalues of J Jᵀ.
public struct SpectralMoments: Codable, Hashable, Sendable {
    /// log m_1; m_1 = chi^L is the mean squared singular value of J.
    public let logMean: Double
    /// (m_2 - m_1²)/m_1².
    public let relativeVariance: Double

    package init(logMean: Double, relativeVariance: Double) {
        self.logMean = logMean
        self.relativeVariance = relativeVariance
    }

    /// m_1, the mean squared singular value; 0 or infinite outside the range of doubles.
    public var meanSquaredSingularValue: Double { exp(logMean) }
    /// log m_2.
    public var logSecondMoment: Double { 2 * logMean + log1p(relativeVariance) }
    /// m_2 - m_1².
    public var variance: Double { exp(2 * logMean) * relativeVariance }
    /// m_1²/m_2 ≤ 1, the conditioning of figure 6; 1 for an isometry.
    public var conditioning: Double { 1 / (1 + relativeVariance) }
}
