// Programs that targets and the engine run.

/// A program to run.
public struct Command: Sendable {
    /// A name looked up in PATH, or a path.
    public var program: String
    public var arguments: [String]
    /// What the program is told that it is called, and lists of processes show. Default: `program`.
    public var name: String?
    public var folder: String?
    public var standardInput: [UInt8]
    /// Added to the environment.
    public var environment: [String: String]
    /// Seconds after which the program is ended.
    public var timeLimit: Double
    /// Bytes of standard output, and of standard error, that are kept.
    public var outputLimit: Int
    /// Whether it sees nothing of the user's surroundings: see `HermeticEnvironment`. Default: it inherits the environment.
    public var isHermetic = false
    /// Seconds that the program gets to end by itself, after SIGTERM, when the build is interrupted. Default: none.
    public var grace: Double = 0

    public init(
        _ program: String, _ arguments: [String] = [], folder: String? = nil, standardInput: [UInt8] = [],
        environment: [String: String] = [:], timeLimit: Double = 600, outputLimit: Int = 64 << 20
    ) {
        self.program = program
        self.arguments = arguments
        self.folder = folder
        self.standardInput = standardInput
        self.environment = environment
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
    }

    /// A program whose output becomes part of a result: neither the user's settings nor their locale or time zone reach it.
    public static func hermetic(
        _ program: String, _ arguments: [String] = [], folder: String? = nil, standardInput: [UInt8] = [],
        environment: [String: String] = [:], timeLimit: Double = 600, outputLimit: Int = 64 << 20
    ) -> Command {
        var command = Command(
            program, arguments, folder: folder, standardInput: standardInput, environment: environment, timeLimit: timeLimit,
            outputLimit: outputLimit)
        command.isHermetic = true
        return command
    }
}

/// How a program ended, and what it printed.
public struct CommandResult: Sendable {
    public enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        case interrupted
    }

    public var ending: Ending
    public var output: [UInt8]
    public var errorOutput: [UInt8]
    /// Processor seconds.
    public var processorTime: Double
    /// Bytes.
    public var peakMemory: Int

    public init(
        ending: Ending, output: [UInt8] = [], errorOutput: [UInt8] = [], processorTime: Double = 0, peakMemory: Int = 0
    ) {
        self.ending = ending
        self.output = output
        self.errorOutput = errorOutput
        self.processorTime = processorTime
        self.peakMemory = peakMemory
    }

    public var succeeded: Bool { ending == .exited(0) }
    public var outputText: String { String(decoding: output, as: UTF8.self) }
    public var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
}

/// A program that could not be started.
public enum CommandError: Error, Equatable {
    case notFound(program: String)
    case notStarted(program: String, code: Int32)
}

/// Runs programs, each in a process group of its own, so that all its children end with it.
public protocol ProcessRunner: Sendable {
    /// Runs to the program's end, to its time limit, or until `cancellation`. Throws `CommandError` if it cannot start.
    func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult
}
