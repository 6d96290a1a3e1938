// Asks the shared cache for what a build is about to run, many keys at once: level by level before anything runs, and beside what runs
// from then on. A target that waits for an answer holds nobody up, and the answer comes within the patience of the cache.

/// The questions of one build.
struct RemoteLookups {
    /// What came of a question.
    struct Answer: Sendable {
        let position: Int
        let key: Digest
        let isThere: Bool
    }

    private let store: Store
    private let cancellation: Cancellation
    /// Each key is asked for once.
    private var asked: Set<Digest> = []
    private let questions = Mailbox<(position: Int, key: Digest)>()
    private let results = Mailbox<Answer>()
    private var hasThread = false
    /// Targets that wait for an answer.
    private(set) var open = 0

    init(store: Store, cancellation: Cancellation) {
        self.store = store
        self.cancellation = cancellation
    }

    private var isUsed: Bool { store.sharedCache?.isAsked == true }

    /// The key to ask for, of a target that is about to run.
    private mutating func question(_ position: Int, _ resolution: Resolution) -> Digest? {
        guard resolution.states[position] == .ready, let key = resolution.keys[position], resolution.reasons[position] != .forced,
            asked.insert(key).inserted
        else { return nil }
        return key
    }

    /// Before anything runs: asks for all that could run, then for what follows from the answers, until nothing more is found. So a build
    /// from nothing takes as many rounds as its graph has levels.
    mutating func settle(_ resolution: inout Resolution, _ step: inout Resolution.Step) {
        var fresh = step.ready
        while !fresh.isEmpty, isUsed, !cancellation.isCancelled {
            var positions: [Digest: [Int]] = [:]
            for position in fresh {
                if let key = question(position, resolution) { positions[key] = [position] } else if let key = resolution.keys[position] { positions[key]?.append(position) }
            }
            fresh = []
            for key in store.ask(Array(positions.keys), until: cancellation) {
                for position in positions[key] ?? [] where resolution.states[position] == .ready {
                    let more = resolution.decideAgain(position)
                    step.add(more)
                    fresh += more.ready
                }
            }
        }
    }

    /// Of targets that have become ready those that can run now; the cache is asked for the others.
    mutating func withhold(_ ready: [Int], _ resolution: Resolution) -> [Int] {
        guard isUsed else { return ready }
        return ready.filter { position in
            guard startThread(), let key = question(position, resolution) else { return true }
            open += 1
            questions.send((position, key))
            return false
        }
    }

    /// What has come since the last call; waits for at most `seconds` for something.
    mutating func answers(within seconds: Double) -> [Answer] {
        guard open > 0 else { return [] }
        let answers = results.receiveAll(within: seconds)
        open -= answers.count
        return answers
    }

    func close() { questions.close() }

    private mutating func startThread() -> Bool {
        if hasThread { return true }
        let started: Void? = try? WorkThread.start { [store, questions, results, cancellation] in
            while let first = questions.receive() {
                let batch = [first] + questions.receiveAll(within: 0)
                let found = store.ask(batch.map(\.key), until: cancellation)
                for (position, key) in batch { results.send(Answer(position: position, key: key, isThere: found.contains(key))) }
            }
        }
        hasThread = started != nil
        return hasThread
    }
}

extension Resolution.Step {
    mutating func add(_ more: Resolution.Step) {
        ready += more.ready
        failed += more.failed
        skipped += more.skipped
        upToDate += more.upToDate
    }
}
