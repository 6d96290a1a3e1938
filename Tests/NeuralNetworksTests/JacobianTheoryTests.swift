import Foundation
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

/// Simulated spectra against the moments of free probability (P1, supplement), at a width where 1/N corrections are
/// below the tolerance, which is five standard errors of the replicates plus that correction.
@Suite struct JacobianTheoryTests {
    /// Mean and standard error over replicates.
    private func replicate(_ count: Int, _ value: (UInt64) throws -> Double) rethrows -> (mean: Double, error: Double) {
        let sample = try (0..<UInt64(count)).map(value)
        let mean = sample.reduce(0, +) / Double(count)
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        return (mean, (variance / Double(count)).squareRoot())
    }

    /// For two-valued slopes with share p: m_2 / m_1² = 1 + L/p (Gaussian) or 1 + L(1-p)/p (orthogonal).
    @Test(arguments: WeightEnsemble.allCases, [Nonlinearity.relu, .hardTanh, .linear])
    func theSecondMomentOfFreeSlopesIsThatOfTheTheory(ensemble: WeightEnsemble, phi: Nonlinearity) throws {
        let (width, depth, qStar) = (200, 6, 0.8)
        let p = phi == .linear ? 1 : phi == .relu ? 0.5 : erf(1 / (2 * qStar).squareRoot())
        let theory = 1 + Double(depth) * (ensemble == .gaussian ? 1 / p : (1 - p) / p)
        let (mean, error) = try replicate(24) { seed in
            let network = RandomNetwork(
                width: width, depth: depth, nonlinearity: phi, ensemble: ensemble, sigmaW: (1 / p).squareRoot(), qStar: qStar,
                seed: seed)
            return try network.jacobianSpectrum(slopes: .independent).normalisedSecondMoment
        }
        // Corrections are of relative order L/N per layer's pair of factors; L²/N bounds them here.
        let correction = theory * Double(depth * depth) / Double(2 * width)
        #expect(abs(mean - theory) < 5 * error + (ensemble == .orthogonal && phi == .linear ? 1e-12 : correction))
    }

    /// m_1 = (sigma_w² p)^L; unlike the second moment it has no finite-width correction when D is independent.
    @Test(arguments: WeightEnsemble.allCases)
    func theMeanSquareIsChiToTheDepth(ensemble: WeightEnsemble) throws {
        let (depth, qStar, sigmaW) = (4, 1.0, 1.1)
        let chi = sigmaW * sigmaW * erf(1 / (2 * qStar).squareRoot())
        let (mean, error) = try replicate(200) { seed in
            let network = RandomNetwork(
                width: 60, depth: depth, nonlinearity: .hardTanh, ensemble: ensemble, sigmaW: sigmaW, qStar: qStar, seed: seed)
            return try network.jacobianSpectrum(slopes: .independent).meanSquaredSingularValue
        }
        #expect(abs(mean - pow(chi, Double(depth))) < 5 * error)
    }

    /// While L(1-p) < 1, all but about N L(1-p) singular values form an atom at exactly sigma_w^L: a dead neuron removes one
    /// dimension, and weights rotate the others without stretching them.
    @Test func theNearlyIsometricNetworkHasExactlyItsAtom() throws {
        let (width, depth, qStar) = (150, 8, 0.3)
        let sigmaW = (1 / erf(1 / (2 * qStar).squareRoot())).squareRoot()
        let network = RandomNetwork(
            width: width, depth: depth, nonlinearity: .hardTanh, ensemble: .orthogonal, sigmaW: sigmaW, qStar: qStar, seed: 5)
        // The full product, because deflation gives the atom by construction.
        let spectrum = try network.jacobianSpectrum(method: .fullProduct)
        let dead = spectrum.slopeMeanSquares.reduce(0) { $0 + Double(width) * (1 - $1) }
        let atom = pow(sigmaW, Double(depth))
        let inAtom = spectrum.singularValues.filter { abs($0 / atom - 1) < 1e-12 }.count
        #expect(spectrum.largest < atom * (1 + 1e-12))
        // In generic position each dead neuron removes exactly one dimension from the atom.
        #expect(inAtom == width - Int(dead.rounded()))
        #expect(dead > 10 && inAtom > 10)
    }

    /// P1-4: lambda_max of the linear Gaussian network tends to (L+1)^(L+1) / L^L.
    @Test func theEdgeOfTheLinearGaussianSpectrumIsFound() throws {
        let (width, depth) = (400, 4)
        let edge = pow(Double(depth + 1), Double(depth + 1)) / pow(Double(depth), Double(depth))
        let (mean, _) = try replicate(6) { seed in
            let network = RandomNetwork(
                width: width, depth: depth, nonlinearity: .linear, ensemble: .gaussian, sigmaW: 1, qStar: 1, seed: seed)
            let largest = try network.jacobianSpectrum(slopes: .independent).largest
            return largest * largest
        }
        // Tracy-Widom fluctuations scale as N^(-2/3) = 1.8 % here, with a constant of order one.
        #expect(abs(mean / edge - 1) < 4 * pow(Double(width), -2.0 / 3))
    }
}
