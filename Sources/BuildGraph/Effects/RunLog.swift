// What is known of a run besides its value.
import Synchronization

/// What a running target says, and what the programs it runs cost.
public final class RunLog: Sendable {
    private struct State {
        var lines: [String] = []
        var processorTime = 0.0
        var peakMemory = 0
    }

    private let state = Mutex(State())

    public init() {}

    public func add(_ line: String) { state.withLock { $0.lines.append(line) } }

    func add(costOf result: CommandResult) {
        state.withLock {
            $0.processorTime += result.processorTime
            $0.peakMemory = max($0.peakMemory, result.peakMemory)
        }
    }

    public var text: String { state.withLock { $0.lines.joined(separator: "\n") } }
    /// Processor seconds of programs.
    var processorTime: Double { state.withLock { $0.processorTime } }
    /// Bytes, of the largest program.
    var peakMemory: Int { state.withLock { $0.peakMemory } }
}
