// Where a target runs is behind one small protocol: on a thread of the build, or in a worker process. What runs elsewhere, thousands
// at once, is behind another one: `Dispatcher`.

/// One target to be made, with all it needs.
public struct Job: Sendable {
    public let node: Node
    public let key: Digest
    /// The contents of the dependencies, in their order.
    public let inputs: [Digest]
    /// The contents of the declared files, as they are in the key.
    public let files: [FileContent]
    public let reason: Reason
}

/// What a run gave. The value is staged in the store.
public struct JobResult: Sendable {
    public var output: Digest
    public var duration: Double
    /// Seconds, with those of the programs it ran.
    public var processorTime: Double
    /// Bytes.
    public var peakMemory: Int
}

/// Runs a job to its end on the calling thread.
public protocol Executor: Sendable {
    func run(_ job: Job, cancellation: Cancellation) throws -> JobResult
}

/// Runs a target on the calling thread and stages its value and trace.
public struct ThreadExecutor: Executor {
    let store: Store
    let code: CodeFingerprints
    let values: ValueCache

    public init(store: Store, code: CodeFingerprints) {
        self.store = store
        self.code = code
        values = ValueCache(store: store)
    }

    public func run(_ job: Job, cancellation: Cancellation) throws -> JobResult {
        try store.bringInputs(of: job, until: cancellation)
        let effects = store.effects
        let log = RunLog()
        let meter = RunMeter(effects: effects, log: log)
        let saved = StoredCheckpoint(store: store, job: job, meter: meter)
        // A forced run ignores the checkpoint: it was asked for because what is stored is doubted.
        let checkpoint = Checkpoint(
            job.reason == .forced ? nil : saved.place, clock: effects.clock, start: meter.start, log: log, cancellation: cancellation)
        let inputs = Inputs(
            node: job.node, files: job.files, values: DeclaredValues(job: job, cache: values).source, effects: effects,
            cancellation: cancellation, log: log, checkpoint: checkpoint)
        let bytes = try job.node.make(inputs)
        guard bytes.count <= FileLimit.value else { throw BuildError.valueTooLarge(target: job.node.name, bytes: bytes.count) }
        let provenance = meter.provenance(after: saved.earlier)
        let output: Digest
        let snapshot: Digest?
        do {
            output = try store.stage(bytes)
            snapshot = try code.stageSnapshot(in: store)
        } catch let error as FileError { throw BuildError.store(error) }
        try store.stage(
            Trace(
                key: job.key, identity: job.node.identity, name: job.node.name, output: output, size: bytes.count,
                duration: provenance.duration,
                details: Trace.Details(
                    typeName: job.node.typeName, code: try code.fingerprint(ofType: job.node.typeName),
                    parameters: job.node.parameters, inputs: job.inputs,
                    inputNames: job.node.dependencies.map(\.name), files: job.files, reason: job.reason,
                    provenance: provenance, codeSnapshot: snapshot, work: job.node.work, revision: store.revision)),
            removingCheckpoint: saved.isStored ? store.checkpointPath(job.key) : nil)
        return JobResult(
            output: output, duration: provenance.duration, processorTime: provenance.processorTime,
            peakMemory: provenance.peakMemory)
    }
}

/// The values of one job's dependencies.
struct DeclaredValues: Sendable {
    let job: Job
    let cache: ValueCache

    /// What the target sees of them.
    var source: ValueSource {
        ValueSource(
            bytes: { try cache.store.load(try digest($0), target: name($0)) },
            decoded: { try cache.value(try digest($0), target: name($0), type: $1, decode: $2) })
    }

    private func name(_ number: Int) -> String { job.node.dependencies[number].name }

    private func digest(_ number: Int) throws -> Digest {
        guard number < job.inputs.count else {
            throw BuildError.undeclaredInput(target: job.node.title, input: job.node.dependencies[number].title)
        }
        return job.inputs[number]
    }
}
