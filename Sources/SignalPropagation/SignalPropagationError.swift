// What can go wrong in this module, with the text of each error.
import Foundation

/// A failure of the theory. Nothing fails silently: every returned value has passed its checks.
public enum SignalPropagationError: Error, Equatable, Sendable {
    /// The depth must be at least 1.
    case invalidDepth(Int)
    /// sigmaW² must be positive and finite.
    case invalidWeightVariance(Double)
    /// q* must lie in `CriticalPoint.supportedVariances`.
    case unsupportedVariance(Double)
    /// A learning rate must be finite and not negative; that of the weights positive.
    case invalidRate(Double)
    /// The nonlinearity has bends, where a second derivative does not exist.
    case notSmooth(String)
    /// A density needs at least `minimum` grid points.
    case tooFewPoints(Int, minimum: Int)
    /// No root of the master equation was found at |w| = exp(logRadius).
    case noConvergence(logRadius: Double)
    /// The argument lies outside the domain on which the transform is computed.
    case outsideDomain(Double)
    /// The solution of a differential equation cannot be continued beyond this time.
    case flowEnds(time: Double)
    /// A parameter of the dynamics of linear networks is outside its domain.
    case invalidDynamics(name: String, value: Double, requirement: String)
    /// The computed density misses a known moment (0, 1 or 2) by the given relative error.
    case inaccurateMoment(order: Int, relativeError: Double)
}

extension SignalPropagationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidDepth(let depth):
            "depth \(depth): a network has at least one layer"
        case .invalidWeightVariance(let value):
            "weight variance \(value): sigmaW² must be positive and finite"
        case .unsupportedVariance(let value):
            "preactivation variance \(value): q* must lie in \(CriticalPoint.supportedVariances)"
        case .invalidRate(let rate):
            "learning rate \(rate): rates are finite and not negative, and that of the weights is positive"
        case .notSmooth(let name):
            "\(name) has bends: tensors that contain its second derivative exist for smooth nonlinearities only"
        case .tooFewPoints(let points, let minimum):
            "\(points) grid points: a density needs at least \(minimum)"
        case .noConvergence(let logRadius):
            "no solution of the master equation at log |w| = \(logRadius)"
        case .outsideDomain(let argument):
            "argument \(argument) lies outside the domain of the transform"
        case .flowEnds(let time):
            "the solution grows without bound or oscillates too fast from time \(time) on: integrate to an earlier time"
        case .invalidDynamics(let name, let value, let requirement):
            "\(name) is \(value) but must be \(requirement)"
        case .inaccurateMoment(let order, let relativeError):
            "moment \(order) of the computed density is off by \(relativeError): ask for more grid points"
        }
    }
}
