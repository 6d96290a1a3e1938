// P2-10: products of Gaussian matrices stretch a few directions and squash most; products of orthogonal ones do nothing of the kind.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// The bin around the origin that P2's figure leaves out, as half its side.
let originHalfSide = 0.05

extension ProductSpectra {
    /// sup over r ≥ `least` of |F_N(r) - r^{2/D}|.
    package func radialDistance(from law: GaussianProductLaw, above least: Double) -> Double {
        let moduli = eigenvalues.map(\.modulus).sorted(), count = Double(moduli.count)
        let below = moduli.prefix { $0 < least }.count
        var distance = abs(law.probability(within: least) - Double(below) / count)
        for (k, r) in moduli.enumerated().dropFirst(below) {
            let expected = law.probability(within: r)
            distance = max(distance, abs(expected - Double(k) / count), abs(expected - Double(k + 1) / count))
        }
        return distance
    }

    /// As a spectrum that can be compared with a theory's.
    package var asSpectrum: JacobianSpectrum {
        JacobianSpectrum(singularValues: singularValues, exponent: 0, preactivationMeanSquares: [], slopeMeanSquares: [])
    }
}

/// Eigenvalues have the radial law.
struct EigenvaluesFollowTheRadialLaw: Claim {
    let evidence: ProductEvidence
    var judging: Judging? { evidence.judging }
    var id: String { "P2-10a" }
    var statement: String { "The eigenvalues of a product of $D$ Gaussian matrices have $P(|\\lambda| < r) = r^{2/D}$." }
    var source: String { "P2, figure 6; the law is Burda, Janik and Waclaw's" }
    var criterion: Criterion {
        .less(
            than: 1, unit: "0.869/√N",
            because: """
                0.869/√N is the mean distance of N = \(evidence.width) independent draws from their law; eigenvalues repel each other and are to \
                be nearer. Moduli below \(originHalfSide) are not told apart: there round-off begins for many factors
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try zip(evidence.factors, evidence.gaussian).map { factors, products in
            let law = try GaussianProductLaw(factors: factors)
            return .init("D = \(factors)", .sample(try inputs[products].map {
                $0.radialDistance(from: law, above: originHalfSide) * Double(evidence.width).squareRoot() / 0.869
            }))
        }, data: "Kolmogorov distance per product over 0.869/√N; width \(evidence.width)")
    }
}

/// Singular values have the density of free probability.
struct SingularValuesFollowTheTheory: Claim {
    let evidence: ProductEvidence
    var judging: Judging? { evidence.judging }
    var id: String { "P2-10b" }
    var statement: String { "The singular values of a product of Gaussian matrices have the density of P1-4a." }
    var source: String { "P2, figure 6; the density is P1's" }
    var criterion: Criterion {
        .less(
            than: 1, unit: "(ln N)/N",
            because: "(ln N)/N, N = \(evidence.width): singular values repel, which holds each within about ln N places of its quantile")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try zip(evidence.factors, evidence.gaussian).map { factors, products in
            let theory = try Initialisation.linearProduct.spectrum(depth: factors).density()
            let rigidity = KolmogorovDistance.rigidity(values: evidence.width)
            return .init("D = \(factors)", .sample(try inputs[products].map { $0.asSpectrum.kolmogorovDistance(from: theory, above: 1e-4) / rigidity }))
        }, data: "Kolmogorov distance per product above 1e-4 s_max over (ln N)/N; width \(evidence.width)")
    }
}

extension Initialisation {
    /// The networks whose Jacobians are products of Gaussian matrices.
    static let linearProduct = Initialisation(.linear, .gaussian)
}

/// Most singular values are tiny, a few are large.
struct ProductsAreHeavyTailed: Claim {
    let evidence: ProductEvidence
    var judging: Judging? { evidence.judging }
    var id: String { "P2-10c" }
    var statement: String { "Singular values of products of several Gaussian matrices are kurtotic: $\\langle s^4\\rangle > 3\\,\\langle s^2\\rangle^2$." }
    var source: String { "P2, section 3.1" }
    var criterion: Criterion { .greater(than: 3, because: "a Gaussian variable has 3; the theory has D + 1") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try zip(evidence.factors, evidence.gaussian).filter { $0.0 > 2 }.map { factors, products in
            .init("D = \(factors)", .sample(try inputs[products].map { $0.asSpectrum.normalisedSecondMoment }))
        }, data: "⟨s⁴⟩/⟨s²⟩² per product; width \(evidence.width)")
    }
}

/// Products of orthogonal matrices are orthogonal.
struct OrthogonalProductsKeepEverything: Claim {
    let evidence: ProductEvidence
    var id: String { "P2-10d" }
    var statement: String { "All singular values of a product of orthogonal matrices are 1, and all its eigenvalues lie on the unit circle." }
    var source: String { "P2, figure 6A" }
    var criterion: Criterion {
        let count = (evidence.factors.last ?? 1) * evidence.orthogonalWidth
        return .less(
            than: 4 * Double(count).squareRoot() * .ulpOfOne,
            because: """
                round-off: D = \(evidence.factors.last ?? 1) factors of N = \(evidence.orthogonalWidth) reflectors that add up as a random walk, \
                √(DN) ε, as much for the multiplication, and twice as much for the QR iterations
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let product = try inputs[evidence.orthogonal]
        return .list(
            [
                .init("singular values", .exact(product.singularValues.reduce(0) { max($0, abs($1 - 1)) })),
                .init("eigenvalues", .exact(product.eigenvalues.reduce(0) { max($0, abs($1.modulus - 1)) })),
            ], data: "largest |s − 1| and ||λ| − 1| of one product of \(evidence.factors.last ?? 1) matrices, width \(evidence.orthogonalWidth)")
    }
}

/// The shares that P2 tells of the bin that it leaves out.
struct OriginHasTheToldShares: Claim {
    var id: String { "P2-10e" }
    var statement: String { "The bin at the origin holds 32 % of the eigenvalues of a product of five Gaussian matrices and 94 % of those of a product of 99." }
    var source: String { "P2, caption of figure 6; the numbers of factors are inferred from it" }
    var criterion: Criterion { .within(-0.5...0.5, unit: "%", because: "half a unit of the last printed digit") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try [(5, 0.32), (99, 0.94)].map { factors, printed in
            .init("D = \(factors)", .exact(100 * (try GaussianProductLaw(factors: factors).share(inSquareOfHalfSide: originHalfSide) - printed)))
        }, data: "share by the radial law minus the printed one")
    }
}
