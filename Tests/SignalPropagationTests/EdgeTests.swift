// Largest eigenvalues and atoms.
import Foundation
import NetworkModels
import Randomness
import SignalPropagation
import Testing

@Suite struct EdgeTests {
    @Test("Closed-form edges equal the minimum of z over real w", arguments: WeightEnsemble.allCases, Case.depths)
    func closedAgainstNumeric(_ ensemble: WeightEnsemble, depth: Int) throws {
        for phi in [Nonlinearity.relu, .hardTanh] {
            let law = DerivativeLaw(phi, variance: 1)
            guard case .twoValued(let values) = law else { continue }
            // Orthogonal: z has a minimum beyond w = 1 only while L(1 - p) > 1.
            guard ensemble == .gaussian || Double(depth) * values.inactive > 1 else { continue }
            let equation = MasterEquation(ensemble: ensemble, depth: depth, logWeightVariance: 0.3)
            let closed = SpectralEdge(values, equation: equation)
            let numeric = try SpectralEdge(minimising: law, equation: equation)
            // z is flat at its minimum: rounding of L terms of size log L.
            let tolerance = 1e-13 + 1e-14 * Double(depth)
            #expect(abs(closed.logEigenvalue - numeric.logEigenvalue) < tolerance)
            #expect(abs(closed.logW - numeric.logW) < 1e-6)
        }
    }

    @Test(
        "Orthogonal ReLU has the edge of linear Gaussian one layer less deep (P1-8)",
        arguments: [2, 3, 8, 32, 128, 1024])
    func reluIsAsBadAsGaussian(_ depth: Int) throws {
        let relu = try DeepSpectrum(at: CriticalPoint(.relu, qStar: 1), ensemble: .orthogonal, depth: depth)
        let linear = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .gaussian, depth: depth - 1)
        #expect(try abs(relu.logLargestEigenvalue() - linear.logLargestEigenvalue()) < 1e-12)
        #expect(abs(relu.moments.variance - Double(depth)) < 1e-10)
    }

    @Test("The linear Gaussian edge is (L+1)^{L+1}/L^L and tends to e(L + 1/2) (P1-4)")
    func linearGaussian() throws {
        for depth in [1, 5, 1024] {
            let L = Double(depth)
            let spectrum = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .gaussian, depth: depth)
            let edge = try spectrum.logLargestEigenvalue()
            #expect(abs(edge - ((L + 1) * log(L + 1) - L * log(L))) < 1e-11)
            // (1 + 1/L)^L = e (1 - 1/(2L) + 11/(24 L²) …): the remainder is below 1/(24 L).
            #expect(abs(exp(edge) - M_E * (L + 0.5)) < M_E / (20 * L))
        }
    }

    @Test("Gaussian edges grow as (e/p) L (P1-6)")
    func gaussianGrowth() throws {
        let p = Nonlinearity.hardTanh.derivativeMoment(order: 1, variance: 0.25)
        let deep = try DeepSpectrum(at: CriticalPoint(.hardTanh, qStar: 0.25), ensemble: .gaussian, depth: 1024)
        let edge = exp(try deep.logLargestEigenvalue())
        #expect(abs(edge / (M_E / p * 1024) - 1) < 2e-3)  // the O(1) term is about one unit in 1024
    }

    @Test("Gaussian curves of figure 3 never fall below linear Gaussian (P1-10)")
    func gaussianFloor() throws {
        for phi in [Nonlinearity.tanh, .erf, .hardTanh] {
            for depth in [2, 64] {
                let floor = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .gaussian, depth: depth)
                let lowest = try floor.logLargestEigenvalue()
                var last = lowest
                for q in [1.0 / 64, 0.25, 1, 16] {
                    let spectrum = try DeepSpectrum(at: CriticalPoint(phi, qStar: q), ensemble: .gaussian, depth: depth)
                    let edge = try spectrum.logLargestEigenvalue()
                    #expect(edge >= last - 1e-12, "s_max rises with q* from the linear floor")
                    last = edge
                }
            }
        }
    }

    @Test("No eigenvalue lies above the edge and the density vanishes or diverges there as it should")
    func edgeOfDensity() throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(.tanh, qStar: 0.5), ensemble: .orthogonal, depth: 16)
        let density = try spectrum.density()
        let edge = try spectrum.logLargestEigenvalue()
        #expect(density.logEigenvalues.last == edge)
        #expect(density.densityPerLogEigenvalue.last == 0)
        #expect(try spectrum.densityPerLogEigenvalue(at: edge + 1e-9) == 0)
        // Square-root edge: a quarter of the distance, half the density.
        let near = try spectrum.densityPerLogEigenvalue(at: edge - 1e-6)
        let nearer = try spectrum.densityPerLogEigenvalue(at: edge - 0.25e-6)
        #expect(abs(near / nearer - 2) < 1e-3)
    }
}

@Suite struct AtomTests {
    @Test("Linear orthogonal is a single atom at 1, at every depth (P1-5)", arguments: Case.depths)
    func isometry(_ depth: Int) throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(.linear, qStar: 1), ensemble: .orthogonal, depth: depth)
        #expect(spectrum.atoms == [SpectralAtom(location: .logEigenvalue(0), mass: 1)])
        #expect(try spectrum.largestSingularValue() == 1)
        let density = try spectrum.density()
        #expect(density.logEigenvalues.isEmpty)
        #expect(density.singularValueQuantile(0.3) == 1)
        #expect(density.cumulativeProbability(atSingularValue: 0.999) == 0)
        #expect(density.cumulativeProbability(atSingularValue: 1) == 1)
    }

    @Test("Hard-tanh orthogonal has an atom at p^{-L} until L(1 - p) = 1 (P1-9)")
    func hardTanh() throws {
        let point = try CriticalPoint(.hardTanh, qStar: 0.25)  // p = 0.9545: the atom lasts to L = 21
        let p = Nonlinearity.hardTanh.derivativeMoment(order: 1, variance: 0.25)
        for depth in [1, 2, 10, 21, 22, 100] {
            let spectrum = try DeepSpectrum(at: point, ensemble: .orthogonal, depth: depth)
            let L = Double(depth)
            let atoms = spectrum.atoms
            #expect(atoms.first?.location == .zero)
            #expect(abs((atoms.first?.mass ?? 0) - (1 - p)) < 1e-15)
            #expect(atoms.count == (depth <= 21 ? 2 : 1))
            if depth <= 21 {
                #expect(abs(atoms[1].mass - (1 - L * (1 - p))) < 1e-14)
                #expect(abs(atoms[1].logEigenvalue + L * log(p)) < 1e-13)
                #expect(try abs(spectrum.logLargestEigenvalue() + L * log(p)) < 1e-13)
                #expect(abs(spectrum.bulkMass - (L - 1) * (1 - p)) < 1e-14)
            } else {
                // P1-7's edge.
                let edge = log((1 - p) / p) + L * log(L) - (L - 1) * log(L - 1)
                #expect(try abs(spectrum.logLargestEigenvalue() - edge) < 1e-12)
            }
        }
    }

    @Test("Gaussian networks have the atom at zero only")
    func gaussian() throws {
        let spectrum = try DeepSpectrum(at: CriticalPoint(.relu, qStar: 1), ensemble: .gaussian, depth: 9)
        #expect(spectrum.atoms == [SpectralAtom(location: .zero, mass: 0.5)])
        #expect(try DeepSpectrum(at: CriticalPoint(.tanh, qStar: 1), ensemble: .gaussian, depth: 9).atoms.isEmpty)
    }
}
