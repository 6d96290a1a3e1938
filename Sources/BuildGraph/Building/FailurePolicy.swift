// What follows when a run fails: the target may be to blame, or the store, an input that was lost, an edited file, a killed
// process, or Ctrl-C.
import Foundation

/// Decides about failed runs. It remembers which inputs were made again for which target, which ones a target reads again, and which
/// targets ran again: once per build is enough.
package struct FailurePolicy {
    /// What is known of a failed run. `hasChangedFiles` reads files, and is asked only when the answer matters.
    package struct Failure {
        let error: any Error
        /// In the graph.
        let position: Int
        /// Positions of inputs whose values can no longer be read.
        let lostInputs: [Int]
        let isInterrupted: Bool
        let hasChangedFiles: () -> Bool

        package init(_ error: any Error, of position: Int = 0, lostInputs: [Int] = [], isInterrupted: Bool = false, hasChangedFiles: @escaping () -> Bool = { false }) {
            self.error = error
            self.position = position
            self.lostInputs = lostInputs
            self.isInterrupted = isInterrupted
            self.hasChangedFiles = hasChangedFiles
        }
    }

    package enum Consequence: Equatable {
        /// The build is being interrupted: the target is not to blame, and nothing new starts.
        case stop
        /// The store cannot be written: nothing can be kept, so the build ends with this error.
        case end(FileError)
        /// These inputs are made again, and then the target.
        case redo([Int])
        /// The target was decided to run from files that are other ones now, or from a value that has been made again since: it is
        /// decided again.
        case decideAgain
        /// Its worker process was killed from outside: the target runs once more.
        case runAgain
        /// The target failed; `stops` tells whether nothing new starts.
        case fail(stops: Bool)
    }

    private let keepsGoing: Bool
    /// The inputs that were made again, by the position of the target that missed them.
    private var redone: [Int: Set<Int>] = [:]
    /// The inputs that another target had made again, by the position of the target that missed them.
    private var found: [Int: Set<String>] = [:]
    private var ranAgain: Set<Int> = []

    /// - Parameter keepsGoing: whether what does not depend on a failed target is still built.
    package init(keepsGoing: Bool) { self.keepsGoing = keepsGoing }

    /// The rules, in this order.
    package mutating func consequence(of failure: Failure) -> Consequence {
        if failure.isInterrupted { return .stop }
        switch failure.error {
        case BuildError.store(let cause): return .end(cause)
        // The build finds that out at its end, too, and says so.
        case BuildError.storeRemoved, BuildError.storeChanged: return .stop
        default: break
        }
        // Once for each target that missed it: an input may be lost to several, one after the other or while it is made again.
        if !redone[failure.position, default: []].isSuperset(of: failure.lostInputs) {
            redone[failure.position, default: []].formUnion(failure.lostInputs)
            return .redo(failure.lostInputs)
        }
        // What it missed is there again: another target missed it, too.
        if let missing = failure.missing, found[failure.position, default: []].insert(missing).inserted { return .decideAgain }
        if failure.hasChangedFiles() { return .decideAgain }
        if failure.wasKilled && ranAgain.insert(failure.position).inserted { return .runAgain }
        return .fail(stops: !keepsGoing)
    }
}

extension FailurePolicy.Failure {
    /// The target whose value could not be read.
    fileprivate var missing: String? {
        switch error {
        case BuildError.damagedObject(_, let target): target
        case let error as WorkerFailure: error.missing
        default: nil
        }
    }

    /// Whether a signal from outside ended the worker process, as where memory ran out, and not its own code.
    fileprivate var wasKilled: Bool {
        guard case BuildError.workerEnded(.signalled(let signal), _) = error else { return false }
        return [SIGKILL, SIGTERM, SIGHUP, SIGINT].contains(signal)
    }
}
