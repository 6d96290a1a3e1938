// The density of the spectrum: on an adaptive grid, and at one eigenvalue.
import Foundation

extension DeepSpectrum {
    /// The fewest grid points of a density.
    public static let fewestPoints = 33
    /// The largest accepted relative error of m_0, m_1, m_2.
    public static let momentTolerance = 1e-3

    /// Returns the density of the continuous spectrum on a grid that follows its structure, with the atoms.
    ///
    /// The mass, mean and mean square of grid and atoms are compared with the exact ones before the density is returned.
    /// - Parameter points: number of grid points (one more if even); 400 give m_2 to about 1e-6.
    /// - Throws: `SignalPropagationError.tooFewPoints`, `.noConvergence`, `.inaccurateMoment`.
    public func density(points: Int = 400) throws -> SpectralDensity {
        try density(points: points, checksMoments: true)
    }

    /// The same; with `checksMoments` false, without that comparison, for callers that compare the moments themselves.
    /// The exact moments then only guide where the grid points lie.
    package func density(points: Int, checksMoments: Bool) throws -> SpectralDensity {
        guard points >= Self.fewestPoints else {
            throw SignalPropagationError.tooFewPoints(points, minimum: Self.fewestPoints)
        }
        let atoms = atoms
        guard let curve = try curve() else {
            return SpectralDensity(
                logEigenvalues: [], densityPerLogEigenvalue: [], bulkMassBelow: [], atoms: atoms,
                logLargestEigenvalue: atoms.last?.logEigenvalue ?? 0)
        }
        let moments = moments
        let logMoments = [0, moments.logMean, moments.logSecondMoment]
        let sample = try AdaptiveSampler(curve: curve, logMoments: logMoments).sample(points: points | 1)
        for k in 0...2 where checksMoments {
            let share = atoms.reduce(sample.shares[k]) { sum, atom in
                // The atom at zero has mass but no moments.
                sum + atom.mass * (k == 0 ? 1 : exp(Double(k) * atom.logEigenvalue - logMoments[k]))
            }
            guard abs(share - 1) <= Self.momentTolerance else {
                throw SignalPropagationError.inaccurateMoment(order: k, relativeError: share - 1)
            }
        }
        let bulkMass = bulkMass
        return SpectralDensity(
            logEigenvalues: sample.points.reversed().map(\.logEigenvalue),
            densityPerLogEigenvalue: sample.points.reversed().map(\.density),
            bulkMassBelow: sample.massAbove.reversed().map { max(bulkMass - $0, 0) },
            atoms: atoms,
            logLargestEigenvalue: max(curve.logEdge, atoms.last?.logEigenvalue ?? -.infinity))
    }

    /// Returns the density per log eigenvalue at one log lambda, from the master equation itself (no interpolation).
    ///
    /// It is 0 above the edge, and where less than 1e-15 of the mass is left.
    /// - Throws: `SignalPropagationError.noConvergence`.
    public func densityPerLogEigenvalue(at logEigenvalue: Double) throws -> Double {
        guard let curve = try curve(), logEigenvalue < curve.logEdge else { return 0 }
        // log lambda falls as the parameter grows, near the edge as its square: bisection alternates with the secant in the
        // square.
        let end = curve.end()
        var low = try curve.point(max(curve.start, 1e-4 * end), guess: 0.1)
        var high = try curve.point(end, guess: 1)
        guard logEigenvalue < low.logEigenvalue else {
            // This close to the edge, the square root (or its inverse, at a hard edge) is exact to a relative 1e-8.
            let share = ((curve.logEdge - logEigenvalue) / (curve.logEdge - low.logEigenvalue)).squareRoot()
            return curve.start == 0 ? low.density * share : low.density / share
        }
        guard logEigenvalue > high.logEigenvalue else { return 0 }
        func fraction() -> Double {
            (low.logEigenvalue - logEigenvalue) / (low.logEigenvalue - high.logEigenvalue)
        }
        var useSecant = true
        for _ in 0..<200 {
            let share = fraction()
            let lowSquare = low.parameter * low.parameter
            let highSquare = high.parameter * high.parameter
            let parameter =
                useSecant
                ? (lowSquare + share * (highSquare - lowSquare)).squareRoot()
                : 0.5 * (low.parameter + high.parameter)
            guard parameter > low.parameter, parameter < high.parameter else { break }
            let middle = try curve.point(parameter, guess: max(0.5 * (low.angle + high.angle), 1e-9))
            let distance = abs(middle.logEigenvalue - logEigenvalue)
            if distance <= 2e-16 * max(abs(logEigenvalue), 1) { return middle.density }
            if middle.logEigenvalue > logEigenvalue { low = middle } else { high = middle }
            useSecant.toggle()
        }
        return low.density + fraction() * (high.density - low.density)
    }
}
