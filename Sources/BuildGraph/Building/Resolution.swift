// The state of a build, as a pure machine: which targets have a value, which may run now, which wait for others.
// It has no threads and no clock: `BuildRun` drives it while things run, and a plan is its first step alone.

/// How far each target of a build has come.
struct Resolution {
    enum State: Equatable {
        /// Some dependencies have no value yet.
        case waiting
        /// It must run, and can.
        case ready
        case running
        /// It has a value; `ran` tells whether it was made in this build.
        case done(ran: Bool)
        case failed
        case skipped
    }

    let graph: Graph
    let rebuilder: Rebuilder
    /// The positions this build is about, dependencies first.
    let members: [Int]
    private(set) var states: [State]
    private(set) var outputs: [Digest?]
    private(set) var keys: [Digest?]
    private(set) var reasons: [Reason?]
    /// The contents of the files of targets that are to run.
    private(set) var files: [Int: [FileContent]] = [:]
    private let isMember: [Bool]
    private let forced: Set<Int>
    private var missingInputs: [Int32]
    /// Targets that wait for a value to be made again: by the position of what they wait for.
    private var waiters: [Int: [Int]] = [:]
    /// Targets whose input changed while they ran; they are looked at again when they end.
    private var outdated: Set<Int> = []

    init(graph: Graph, rebuilder: Rebuilder, targets: [Int], forced: Set<Int> = []) {
        self.graph = graph
        self.rebuilder = rebuilder
        self.forced = forced
        members = graph.closure(of: targets)
        let count = graph.nodes.count
        states = Array(repeating: .waiting, count: count)
        outputs = Array(repeating: nil, count: count)
        keys = Array(repeating: nil, count: count)
        reasons = Array(repeating: nil, count: count)
        missingInputs = graph.nodes.indices.map { Int32(graph.dependencies[$0].count) }
        var isMember = [Bool](repeating: false, count: count)
        for member in members { isMember[member] = true }
        self.isMember = isMember
    }

    /// The contents of a target's dependencies. Empty until all are known.
    func inputs(of position: Int) -> [Digest] {
        let dependencies = graph.dependencies[position]
        var inputs: [Digest] = []
        inputs.reserveCapacity(dependencies.count)
        for dependency in dependencies {
            guard let output = outputs[Int(dependency)] else { return [] }
            inputs.append(output)
        }
        return inputs
    }

    /// Looks at every target whose dependencies need not run.
    /// Returns the targets that are ready, and the errors met.
    mutating func begin() -> Step {
        var step = Step()
        // Dependencies come first: what is found on the way is all there is.
        var work: [Int] = []
        for position in members where missingInputs[position] == 0 && states[position] == .waiting {
            work.append(position)
            drain(&work, into: &step)
        }
        return step
    }

    /// What is needed to make a target whose inputs have values.
    func job(at position: Int, key: Digest, reason: Reason? = nil) -> Job {
        Job(
            node: graph.nodes[position], key: key, inputs: inputs(of: position),
            files: (try? rebuilder.fileContents(graph.nodes[position])) ?? [],
            reason: reason ?? reasons[position] ?? .neverBuilt)
    }

    /// Whether a target runs or may run.
    func isOpen(_ position: Int) -> Bool { states[position] == .ready || states[position] == .waiting }
    var isOpen: Bool { members.contains(where: isOpen) }

    /// The same question, with nothing decided yet.
    var beforeItBegan: Resolution { Resolution(graph: graph, rebuilder: rebuilder, targets: members, forced: forced) }

    /// What came of a change of state.
    struct Step {
        var ready: [Int] = []
        var failed: [(Int, any Error)] = []
        var skipped: [Int] = []
        /// How many turned out to need no run.
        var upToDate = 0
    }

    mutating func start(_ position: Int) { states[position] = .running }

    /// A target ran and has a value.
    mutating func finish(_ position: Int, output: Digest) -> Step {
        var step = Step()
        var work: [Int] = []
        settle(position, output, ran: true, &work)
        drain(&work, into: &step)
        return step
    }

