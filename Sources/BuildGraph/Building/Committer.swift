// Makes finished work durable in groups, on a thread of its own: an fsync for each target would cost more than many
// targets do.
import Foundation
import Synchronization

/// Commits the store whenever something was staged, at most every few milliseconds.
final class Committer: Sendable {
    /// Seconds during which finished work is gathered. A crash in between costs that work, and nothing else.
    private static let gathering = 0.02

    private let store: Store
    private let requests = Mailbox<Void>()
    private let finished = DispatchSemaphore(value: 0)
    private let failure = Mutex<(any Error)?>(nil)

    init(store: Store) {
        self.store = store
        do {
            try WorkThread.start { [self] in
                while requests.receive() != nil {
                    requests.waitForClose(within: Self.gathering)
                    _ = requests.receiveAll(within: 0)
                    commit()
                }
                commit()
                finished.signal()
            }
        } catch {
            failure.withLock { $0 = error }
            finished.signal()
        }
    }

    private func commit() {
        do { try store.commit() } catch { failure.withLock { $0 = $0 ?? error } }
    }

    func workWasStaged() { requests.send(()) }

    /// The first thing that went wrong with the store.
    var error: (any Error)? { failure.withLock { $0 } }

    /// Commits what is left. To be called once.
    func finish() throws {
        requests.close()
        finished.wait()
        if let error { throw error }
    }
}
