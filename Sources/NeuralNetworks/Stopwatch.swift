// Where a simulation's time goes. Not part of its result, which is a function of its parameters.

/// Seconds of wall time by part of a simulation.
///
/// A reference, so that work on the simulation's own state can be measured; it stays with the simulation's thread.
package final class Stopwatch {
    package enum Part: String, CaseIterable {
        /// Drawing random numbers, and making reflectors of them.
        case random
        /// Joining reflectors into blocks (the T factors).
        case combine
        /// Products with the weights.
        case apply
        /// Nonlinearity, slopes, scaling and moving rows.
        case elementwise
        /// Singular values of the finished product.
        case singularValues
    }

    private var elapsed: [Part: Double] = [:]

    package init() {}

    package func seconds(_ part: Part) -> Double { elapsed[part, default: 0] }

    /// Runs `body` and adds its time to a part.
    func measure<Result, Failure: Error>(_ part: Part, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let begin = ContinuousClock.now
        defer { elapsed[part, default: 0] += (ContinuousClock.now - begin) / .seconds(1) }
        return try body()
    }
}
