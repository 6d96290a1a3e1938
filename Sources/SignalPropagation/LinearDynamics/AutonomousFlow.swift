// Ordinary differential equations y' = f(y), for the mode dynamics of linear networks that have no closed solution, and for
// testing those that have one.
//
// Goals: a stated error, then few evaluations. Method: Dormand and Prince's pair of orders 5 and 4 (J. Comput. Appl. Math. 6,
// 1980), whose difference is kept below the tolerance times the largest |y_i| in each step. Local control does not bound the
// error of the result, since a flow stretches errors; so each problem is integrated twice, at the tolerance and at a hundredth
// of it, the finer result is returned, and the difference of the two is its error: a bound as long as the error falls with the
// tolerance, which the tests confirm on every closed form.
import Foundation

/// The flow of y' = f(y).
public struct AutonomousFlow: Sendable {
    private let velocity: @Sendable ([Double]) -> [Double]

    /// - Parameter velocity: f, with as many components as y.
    public init(_ velocity: @escaping @Sendable ([Double]) -> [Double]) { self.velocity = velocity }

    /// The state at a time, with a bound on the error of its components.
    public struct State: Sendable, Equatable {
        public var time: Double
        public var values: [Double]
        public var error: Double
    }

    /// States along the solution that starts at `start` at time 0.
    /// - Parameters:
    ///   - times: ascending, not negative.
    ///   - tolerance: of a step, relative to the largest component; 1e-9 by default.
    /// - Throws: `SignalPropagationError.flowEnds` if the solution leaves the numbers before the last time.
    public func states(from start: [Double], at times: [Double], tolerance: Double = 1e-9) throws -> [State] {
        let coarse = try solve(start, times, tolerance), fine = try solve(start, times, tolerance / 100)
        return zip(times, zip(coarse, fine)).map { time, pair in
            State(time: time, values: pair.1, error: zip(pair.0, pair.1).reduce(0) { max($0, abs($1.0 - $1.1)) })
        }
    }

    private func solve(_ start: [Double], _ times: [Double], _ tolerance: Double) throws -> [[Double]] {
        var (time, state, states) = (0.0, start, [[Double]]())
        let speed = velocity(start).largestMagnitude
        var step = speed > 0 ? 0.01 * max(start.largestMagnitude, 1e-300) / speed : .infinity
        for end in times {
            while time < end {
                let length = min(step, end - time)
                let (next, error) = Self.step(velocity, state, length)
                let allowed = tolerance * max(state.largestMagnitude, next.largestMagnitude)
                // Orders 5 and 4: the error of a step grows as its fifth power.
                let growth = error > 0 ? 0.9 * pow(allowed / error, 0.2) : 5
                if error <= allowed {
                    time = length < step ? end : time + length
                    state = next
                    if length == step || growth < 1 { step = length * min(5, max(0.2, growth)) }
                } else {
                    step = length * min(0.9, max(0.1, growth.isFinite ? growth : 0.1))
                    guard step > 1e-15 * max(time, 1e-15) else { throw SignalPropagationError.flowEnds(time: time) }
                }
                if time + step == time { throw SignalPropagationError.flowEnds(time: time) }
            }
            states.append(state)
        }
        return states
    }

    /// A step of Dormand and Prince: the solution of order 5, and its distance from that of order 4.
    private static func step(_ f: ([Double]) -> [Double], _ y: [Double], _ h: Double) -> (next: [Double], error: Double) {
        var slopes: [[Double]] = [f(y)]
        for row in stages { slopes.append(f(combined(y, h, row, slopes))) }
        let next = combined(y, h, stages[stages.count - 1], slopes)
        var error = 0.0
        for i in y.indices {
            let difference = zip(errorWeights, slopes).reduce(0.0) { $0 + $1.0 * $1.1[i] }
            // A comparison with NaN is false, so that it would be lost in max.
            error = difference.isFinite ? max(error, abs(h * difference)) : .infinity
            if error == .infinity { break }
        }
        return (next, error)
    }

    private static func combined(_ y: [Double], _ h: Double, _ row: [Double], _ slopes: [[Double]]) -> [Double] {
        y.indices.map { i in y[i] + h * zip(row, slopes).reduce(0.0) { $0 + $1.0 * $1.1[i] } }
    }

    private static let stages: [[Double]] = [
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ]

    private static let errorWeights: [Double] = [
        71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40,
    ]
}

extension [Double] {
    fileprivate var largestMagnitude: Double { reduce(0) { Swift.max($0, abs($1)) } }
}
