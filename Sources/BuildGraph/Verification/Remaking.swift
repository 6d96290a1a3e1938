// Where clean processes come from, behind one small protocol, as for `Executor`.

/// A stored value that is to be made again.
public struct VerificationSubject: Sendable {
    public let node: Node
    public let key: Digest
    /// The digest of the stored value.
    public let output: Digest
    /// Wall seconds it took when it was made.
    public let duration: Double

    public init(node: Node, key: Digest, output: Digest, duration: Double) {
        self.node = node
        self.key = key
        self.output = output
        self.duration = duration
    }
}

/// What came of making one target again.
public enum Remade: Sendable {
    case value([UInt8])
    case failed(ErrorReport)
    /// Its process ended before its turn or in the middle of it, and how.
    case unfinished(ErrorReport)
}

/// Makes some targets again in one clean process.
public protocol Remaking: Sendable {
    /// - Parameters:
    ///   - environment: set for the process, beside the caller's.
    ///   - width: how many side by side in the process.
    ///   - collect: called once for each subject, with its position, on the calling thread.
    /// - Throws: `BuildError.interrupted` after `cancellation`, when what was finished has been collected.
    func remake(
        _ subjects: [VerificationSubject], environment: [String: String], width: Int, cancellation: Cancellation,
        collect: (Int, Remade) -> Void
    ) throws
}

/// Starts a command that hands the folder to a `Remaker`. Values come back as files: a pipe would have to hold them all.
public struct RemakeProcesses: Remaking {
    let effects: Effects
    /// The command, without the folder.
    let command: Command

    public init(effects: Effects, command: Command) {
        self.effects = effects
        self.command = command
    }

    public func remake(
        _ subjects: [VerificationSubject], environment: [String: String], width: Int, cancellation: Cancellation,
        collect: (Int, Remade) -> Void
    ) throws {
        let files = effects.files
        let folder = try files.makeScratchFolder()
        defer { try? files.removeAll(folder) }
        let request = RemakeRequest(keys: subjects.map(\.key), width: width)
        try files.write(try encodeValue(request), to: RemakeRequest.file(in: folder))
        var command = command
        command.arguments.append(folder)
        command.environment.merge(environment) { $1 }
        command.timeLimit = .infinity
        let result = try effects.processes.run(command, until: cancellation)
        let isInterrupted = result.ending == .interrupted || cancellation.isCancelled
        for number in subjects.indices {
            let value = RemakeRequest.value(number, in: folder), failure = RemakeRequest.failure(number, in: folder)
            if try files.status(value) != nil {
                collect(number, .value(try files.read(value)))
                // A group's values are not kept twice.
                try files.remove(value)
            } else if !isInterrupted, try files.status(failure) != nil {
                collect(number, .failed(try decodeValue(WorkerFailure.self, from: try files.read(failure)).report))
            } else if !isInterrupted {
                collect(number, .unfinished(effects.report(BuildError.workerEnded(result.ending, log: result.errorText))))
            }
        }
        if isInterrupted { throw BuildError.interrupted }
    }
}
