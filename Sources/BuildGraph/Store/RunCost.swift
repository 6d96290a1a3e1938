// What a run cost and at which commit it was made, read from the middle of its record: sums over all that stands behind a figure look
// at thousands of records, and at six values of each.

/// The cost of one run.
public struct RunCost: Sendable, Equatable {
    /// Seconds since 1970.
    public var started: Double
    /// Wall seconds, and those of processors.
    public var duration, processorTime: Double
    /// Bytes.
    public var peakMemory: Int
    /// Bytes of what it made.
    public var valueSize: Int
    /// Nil where it was not recorded.
    public var revision: SourceRevision?

    public init(
        started: Double, duration: Double, processorTime: Double, peakMemory: Int, valueSize: Int, revision: SourceRevision? = nil
    ) {
        (self.started, self.duration, self.processorTime) = (started, duration, processorTime)
        (self.peakMemory, self.valueSize, self.revision) = (peakMemory, valueSize, revision)
    }
}

extension RunCost {
    init(_ trace: Trace) {
        let run = trace.details.provenance
        self.init(started: run.started, duration: run.duration, processorTime: run.processorTime, peakMemory: run.peakMemory, valueSize: trace.size,
            revision: trace.details.revision)
    }

    /// The cost in encoded `Trace.Details`; nil where a number is missing, or is one that there cannot be.
    init?(details bytes: [UInt8], from offset: Int, valueSize: Int) {
        var reader = DatumReader(bytes: bytes)
        reader.offset = offset
        guard let run = try? reader.fields(of: ["provenance", "revision"]), let place = run["provenance"] else { return nil }
        reader.offset = place
        guard let fields = try? reader.fields(of: ["started", "duration", "processorTime", "peakMemory"]) else { return nil }
        func datum(at place: Int?) -> Datum? {
            guard let place else { return nil }
            reader.offset = place
            return try? reader.datum(depth: 0)
        }
        func value(_ name: String) -> Datum? { datum(at: fields[name]) }
        guard case .double(let started)? = value("started"), case .double(let duration)? = value("duration"),
            case .double(let processorTime)? = value("processorTime"), case .integer(let peakMemory)? = value("peakMemory"),
            Moment.range.contains(started), Seconds.range.contains(duration), Seconds.range.contains(processorTime), Bytes.range.contains(Int(peakMemory))
        else { return nil }
        self.init(
            started: started, duration: duration, processorTime: processorTime, peakMemory: Int(peakMemory), valueSize: valueSize,
            revision: datum(at: run["revision"]).flatMap { SourceRevision($0) })
    }
}

extension SourceRevision {
    /// As it was encoded.
    fileprivate init?(_ datum: Datum) {
        guard case .string(let commit)? = datum["commit"], case .bool(let isClean)? = datum["isClean"] else { return nil }
        self.init(commit: commit, isClean: isClean)
    }
}
