// Verifies stored values: each target is made again in a clean process from the stored values of its inputs, so that a
// difference is blamed on the target that makes it and on no other.
//
// Invariant: verification changes no value and no trace. All it writes are its own records.

/// Makes stored values again and says which of them are reproducible.
public struct Verifier {
    /// Seconds between reports of progress.
    private static let progressInterval = 0.1

    let store: Store
    let remaking: any Remaking
    let options: BuildOptions
    let cancellation: Cancellation
    let observe: (VerificationEvent) -> Void

    public init(
        store: Store, remaking: any Remaking, options: BuildOptions, cancellation: Cancellation = Cancellation(),
        observe: @escaping (VerificationEvent) -> Void = { _ in }
    ) {
        self.store = store
        self.remaking = remaking
        self.options = options
        self.cancellation = cancellation
        self.observe = observe
    }

    /// Verifies as built, then under each of `matrix`. What differs as built is made again, alone, to find the cause.
    ///
    /// Throws only when processes cannot be started at all.
    public func verify(_ subjects: [VerificationSubject], matrix: [Surroundings] = []) throws -> Verification {
        let clock = store.effects.clock, start = clock.monotonic()
        var state = VerificationState(subjects: subjects, machine: store.effects.machineWithSoftware, now: clock.now)
        var progress = ProgressCount(
            total: subjects.count * (1 + matrix.count), work: subjects.reduce(0) { $0 + $1.duration } * Double(1 + matrix.count))
        var lastProgress = -Double.infinity
        let pass = RemakePass(subjects: subjects, remaking: remaking, store: store, options: options, cancellation: cancellation)
        var notKept: ErrorReport?
        // What is being verified is not to be collected meanwhile. A store that cannot be written is verified all the same.
        let use = try? store.prepareFolder()
        defer { use?.unlock() }

        func tell(_ surroundings: Surroundings, _ position: Int) {
            progress.count(subjects[position].duration)
            let now = clock.monotonic()
            guard now - lastProgress >= Self.progressInterval || progress.done == progress.total else { return }
            lastProgress = now
            observe(.progress(progress.event(surroundings, jobs: options.jobs)))
        }
        func keep(_ positions: some Sequence<Int>) {
            do {
                for position in positions {
                    if let finding = state.findings[position], isWhole(finding) { try store.stage(finding.record) }
                }
                try store.commit()
            } catch { notKept = notKept ?? store.effects.report(error) }
        }

        let everything = Array(subjects.indices)
        var fresh: [Int] = []
        observe(.progress(progress.event(.asBuilt, jobs: options.jobs)))
        do {
            try pass.run(everything, in: .asBuilt) { position, result in
                state.note(result, of: position)
                fresh.append(position)
                if state.findings[position]?.record.result != .bitwiseEqual, let finding = state.findings[position] { observe(.differs(finding)) }
                tell(.asBuilt, position)
                // A record is small; hours of work are not lost with the process.
                if fresh.count >= 64 { keep(fresh); fresh = [] }
            }
            try diagnose(pass, &state)
            keep(everything)
            try matrix.forEach { try vary(pass, $0, &state, tell) }
        } catch {
            keep(everything)
            throw error
        }
        if !matrix.isEmpty { keep(everything) }
        return Verification(
            findings: everything.compactMap { state.findings[$0] }, wasInterrupted: cancellation.isCancelled,
            duration: clock.monotonic() - start, notKept: notKept)
    }

    /// Whether a finding is about the target: what could not be made, or compared, since a stored value was lost or damaged
    /// says nothing of it.
    private func isWhole(_ finding: VerificationFinding) -> Bool {
        guard finding.record.problem != nil else { return true }
        let inputs = store.trace(for: finding.subject.key)?.details.inputs ?? []
        return ([finding.subject.output] + inputs).allSatisfy(store.contains)
    }

    /// Makes again what is not reproducible, each alone in a process.
    private func diagnose(_ pass: RemakePass, _ state: inout VerificationState) throws {
        let suspects = state.positions { $0.record.result == .notReproducible && $0.record.problem == nil }
        guard !suspects.isEmpty else { return }
        try pass.run(suspects, in: .asBuilt, isEachAlone: true) { state.diagnose($1, of: $0) }
    }

    /// One pass of the matrix. What differs in it, and does not as built, is tried under each of its conditions alone.
    private func vary(
        _ pass: RemakePass, _ surroundings: Surroundings, _ state: inout VerificationState, _ tell: (Surroundings, Int) -> Void
    ) throws {
        // What differs as built needs no other condition to differ.
        let steady = state.positions { $0.record.result != .notReproducible || !$0.record.differing.contains(Surroundings.asBuilt.name) }
        var results: [Int: RemakeResult] = [:]
        try pass.run(Self.filling(steady, surroundings), in: surroundings) { position, result in
            if results[position] == nil { tell(surroundings, position) }
            results[position] = results[position].map { $0.worse(result) } ?? result
        }
        for (position, result) in results { state.note(result, of: position, in: surroundings) }
        let suspects = results.filter { state.isNewlyDifferent($1, at: $0) }.keys.sorted()
        for condition in suspects.isEmpty ? [] : surroundings.conditions {
            let alone = Surroundings([condition])
            var found: [Int: RemakeResult] = [:]
            try pass.run(Self.filling(suspects, alone), in: alone) { position, result in
                found[position] = found[position].map { $0.worse(result) } ?? result
            }
            for (position, result) in found { state.blame(condition, for: result, at: position) }
        }
        for position in suspects {
            state.blameAll(surroundings, at: position)
            if let finding = state.findings[position] { observe(.differs(finding)) }
        }
    }

    /// Enough repetitions that there is something to run side by side.
    private static func filling(_ positions: [Int], _ surroundings: Surroundings) -> [Int] {
        guard let width = surroundings.width, !positions.isEmpty, positions.count < width else { return positions }
        return (0..<width).map { positions[$0 % positions.count] }
    }
}

/// How far a verification has come.
private struct ProgressCount {
    private(set) var done = 0
    let total: Int
    private var workLeft: Double

    init(total: Int, work: Double) {
        self.total = total
        workLeft = work
    }

    mutating func count(_ duration: Double) {
        done += 1
        workLeft -= duration
    }

    func event(_ surroundings: Surroundings, jobs: Int) -> VerificationEvent.Progress {
        VerificationEvent.Progress(pass: surroundings.name, done: done, total: total, remaining: max(0, workLeft) / Double(jobs))
    }
}