    /// A target failed, or was interrupted: what depends on it is skipped.
    mutating func fail(_ position: Int) -> Step {
        var step = Step()
        states[position] = .failed
        outdated.remove(position)
        skipDependants(of: position, &step)
        return step
    }

    /// A running target found these values damaged: they are made again, then the target is looked at again.
    mutating func redo(_ damaged: [Int], for position: Int) -> Step {
        var step = Step()
        states[position] = .waiting
        missingInputs[position] = Int32(damaged.count)
        for input in damaged {
            waiters[input, default: []].append(position)
            if case .done = states[input] {
                let isGone = outputs[input].map { rebuilder.store.outside.isGone($0) } ?? false
                reasons[input] = isGone ? .valueMissing : .valueDamaged
                states[input] = .ready
                step.ready.append(input)
            }
        }
        return step
    }

    /// Decides again about a running target: what it was decided from has changed, or another run has made its value.
    mutating func decideAgain(_ position: Int) -> Step {
        var step = Step()
        states[position] = .waiting
        var work = [position]
        drain(&work, into: &step)
        return step
    }

    // MARK: Transitions

    private mutating func drain(_ work: inout [Int], into step: inout Step) {
        while let position = work.popLast() { consider(position, &work, &step) }
    }

    /// All inputs of a target have values: use a stored value, or make it ready.
    private mutating func consider(_ position: Int, _ work: inout [Int], _ step: inout Step) {
        let node = graph.nodes[position]
        let inputs = inputs(of: position)
        do {
            switch try rebuilder.decide(node, inputs: inputs) {
            case .reuse(let output, let key, _) where forced.isEmpty || !forced.contains(position):
                keys[position] = key
                reasons[position] = .upToDate
                step.upToDate += 1
                settle(position, output, ran: false, &work)
            case .reuse(_, let key, let contents):
                files[position] = contents
                makeReady(position, key, .forced, &step)
            case .run(let key, let contents):
                files[position] = contents
                makeReady(position, key, rebuilder.reason(node, key: key, inputs: inputs), &step)
            }
        } catch {
            states[position] = .failed
            step.failed.append((position, error))
            skipDependants(of: position, &step)
        }
    }

    private mutating func makeReady(_ position: Int, _ key: Digest, _ reason: Reason, _ step: inout Step) {
        keys[position] = key
        reasons[position] = reason
        states[position] = .ready
        step.ready.append(position)
    }

    private mutating func settle(_ position: Int, _ output: Digest, ran: Bool, _ work: inout [Int]) {
        let before = outputs[position]
        if outdated.remove(position) != nil {
            // What it was made from has changed meanwhile.
            states[position] = .waiting
            work.append(position)
            return
        }
        outputs[position] = output
        states[position] = .done(ran: ran)
        let resumed = waiters.removeValue(forKey: position) ?? []
        for waiter in resumed { arrive(waiter, &work) }
        if before == nil {
            for dependant in graph.dependants[position] where isMember[Int(dependant)] { arrive(Int(dependant), &work) }
        } else if before != output {
            // Made again, with another content: whatever was decided from the old one is decided again.
            for dependant in graph.dependants[position].map(Int.init) where isMember[dependant] && !resumed.contains(dependant) {
                switch states[dependant] {
                case .done, .ready:
                    states[dependant] = .waiting
                    work.append(dependant)
                case .running: outdated.insert(dependant)
                case .waiting, .failed, .skipped: break
                }
            }
        }
    }

    private mutating func arrive(_ position: Int, _ work: inout [Int]) {
        missingInputs[position] -= 1
        if missingInputs[position] == 0 && states[position] == .waiting { work.append(position) }
    }

    private mutating func skipDependants(of position: Int, _ step: inout Step) {
        var work = [position]
        while let failed = work.popLast() {
            let affected = graph.dependants[failed].map(Int.init) + (waiters.removeValue(forKey: failed) ?? [])
            for dependant in affected where isMember[dependant] && (states[dependant] == .waiting || states[dependant] == .ready) {
                states[dependant] = .skipped
                reasons[dependant] = .inputFailed(graph.nodes[position].title)
                step.skipped.append(dependant)
                work.append(dependant)
            }
        }
    }
}
