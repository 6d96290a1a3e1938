// Moments of the stored spectrum by quadrature, which check the grid against the exact moments.
import Foundation

extension SpectralDensity {
    /// Returns log m_k, the log of the mean of lambda^k over continuous part and atoms; k = 0 gives the log of the total mass.
    ///
    /// Three-point Gauss-Legendre in each cell on the derivative of the mass's cubic.
    public func logMoment(order k: Int) -> Double {
        let scale = Double(k) * logLargestEigenvalue
        func power(_ logEigenvalue: Double) -> Double { k == 0 ? 1 : exp(Double(k) * logEigenvalue - scale) }

        var sum = atoms.reduce(0) { $0 + $1.mass * power($1.logEigenvalue) }
        let offset = 0.5 * (3.0 / 5).squareRoot()
        let rule = [(0.5 - offset, 5.0 / 18), (0.5, 8.0 / 18), (0.5 + offset, 5.0 / 18)]
        for cell in logEigenvalues.indices.dropLast() {
            let width = logEigenvalues[cell + 1] - logEigenvalues[cell]
            let cubic = massCubic(cell, width: width)
            for (x, weight) in rule {
                sum += weight * cubic.slope(x) * power(logEigenvalues[cell] + x * width)
            }
        }
        // The mass between the last grid point and a hard edge, and what lies below the first.
        if let last = bulkMassBelow.last { sum += max(bulkMass - last, 0) * power(logLargestBulkEigenvalue) }
        if k == 0, let first = bulkMassBelow.first { sum += first }
        return log(sum) + scale
    }

    private var logLargestBulkEigenvalue: Double { logEigenvalues.last ?? logLargestEigenvalue }
}
