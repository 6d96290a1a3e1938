// The eigenvalues of a large Hessian as a distribution, by stochastic Lanczos quadrature: a random unit vector's spectral measure
// has the eigenvalues' distribution as its mean (Golub and Meurant 2010, chapter 11; Ubaru, Chen and Saad 2017).
//
// Two errors are kept apart. Of the steps: each probe's measure is known between the bounds of Chebyshev, Markov and Stieltjes,
// which are rigorous. Of the probes: the standard error of their mean.
import Foundation
import LinearAlgebra
import Randomness

/// The distribution of a symmetric operator's eigenvalues, from several random vectors.
public struct SpectralEstimate: Hashable, Codable, Sendable {
    /// One per probe.
    public let measures: [Lanczos]

    /// A share of all eigenvalues.
    public struct Share: Hashable, Codable, Sendable {
        /// Bounds on the mean of the probes' measures.
        public var low: Double
        public var high: Double
        /// The standard error of that mean, which a mean over all vectors is away from it.
        public var standardError: Double

        public var middle: Double { 0.5 * (low + high) }
        /// Half of the bounds' distance.
        public var stepError: Double { 0.5 * (high - low) }
    }

    /// - Parameters:
    ///   - count: P, the dimension.
    ///   - probes: at least 2, because their spread is an error.
    ///   - seed: of the random vectors.
    ///   - times: H times each vector.
    /// - Throws: `invalidParameter` for too few parameters, probes or steps; `nonFinite`, naming the step; what `times` throws.
    public init(
        count: Int, probes: Int, steps: Int, seed: UInt64, _ times: ([[Double]]) throws(LinearAlgebraError) -> [[Double]]
    ) throws(LinearAlgebraError) {
        guard count >= 2 else { throw .invalidParameter(name: "parameters", value: "\(count)", requirement: "at least 2 for a spectrum") }
        guard probes >= 2 else {
            throw .invalidParameter(name: "probes", value: "\(probes)", requirement: "at least 2, whose spread is the estimate's error")
        }
        let stream = RandomStream(seed: seed)
        var step = 0
        measures = try Lanczos.side(by: (0..<probes).map { stream.substream(UInt64($0)).normals(count) }, steps: steps) {
            vectors throws(LinearAlgebraError) in
            step += 1
            do throws(LinearAlgebraError) { return try times(vectors) } catch {
                guard case .nonFinite(let operation) = error else { throw error }
                throw .nonFinite(operation: "\(operation), Lanczos step \(step)")
            }
        }
    }

    /// The share of eigenvalues below x.
    public func share(below x: Double) throws(LinearAlgebraError) -> Share {
        var bounds: [ClosedRange<Double>] = []
        for measure in measures { bounds.append(try measure.share(below: x)) }
        return Share(bounds)
    }

    /// The share of eigenvalues λ with low < λ < high.
    public func share(between low: Double, and high: Double) throws(LinearAlgebraError) -> Share {
        var bounds: [ClosedRange<Double>] = []
        for measure in measures {
            let (above, below) = (try measure.share(below: high), try measure.share(below: low, inclusive: true))
            let least = max(0, above.lowerBound - below.upperBound)
            bounds.append(least...max(least, above.upperBound - below.lowerBound))
        }
        return Share(bounds)
    }

    /// The mean of λ^k; exact but for the probes as long as k is below twice the steps.
    public func moment(_ k: Int) throws(LinearAlgebraError) -> Double {
        var total = 0.0
        for measure in measures { total += try measure.quadrature().reduce(0) { $0 + $1.weight * pow($1.node, Double(k)) } }
        return total / Double(measures.count)
    }

    /// The largest eigenvalue's estimate: the largest node of all.
    public func largest() throws(LinearAlgebraError) -> Double {
        var largest = -Double.infinity
        for measure in measures { largest = max(largest, try measure.quadrature().last?.node ?? largest) }
        return largest
    }
}

extension SpectralEstimate.Share {
    fileprivate init(_ bounds: [ClosedRange<Double>]) {
        let count = Double(bounds.count), middles = bounds.map { 0.5 * ($0.lowerBound + $0.upperBound) }
        let mean = middles.reduce(0, +) / count
        low = bounds.reduce(0) { $0 + $1.lowerBound } / count
        high = bounds.reduce(0) { $0 + $1.upperBound } / count
        standardError = (middles.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count * (count - 1))).squareRoot()
    }
}
