// Products of random matrices, whose spectra figure 6 shows.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NetworkModels
import Randomness

/// Spectra of one product.
public struct ProductSpectra: Codable, Sendable, Equatable {
    /// Largest first.
    public var singularValues: [Double]
    public var eigenvalues: [Eigenvalue]

    package init(singularValues: [Double], eigenvalues: [Eigenvalue]) { (self.singularValues, self.eigenvalues) = (singularValues, eigenvalues) }
}

/// A product of D independent N × N matrices, Gaussian with elements N(0, 1/N) or orthogonal.
public struct MatrixProduct: Target {
    let ensemble: WeightEnsemble
    /// D.
    let factors: Int
    /// N.
    let width: Int
    let seed: Int

    public var words: [String] { [ensemble.displayName, "D = \(factors)", "N = \(width)", "seed \(seed)"] }
    public var resources: Resources { Resources(memory: (64 << 20) + 8 * 8 * width * width, isolation: width < 512 ? .thread : .process) }
    /// Flops: the products, and about 25 N³ for the eigenvalues.
    public var work: Double? { (2 * Double(factors) + 25) * Double(width * width * width) }

    public func make(_ inputs: Inputs) throws -> ProductSpectra {
        let product = try matrix()
        return ProductSpectra(singularValues: try product.singularValues(), eigenvalues: try product.eigenvalues())
    }

    /// The product itself.
    package func matrix() throws -> Matrix {
        let stream = RandomStream(seed: UInt64(seed)).substream(UInt64(factors))
        var product = try ensemble.weightMatrix(rows: width, columns: width, sigmaW: 1, from: stream.substream(0))
        for k in 1..<max(1, factors) {
            product = try ensemble.weightMatrix(rows: width, columns: width, sigmaW: 1, from: stream.substream(UInt64(k))).times(product)
        }
        return product
    }

    package init(ensemble: WeightEnsemble, factors: Int, width: Int, seed: Int) {
        (self.ensemble, self.factors, self.width, self.seed) = (ensemble, factors, width, seed)
    }
}

/// The scale of figure 6B and C.
package struct ProductsScale: Codable, Hashable, Sendable {
    /// N.
    var width: Int
    /// Realisations per number of factors.
    var realisations: Int

    static let smoke = ProductsScale(width: 100, realisations: 16)
    static let laptop = ProductsScale(width: 400, realisations: 16)
    static let overnight = ProductsScale(width: 1000, realisations: 50)
    static let paper = ProductsScale(width: 1000, realisations: 500)
}

/// The products of figure 6.
public struct ProductEvidence: Encodable, Sendable {
    /// D: 1, 5 and 99, which P2's figure gives by the shares in its bin at the origin.
    let factors: [Int]
    let width: Int
    /// By number of factors and realisation.
    let gaussian: [Input<[ProductSpectra]>]
    /// One orthogonal product of the most factors, 100 × 100 as in figure 6A.
    let orthogonal: Input<ProductSpectra>
    let orthogonalWidth: Int
    let judging: Judging

    package init(_ scale: ProductsScale, judging: Judging) {
        let factors = [1, 5, 99], orthogonalWidth = 100
        (self.factors, self.judging, width, self.orthogonalWidth) = (factors, judging, scale.width, orthogonalWidth)
        gaussian = factors.map { factors in
            Input(Replicates(judging.count(scale.realisations)) {
                MatrixProduct(ensemble: .gaussian, factors: factors, width: scale.width, seed: judging.seed($0))
            })
        }
        orthogonal = Input(MatrixProduct(ensemble: .orthogonal, factors: factors.last ?? 1, width: orthogonalWidth, seed: 0))
    }
}
