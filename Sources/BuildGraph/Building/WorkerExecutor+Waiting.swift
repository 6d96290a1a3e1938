// Two builds on one store do not do the same work twice: the second one waits for the worker of the first, and says so.
import Foundation

extension WorkerExecutor {
    /// Seconds between two looks at the other worker.
    private static let patience = 0.1

    /// Waits until no worker of another build makes a target. Throws `BuildError.interrupted`.
    func waitForOthers(_ request: Request, until cancellation: Cancellation) throws {
        let files = store.effects.files, path = store.workerLockPath(request.key)
        /// Whether the target is made elsewhere. A lock that cannot be asked for keeps nobody waiting: the worker says why.
        func isTaken() -> Bool {
            do {
                guard let lock = try files.tryLock(path, .exclusive) else { return true }
                lock.unlock()
            } catch {}
            return false
        }
        guard isTaken() else { return }
        store.add(WorkerWait(target: request.name, holders: files.lockHolders(path)))
        while isTaken() {
            if cancellation.isCancelled { throw BuildError.interrupted }
            Thread.sleep(forTimeInterval: Self.patience)
        }
        try store.refresh()
    }
}
