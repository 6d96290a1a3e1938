// A few threads that share one loop, for loops that are too short to start threads for. Which thread takes which piece is
// left to chance; the pieces are not: callers split work by its size alone, so that results never depend on how many
// threads were granted.
import Foundation
import Synchronization

/// Threads that take pieces of work from a common counter, with denormals flushed to zero on all of them.
///
/// Threading: `run` is called by one thread at a time, which takes pieces too.
package final class ThreadTeam: Sendable {
    /// Threads in all, the caller's included: fewer than were asked for where the system has no more to give.
    package let count: Int
    private let shared = Shared()

    /// What the threads share; it lives until the last thread has ended, which may be after the team is gone.
    private final class Shared: Sendable {
        let work = Mutex<Work?>(nil)
        let next = Atomic(0)
        let begin = DispatchSemaphore(value: 0)
        let end = DispatchSemaphore(value: 0)

        /// Takes pieces until none is left; false when the team has been dissolved. Keeps no reference afterwards.
        func takePieces(as worker: Int) -> Bool {
            guard let work = work.withLock({ $0 }) else { return false }
            while true {
                let piece = next.add(1, ordering: .relaxed).oldValue
                if piece >= work.pieces { return true }
                work.body(piece, worker)
            }
        }
    }

    /// A thread's place in the team.
    private final class Member {
        let shared: Shared
        let worker: Int

        init(shared: Shared, worker: Int) {
            self.shared = shared
            self.worker = worker
        }
    }

    private struct Work: @unchecked Sendable {
        let pieces: Int
        /// Called from several threads at once, each time with another piece.
        let body: (_ piece: Int, _ worker: Int) -> Void
    }

    package init(_ count: Int, stackSize: Int = 2 << 20) {
        var started = 1
        while started < count, Self.start(shared, as: started, stackSize) { started += 1 }
        self.count = started
    }

    /// Starts a thread of the team; false if the system has none to give. Foundation's threads do not tell, and whoever waits for
    /// their work waits for ever.
    private static func start(_ shared: Shared, as worker: Int, _ stackSize: Int) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let member = Unmanaged.passRetained(Member(shared: shared, worker: worker))
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, &attributes, { ThreadTeam.work($0); return nil }, member.toOpaque())
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, &attributes, { $0.map(ThreadTeam.work); return nil }, member.toOpaque())
        #endif
        if code != 0 { member.release() }
        return code == 0
    }

    /// What a thread of the team does until the team is gone.
    private static func work(_ member: UnsafeMutableRawPointer) {
        let member = Unmanaged<Member>.fromOpaque(member).takeRetainedValue()
        withFlushToZero {
            while true {
                member.shared.begin.wait()
                guard member.shared.takePieces(as: member.worker) else { return }
                member.shared.end.signal()
            }
        }
    }

    deinit {
        shared.work.withLock { $0 = nil }
        for _ in 1..<count { shared.begin.signal() }
    }

    /// Calls `body` with every number below `pieces`, on all threads, and returns when all calls have returned. `worker`,
    /// below `count`, differs from thread to thread: it can be the index of a thread's scratch memory.
    package func run(_ pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
        let helpers = min(count, pieces) - 1
        withFlushToZero {
            guard helpers > 0 else { return (0..<pieces).forEach { body($0, 0) } }
            withoutActuallyEscaping(body) { body in
                shared.next.store(0, ordering: .relaxed)
                shared.work.withLock { $0 = Work(pieces: pieces, body: body) }
                for _ in 0..<helpers { shared.begin.signal() }
                _ = shared.takePieces(as: 0)
                for _ in 0..<helpers { shared.end.wait() }
                // `withoutActuallyEscaping` wants the closure back before it returns.
                shared.work.withLock { $0 = nil }
            }
        }
    }
}
