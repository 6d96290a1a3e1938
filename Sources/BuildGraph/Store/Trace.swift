// A trace records one run: under which key, from which inputs, to which value, and how it went.

/// The record of one run of a target.
public struct Trace: Sendable, Equatable {
    public var key: Digest
    /// The identity of the node that ran.
    public var identity: Digest
    public var name: String
    /// The digest of the value.
    public var output: Digest
    /// Bytes of the value.
    public var size: Int
    /// Wall seconds.
    @Checked<Seconds> public var duration: Double
    public var details: Details

    /// What is only looked at to explain or to report; decoded when asked for.
    public struct Details: Codable, Sendable, Equatable {
        public var typeName: String
        public var code: Digest
        public var parameters: [UInt8]
        /// The contents of the dependencies, in their order.
        public var inputs: [Digest]
        public var inputNames: [String]
        public var files: [FileContent]
        public var reason: Reason
        public var provenance: Provenance
        /// The object with the table of the declarations that this program was made of; nil when it had none.
        public var codeSnapshot: Digest?
        /// How much there was to do, in a unit of the type's own; see `Target.work`.
        public var work: Double?
        /// The state of the project's sources; nil where it is in no repository.
        public var revision: SourceRevision?
    }
}

/// How a run went: never part of a key.
public struct Provenance: Codable, Sendable, Equatable {
    /// Seconds since 1970.
    @Checked<Moment> public var started: Double
    /// Wall seconds.
    @Checked<Seconds> public var duration: Double
    @Checked<Seconds> public var processorTime: Double
    /// Bytes; for a target that ran on a thread, of the whole program.
    @Checked<Bytes> public var peakMemory: Int
    public var machine: Machine
    /// What the target said.
    public var log: String
    /// What sessions before the last one contributed by a checkpoint, and is contained in the numbers above; nil when the
    /// target ran in one go.
    public var earlierSessions: EarlierSessions?

    public init(
        started: Double, duration: Double, processorTime: Double, peakMemory: Int, machine: Machine, log: String
    ) {
        self.started = started
        self.duration = duration
        self.processorTime = processorTime
        self.peakMemory = peakMemory
        self.machine = machine
        self.log = log
    }
}

/// Runs of a target that were ended from outside and whose work, up to their last checkpoint, was used.
public struct EarlierSessions: Codable, Sendable, Equatable {
    @Checked<Count> public var count: Int
    /// When the first one began: seconds since 1970.
    @Checked<Moment> public var started: Double
    /// Wall seconds up to the last checkpoint.
    @Checked<Seconds> public var duration: Double
    @Checked<Seconds> public var processorTime: Double
    /// Bytes.
    @Checked<Bytes> public var peakMemory: Int
}

/// The record of a run that failed.
public struct FailureRecord: Codable, Sendable, Equatable {
    public var key: Digest
    public var name: String
    public var message: String
    /// What programs printed: its beginning and its end where it was long.
    public var output: String
    /// Seconds since 1970.
    @Checked<Moment> public var time: Double

    /// What is kept of a program's output: the cause comes first and the end last.
    static func excerpt(_ output: String) -> String {
        let half = 8192
        guard output.utf8.count > 2 * half else { return output }
        let left = output.utf8.count - 2 * half
        return String(decoding: output.utf8.prefix(half), as: UTF8.self) + "\n… \(left) more bytes …\n"
            + String(decoding: output.utf8.suffix(half), as: UTF8.self)
    }
}
