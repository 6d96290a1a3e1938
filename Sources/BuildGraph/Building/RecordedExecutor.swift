// Keeps the record of what runs on the threads of a build.

/// Runs jobs elsewhere, and has them on record meanwhile.
struct RecordedExecutor: Executor {
    let executor: any Executor
    let record: RunningRecord?
    /// Whether a trap would end this process. What runs in another is a suspect, and on record already.
    let isThread: Bool

    func run(_ job: Job, cancellation: Cancellation) throws -> JobResult {
        guard let record else { return try executor.run(job, cancellation: cancellation) }
        // What cannot be recorded runs all the same.
        let isCounted = isThread && record.begin(job.key)
        if isCounted { _ = ThreadRuns.count.add(1, ordering: .sequentiallyConsistent) }
        defer {
            if isCounted { _ = ThreadRuns.count.subtract(1, ordering: .sequentiallyConsistent) }
            record.end(job.key)
        }
        return try executor.run(job, cancellation: cancellation)
    }
}
