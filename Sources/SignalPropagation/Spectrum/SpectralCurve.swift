// The continuous spectrum as a curve in one smooth parameter, for every law and ensemble.
import Foundation

package enum SpectralCurve: Sendable {
    case master(MasterCurve)
    case firstLayer(FirstLayerCurve)

    /// The point at a parameter between `start` and `end`; `guess` is the angle of a neighbour.
    package func point(_ parameter: Double, guess: Double) throws -> CurvePoint {
        switch self {
        case .master(let curve):
            if parameter == 0 {
                return CurvePoint(
                    parameter: 0, logEigenvalue: curve.edge.logEigenvalue, density: 0, massRate: 0, angle: 0)
            }
            return try curve.point(parameter, guess: guess)
        case .firstLayer(let curve):
            return curve.point(parameter)
        }
    }

    package var start: Double {
        switch self {
        case .master(let curve): curve.start
        case .firstLayer(let curve): curve.start
        }
    }

    package func end() -> Double {
        switch self {
        case .master(let curve): curve.end()
        case .firstLayer(let curve): curve.end
        }
    }

    /// log of the upper edge.
    package var logEdge: Double {
        switch self {
        case .master(let curve): curve.edge.logEigenvalue
        case .firstLayer(let curve): curve.logWeightVariance
        }
    }
}
