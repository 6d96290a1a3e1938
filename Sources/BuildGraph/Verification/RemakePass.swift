// One pass over some targets in one set of surroundings: groups are made in clean processes, as many side by side as
// cores and memory allow, and each value is compared with the stored one as soon as it is there.
//
// Threading: `run` decides on the calling thread; each process has a thread that waits for it and compares.
import Foundation

/// How a value that was made again compares with the stored one.
enum RemakeResult: Sendable {
    case bitwiseEqual
    case differs(Digest, ValueComparison)
    /// It could not be made.
    case failed(ErrorReport)

    /// The worse of two results of one target.
    func worse(_ other: RemakeResult) -> RemakeResult { rank >= other.rank ? self : other }

    private var rank: Int {
        switch self {
        case .bitwiseEqual: 0
        case .differs(_, let comparison): comparison.first == nil ? 1 : 2
        case .failed: 3
        }
    }
}

/// Makes targets again, and compares.
struct RemakePass {
    let subjects: [VerificationSubject]
    let remaking: any Remaking
    let store: Store
    let options: BuildOptions
    let cancellation: Cancellation

    private enum Message: Sendable {
        case result(Int, RemakeResult)
        case unfinished(Int, ErrorReport)
        /// The group of this number has ended, with the error that ends everything if there is one.
        case ended(Int, (any Error)?)
    }

    /// Makes the subjects at `positions` again; `each` gets each result, on the calling thread.
    ///
    /// A position that is there twice is made twice. Throws what keeps processes from being started; returns early,
    /// without an error, when the build is cancelled.
    func run(_ positions: [Int], in surroundings: Surroundings, isEachAlone: Bool = false, each: (Int, RemakeResult) -> Void) throws {
        let width = surroundings.width ?? options.jobs
        var waiting = RemakeGroups(subjects, positions: positions, width: width, isEachAlone: isEachAlone).groups
        var running: [Int: Resources] = [:]
        var started = 0
        var fatal: (any Error)?
        let messages = Mailbox<Message>()
        while true {
            while fatal == nil, !cancellation.isCancelled, let group = waiting.first {
                let threads = min(group.count, surroundings.width ?? 1)
                let wanted = resources(of: group, threads: threads)
                guard fits(wanted, running, cores: width) else { break }
                waiting.removeFirst()
                running[started] = wanted
                start(group, number: started, threads: threads, surroundings, messages)
                started += 1
            }
            if running.isEmpty { break }
            for message in messages.receiveAll(within: 0.05) {
                switch message {
                case .result(let position, let result): each(position, result)
                // Another target of its group may be to blame: alone it gets its chance.
                case .unfinished(let position, _): waiting.append([position])
                case .ended(let number, let error):
                    running[number] = nil
                    fatal = fatal ?? error
                }
            }
        }
        if let fatal { throw fatal }
    }

    private func resources(of group: [Int], threads: Int) -> Resources {
        let each = group.map { subjects[$0].node.resources }
        return Resources(
            cores: max(threads, each.map(\.cores).max() ?? 1), memory: threads * (each.map(\.memory).max() ?? 0), isolation: .process)
    }

    private func fits(_ wanted: Resources, _ running: [Int: Resources], cores: Int) -> Bool {
        running.isEmpty
            || (running.values.reduce(wanted.cores) { $0 + $1.cores } <= cores
                && running.values.reduce(wanted.memory) { $0 + $1.memory } <= options.memory)
    }

    private func start(_ group: [Int], number: Int, threads: Int, _ surroundings: Surroundings, _ messages: Mailbox<Message>) {
        let members = group.map { subjects[$0] }
        let work: @Sendable () -> Void = { [remaking, store, cancellation] in
            var failure: (any Error)?
            do {
                try remaking.remake(
                    members, environment: surroundings.environment, width: threads, cancellation: cancellation
                ) { index, remade in
                    switch remade {
                    case .value(let bytes): messages.send(.result(group[index], Self.compare(bytes, members[index], store)))
                    case .failed(let report): messages.send(.result(group[index], .failed(report)))
                    case .unfinished(let report):
                        messages.send(group.count == 1 ? .result(group[index], .failed(report)) : .unfinished(group[index], report))
                    }
                }
            } catch BuildError.interrupted {
                // What was finished has been sent.
            } catch { failure = error }
            messages.send(.ended(number, failure))
        }
        do { try WorkThread.start(work) } catch { messages.send(.ended(number, error)) }
    }

    private static func compare(_ remade: [UInt8], _ subject: VerificationSubject, _ store: Store) -> RemakeResult {
        let digest = Digest(of: remade)
        if digest == subject.output { return .bitwiseEqual }
        do {
            let stored = try store.load(subject.output, target: subject.node.name)
            return .differs(digest, ValueComparison(stored: stored, remade: remade, tolerance: subject.node.tolerance))
        } catch { return .failed(store.effects.report(error)) }
    }
}
