// What J does to errors: the ratio |Jᵀe|²/|e|² for random errors e and for errors of a classifier at its start.
//
// For e with a random direction in R^N, with λ the eigenvalues of J Jᵀ and u_i² the shares of |e|² along their eigenvectors, the ratio
// is Σ λ_i u_i². The u are uniform on the sphere, where E u_i⁴ = 3/N(N + 2) and E u_i² u_j² = 1/N(N + 2), so that over errors
//
//     mean = ⟨λ⟩ = m_1,   variance = 2/(N + 2) (⟨λ²⟩ - ⟨λ⟩²) = 2/(N + 2) σ²_JJᵀ.
//
// Over Gaussian linear networks the ratio is a product of L independent chi-squares, each divided by its N degrees of freedom.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness

/// Errors of one network, back-propagated from several depths to its first layer.
package struct BackpropagatedErrors: Target {
    /// Errors from one depth.
    package struct Point: Codable, Sendable, Equatable {
        package var depth: Int
        /// ⟨λ⟩ and ⟨λ²⟩ of the network's own spectrum, which another program computes.
        package var meanSquare, meanFourth: Double
        /// Over random errors: mean and variance of the ratio, and of its logarithm.
        package var mean, variance, logMean, logVariance: Double
        /// Over errors of a classifier: mean and variance of the ratio.
        package var trueMean, trueVariance: Double
        /// The first random ratios, to be drawn.
        package var shown: [Double]

        /// The mean square of ln of the ratio about a law's mean, over the law's variance: 1 in the mean over errors and networks.
        package func logDeviation(from law: ProductOfChiSquares, errors: Int) -> Double {
            let within = logVariance * Double(errors - 1) / Double(errors), offset = logMean - law.logMean
            return (within + offset * offset) / law.logVariance
        }

        /// σ²_JJᵀ.
        package var spectralVariance: Double { meanFourth - meanSquare * meanSquare }
    }

    let network: Initialisation
    let width: Int
    /// Ascending.
    let depths: [Int]
    let seed: Int
    /// Random errors.
    let errors: Int
    /// Readouts, each with an error for every class.
    let readouts: Int
    let classes = 10

    package init(network: Initialisation, width: Int, depths: [Int], seed: Int, errors: Int, readouts: Int) {
        (self.network, self.width, self.depths, self.seed) = (network, width, depths, seed)
        (self.errors, self.readouts) = (errors, readouts)
    }

    package var resources: Resources { .simulation(width: width) }
    package var words: [String] { network.words + ["N = \(width)", "errors", "seed \(seed)"] }
    /// Flops: that of the spectra, and each error through each layer.
    package var work: Double? {
        let spectra = SimulatedSpectra(network, width: width, depths: depths, seed: seed).work ?? 0
        return spectra + 2 * Double(width * width * (errors + readouts * classes) * depths.reduce(0, +))
    }

    package func make(_ inputs: Inputs) throws -> [Point] {
        let realisation = try network.randomNetwork(width: width, depth: depths.last ?? 1, seed: seed)
        let spectra = try realisation.jacobianSpectra(atDepths: depths)
        var x = realisation.inputSignal(), signals = [x], slopes: [[Double]] = [], weights: [Matrix] = []
        for layer in 1...realisation.depth {
            let w = try realisation.weights(layer: layer)
            let h = zip(try w.times(x), realisation.biases(layer: layer)).map { $0 + $1 }
            slopes.append(h.map(network.nonlinearity.derivative))
            x = h.map(network.nonlinearity.value)
            signals.append(x)
            weights.append(w)
        }
        // Layers have the substreams up to L.
        let streams = RandomStream(seed: UInt64(seed)).substream(1 << 40)
        return try zip(depths, spectra).map { depth, spectrum in
            let stream = streams.substream(UInt64(depth))
            let random = Matrix.gaussian(rows: width, columns: errors, deviation: 1, from: stream.substream(0))
            let ratios = try squaredFactors(random, depth, weights, slopes)
            let ofClasses = try squaredFactors(classifierErrors(signals[depth], sigmaW: realisation.sigmaW, stream), depth, weights, slopes)
            let values = spectrum.singularValues, n = Double(width)
            return Point(
                depth: depth, meanSquare: values.reduce(0) { $0 + $1 * $1 } / n, meanFourth: values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n,
                mean: Moments.mean(ratios), variance: Self.variance(ratios), logMean: Moments.mean(ratios.map { log($0) }),
                logVariance: Self.variance(ratios.map { log($0) }), trueMean: Moments.mean(ofClasses), trueVariance: Self.variance(ofClasses),
                shown: Array(ratios.prefix(250)))
        }
    }

    /// |Jᵀe|²/|e|² of each column e.
    private func squaredFactors(_ errors: Matrix, _ depth: Int, _ weights: [Matrix], _ slopes: [[Double]]) throws -> [Double] {
        var e = errors
        for layer in (0..<depth).reversed() {
            let slope = slopes[layer]
            e = try weights[layer].transposedTimes(Matrix(rows: e.rows, columns: e.columns) { slope[$0] * e[$0, $1] })
        }
        func square(_ matrix: Matrix, _ j: Int) -> Double { matrix.column(j).reduce(0) { $0 + $1 * $1 } }
        return (0..<errors.columns).map { square(e, $0) / square(errors, $0) }
    }

    /// dLoss/dx^L of the cross-entropy for every class as the true one, under several random readouts V: Vᵀ(p - t).
    private func classifierErrors(_ x: [Double], sigmaW: Double, _ stream: RandomStream) throws -> Matrix {
        let blocks = try (0..<readouts).map { k -> Matrix in
            let v = try network.ensemble.weightMatrix(rows: classes, columns: width, sigmaW: sigmaW, from: stream.substream(1 + UInt64(k)))
            let y = try v.times(x), largest = y.max() ?? 0
            let exponentials = y.map { exp($0 - largest) }, sum = exponentials.reduce(0, +)
            return try v.transposedTimes(Matrix(rows: classes, columns: classes) { exponentials[$0] / sum - ($0 == $1 ? 1 : 0) })
        }
        return Matrix(rows: width, columns: readouts * classes) { blocks[$1 / classes][$0, $1 % classes] }
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = Moments.mean(values)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count - 1))
    }
}
