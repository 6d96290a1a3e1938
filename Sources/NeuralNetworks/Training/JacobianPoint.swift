// How isometric a network in training is: statistics of J's singular values over several images.
import Foundation

extension TrainingRecord {
    /// The singular values of J at some held-out images after some steps.
    public struct JacobianPoint: Hashable, Codable, Sendable {
        public var step: Int
        /// All singular values at all images, image after image.
        public var singularValues: [Double]
        /// Geometric mean over the images of s_max; 0 when J = 0 at one of them.
        public var largest: Double
        /// Geometric mean over the images of s_max divided by the root mean square singular value: 1 for an isometry, √N for
        /// J of rank 1, and counted as √N for J = 0.
        public var normalisedLargest: Double
        /// Mean over the images of <lambda>²/<lambda²> with lambda = s²: 1 for an isometry, 1/N for J of rank 1 (P1, figure
        /// 6b), 0 for J = 0.
        public var conditioning: Double

        /// - Parameter spectra: the singular values at each image, largest first; at least one image.
        package init(step: Int, spectra: [[Double]]) {
            self.step = step
            singularValues = spectra.flatMap { $0 }
            let images = Double(spectra.count), moments = spectra.map(Moments.init)
            largest = exp(spectra.reduce(0) { $0 + log($1.first ?? 0) } / images)
            normalisedLargest = exp(moments.reduce(0) { $0 - 0.5 * log($1.first) } / images)
            conditioning = moments.reduce(0) { $0 + $1.conditioning } / images
        }

        /// Moments of lambda relative to the largest, so that no fourth power leaves the range of a Double.
        private struct Moments {
            /// <lambda>/lambda_max, from 1/N to 1.
            let first: Double
            let conditioning: Double

            init(_ values: [Double]) {
                let count = Double(values.count)
                guard let largest = values.first, largest > 0 else {
                    (first, conditioning) = (1 / max(1, count), 0)
                    return
                }
                let eigenvalues = values.map { ($0 / largest) * ($0 / largest) }
                let sum = eigenvalues.reduce(0, +), squares = eigenvalues.reduce(0) { $0 + $1 * $1 }
                first = sum / count
                conditioning = sum * sum / (count * squares)
            }
        }
    }
}
