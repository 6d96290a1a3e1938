// Gradient descent to a mark. A run ends at the mark, when it cannot be of use any more, or as soon as it diverges, with its
// last finite state: a mark that was not reached is not a number of steps.
import Foundation
import LinearAlgebra

/// How a run of gradient descent ended, with its course.
public struct LinearTraining: Sendable, Codable, Equatable {
    public enum End: Sendable, Codable, Equatable {
        /// Before this many steps the loss was at or below the mark for the first time.
        case reached(steps: Int)
        /// All steps were done.
        case notReached
        /// The loss exceeded a hundred times the larger of its first value and that of the zero map, or was not finite.
        case diverged(step: Int)

        /// Steps to the mark; nil if it was not reached.
        public var steps: Int? {
            if case .reached(let steps) = self { return steps }
            return nil
        }
    }

    public let end: End
    /// The loss before each step, and at the end; finite.
    public let losses: [Double]

    /// Steps to a mark of the loss, interpolated linearly between the last step above it and the next; nil if it was not reached.
    public func steps(to mark: Double) -> Double? {
        guard let next = losses.firstIndex(where: { $0 <= mark }) else { return nil }
        guard next > 0 else { return 0 }
        return Double(next - 1) + (losses[next - 1] - mark) / (losses[next - 1] - losses[next])
    }

    package init(end: End, losses: [Double]) { (self.end, self.losses) = (end, losses) }

    /// Trains a network to a mark of the loss, for at most `longest` steps; afterwards the network is that of the last loss.
    public static func run(
        _ network: inout LinearNetwork, on task: LinearTask, rate: Double, mark: Double, longest: Int
    ) throws(LinearAlgebraError) -> LinearTraining {
        var losses: [Double] = []
        for step in 0...longest {
            let limit = 100 * max(losses.first ?? 0, task.outputPower / 2)
            func isWrong(_ loss: Double) -> Bool { !loss.isFinite || (!losses.isEmpty && loss > limit) }
            let loss = try network.step(rate: rate, on: task) { isWrong($0) || $0 <= mark || step == longest }
            if isWrong(loss) { return LinearTraining(end: .diverged(step: step), losses: losses) }
            losses.append(loss)
            if loss <= mark { return LinearTraining(end: .reached(steps: step), losses: losses) }
        }
        return LinearTraining(end: .notReached, losses: losses)
    }
}
