// Programs for tests.
import BuildGraph

/// Programs of a test: what is not stubbed fails, and says how to stub it.
public struct StubbedProcesses: ProcessRunner {
    private let stub: @Sendable (Command) throws -> CommandResult

    public init(_ stub: @escaping @Sendable (Command) throws -> CommandResult = { throw Unstubbed(program: $0.program) }) {
        self.stub = stub
    }

    public func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult { try stub(command) }

    public struct Unstubbed: Error, CustomStringConvertible {
        public init(program: String) { self.program = program }
        let program: String
        public var description: String { "the test ran \(program); give TestWorld(processes:) a stub for it" }
    }
}
