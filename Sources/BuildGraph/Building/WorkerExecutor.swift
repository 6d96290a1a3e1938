// Runs a target in a worker process. A trap or an out-of-memory kill there is a failed target
// here, with its log, and the rest of the build goes on.
import Foundation

/// Starts worker processes. The worker opens the same store, makes one target, and records it there.
public struct WorkerExecutor: Executor {
    let store: Store
    /// The command of a worker, without the key.
    let command: Command
    /// Seconds that a worker gets to write a checkpoint after Ctrl-C: one unit of work, see `Checkpoint.save`, and the write.
    var grace = 0.35

    public init(store: Store, command: Command) {
        self.store = store
        self.command = command
    }

    /// A target that a worker is to make.
    struct Request: Sendable {
        let key: Digest
        /// For messages.
        let name: String
        let reason: Reason
        /// It is one that builds run on a thread: here it is an exception, and may use programs whose versions are recorded.
        var isLight = false
    }

    public func run(_ job: Job, cancellation: Cancellation) throws -> JobResult {
        try store.bringInputs(of: job, until: cancellation)
        let isLight = job.node.resources.isolation == .thread
        return try make(Request(key: job.key, name: job.node.name, reason: job.reason, isLight: isLight), until: cancellation)
    }

    /// Makes a target of which only the key is known. Throws what the worker reports.
    func make(_ request: Request, until cancellation: Cancellation) throws -> JobResult {
        // The worker sees what is durable, and nothing else.
        do { try store.commit() } catch let error as FileError { throw BuildError.store(error) }
        try waitForOthers(request, until: cancellation)
        if request.reason != .forced, request.reason != .notTrusted, let entry = store.entry(for: request.key), store.contains(entry.output) {
            return JobResult(output: entry.output, duration: entry.duration, processorTime: 0, peakMemory: 0)
        }
        var command = command
        command.arguments.append(request.key.hexadecimal)
        if request.isLight { command.arguments.append("--light") }
        if let revision = store.revision { command.arguments += Self.arguments(revision) }
        command.arguments += ["--reason", Self.encode(request.reason)]
        command.timeLimit = .infinity
        command.grace = grace
        let result = try store.effects.processes.run(command, until: cancellation)
        if result.ending == .interrupted || cancellation.isCancelled { throw BuildError.interrupted }
        try store.refresh()
        if result.succeeded, let entry = store.entry(for: request.key) {
            tell(try? decodeValue([StoreNotice].self, from: result.output))
            return JobResult(
                output: entry.output, duration: entry.duration, processorTime: result.processorTime, peakMemory: result.peakMemory)
        }
        // The target's own error, in the worker's words.
        if result.ending == .exited(Self.failedTargetStatus), let report = try? decodeValue(WorkerFailure.self, from: result.output) {
            tell(report.notices)
            throw report
        }
        let ending = result.ending == .exited(Self.interruptedStatus) ? .signalled(SIGTERM) : result.ending
        throw BuildError.workerEnded(ending, log: result.errorText)
    }


    private func tell(_ notices: [StoreNotice]?) { notices?.forEach(store.add) }

    /// The exit status of a worker whose target threw.
    public static let failedTargetStatus: Int32 = 70

    /// The exit status of a worker that was asked to end, and did.
    public static let interruptedStatus: Int32 = 130

    /// What tells a worker, which does not ask for itself, at which state of the sources the build began.
    public static func arguments(_ revision: SourceRevision) -> [String] { ["--revision", revision.text] }

    /// A reason, as an argument of a command.
    public static func encode(_ reason: Reason) -> String {
        let bytes = (try? encodeValue(reason)) ?? []
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    public static func decodeReason(_ text: String) -> Reason? {
        let digits = text.compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        return try? decodeValue(Reason.self, from: bytes)
    }
}

/// An error on its way from a worker to the build, with what the worker found wrong with the store.
public struct WorkerFailure: Codable, Sendable, ReportableError {
    public var what: String
    public var why: String?
    public var next: String?
    public var output: String?
    /// What could not be read: the target of a value, or the inputs of a key that no target had at that moment.
    public var missing: String?
    public var notices: [StoreNotice]

    public init(_ error: any Error, report: ErrorReport, notices: [StoreNotice] = []) {
        (what, why, next, output) = (report.what, report.why, report.next, report.output)
        switch error {
        case BuildError.damagedObject(_, let target): missing = target
        // An input's value was set aside, and is being made again.
        case BuildError.unknownKey(let key): missing = key
        default: break
        }
        self.notices = notices
    }

    public var report: ErrorReport { ErrorReport(what: what, why: why, next: next, output: output) }
}
