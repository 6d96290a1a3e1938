// The slope of a straight line through points, by least squares.
//
// With standard errors the points are weighted by 1/error², and the slope's own error is raised by the scatter where
// the scatter is larger than the errors explain (Birge's ratio), never lowered: conservative. Student's t with n − 2
// degrees of freedom stands for the errors being estimates themselves. Without them, ordinary least squares.
import Foundation

package enum LineFit {
    /// The slope, or what is wrong with the points.
    ///
    /// `isNoisy` false: points of a curve; the slope is a definite number, in error by at most Σ|w_i| error_i.
    package static func slope(_ points: [Observation.Point], isNoisy: Bool) -> Result<Estimate, Shortcoming> {
        guard points.count >= (isNoisy ? 3 : 2) else {
            return .failure(.tooLittle("\(points.count) points do not determine a slope\(isNoisy ? " and its error" : "")"))
        }
        guard points.allSatisfy({ $0.x.isFinite && $0.y.isFinite && $0.error.isFinite && $0.error >= 0 }) else {
            return .failure(.notANumber("a point or its error is not a finite number"))
        }
        let hasErrors = isNoisy && points.contains { $0.error > 0 }
        if hasErrors && points.contains(where: { $0.error == 0 }) {
            return .failure(.tooLittle("some points have a standard error and some do not"))
        }

        let weights = points.map { hasErrors ? 1 / ($0.error * $0.error) : 1 }
        let total = weights.reduce(0, +)
        let meanX = zip(weights, points).reduce(0) { $0 + $1.0 * $1.1.x } / total
        let meanY = zip(weights, points).reduce(0) { $0 + $1.0 * $1.1.y } / total
        let spread = zip(weights, points).reduce(0) { $0 + $1.0 * ($1.1.x - meanX) * ($1.1.x - meanX) }
        guard spread > 0 else { return .failure(.tooLittle("all points have the same x")) }
        let factors = zip(weights, points).map { $0 * ($1.x - meanX) / spread }
        let slope = zip(factors, points).reduce(0) { $0 + $1.0 * ($1.1.y - meanY) }
        if !isNoisy {
            return .success(Estimate(value: slope, bound: zip(factors, points).reduce(0) { $0 + abs($1.0) * $1.1.error }))
        }

        let degreesOfFreedom = Double(points.count - 2)
        let chiSquare = zip(weights, points).reduce(0.0) {
            let residual = $1.1.y - meanY - slope * ($1.1.x - meanX)
            return $0 + $1.0 * residual * residual
        }
        let scatter = chiSquare / degreesOfFreedom
        let variance = (hasErrors ? max(1, scatter) : scatter) / spread
        guard variance > 0 else { return .failure(.tooLittle("the points lie on a line without any scatter: use a curve")) }
        return .success(Estimate(value: slope, noises: [(variance, degreesOfFreedom)], count: points.count))
    }
}

/// Why an observation decides nothing.
package enum Shortcoming: Error, Equatable {
    /// Something is not a number, missing or of the wrong form: the claim cannot be evaluated.
    case notANumber(String)
    /// Too little evidence: more replicates may decide it.
    case tooLittle(String)
}
