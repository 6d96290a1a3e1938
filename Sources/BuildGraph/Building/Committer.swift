// Makes finished work durable in groups, on a thread of its own: an fsync for each target would cost more than many
// targets do.
import Foundation
import Synchronization

/// Commits the store whenever something was staged, at most every few milliseconds.
///
/// `@unchecked Sendable`: `isRequested` and `isClosed` are only touched while `condition` is locked.
final class Committer: @unchecked Sendable {
    /// Seconds during which finished work is gathered. A crash in between costs that work, and nothing else.
    private static let gathering = 0.02

    private let store: Store
    private let condition = MonotonicCondition()
    private var isRequested = false
    private var isClosed = false
    private let finished = DispatchSemaphore(value: 0)
    private let failure = Mutex<(any Error)?>(nil)

    init(store: Store) {
        self.store = store
        do {
            try WorkThread.start { [self] in
                while gather() { commit() }
                commit()
                finished.signal()
            }
        } catch {
            failure.withLock { $0 = error }
            finished.signal()
        }
    }

    /// Waits until something was staged, and a little longer for more; false when nothing more will come.
    private func gather() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while !isRequested && !isClosed { condition.wait() }
        let deadline = MonotonicCondition.now + Self.gathering.nanoseconds
        while !isClosed && condition.wait(until: deadline) {}
        isRequested = false
        return !isClosed
    }

    private func commit() {
        do { try store.commit() } catch { failure.withLock { $0 = $0 ?? error } }
    }

    /// Wakes the thread only when it is not gathering already.
    func workWasStaged() {
        condition.lock()
        defer { condition.unlock() }
        if isRequested { return }
        isRequested = true
        condition.signal()
    }

    /// The first thing that went wrong with the store.
    var error: (any Error)? { failure.withLock { $0 } }

    /// Commits what is left. To be called once.
    func finish() throws {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
        finished.wait()
        if let error { throw error }
    }
}
