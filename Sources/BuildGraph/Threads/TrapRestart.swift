// A trap in one target of many that run on threads would end the build. Instead the program starts itself again, in place: the
// targets that ran are on record (see `RunningRecord`), and run in a process of their own this time.
//
// The handler of the signals only makes system calls: what it needs was prepared when it was installed.
import Foundation
import Synchronization

/// Targets on threads of this process, which are on record.
enum ThreadRuns {
    static let count = Atomic(0)
}

/// While this value lives, a trap in a target restarts the program.
public final class TrapRestart {
    /// What traps, overflows of the stack, bad memory accesses and `abort` send.
    private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
    private let before: [(signal: Int32, action: sigaction)]

    /// - Parameters:
    ///   - path: the program.
    ///   - arguments: all of them, with the program's name.
    ///   - cancellation: a build that is being interrupted is not started again.
    public init(path: String, arguments: [String], cancellation: Cancellation) {
        // Never given back: the handler may run at any moment.
        let words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: arguments.count + 1)
        for (number, argument) in arguments.enumerated() { words[number] = strdup(argument) }
        words[arguments.count] = nil
        // What was not ignored from the start is not ignored after the restart.
        let interrupts = [SIGINT, SIGTERM, SIGHUP].filter { number in
            var action = sigaction()
            sigaction(number, nil, &action)
            return unsafeBitCast(Self.function(of: action), to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
        }
        let reset = UnsafeMutableBufferPointer<Int32>.allocate(capacity: interrupts.count)
        _ = reset.initialize(from: interrupts)
        restart = Restart(path: strdup(path), arguments: words, reset: reset, cancellation: Unmanaged.passRetained(cancellation))
        var action = sigaction()
        Self.setFunction(of: &action, handleTrap)
        action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_NODEFER))
        before = Self.signals.map { number in
            var old = sigaction()
            sigaction(number, &action, &old)
            return (number, old)
        }
    }

    /// Signals do again what they did before.
    deinit {
        for (number, action) in before {
            var action = action
            sigaction(number, &action, nil)
        }
    }

    /// Gives the calling thread a second stack, on which the handler can run when the first one has overflowed. To be called once per thread.
    static func prepareThread() {
        let size = 64 << 10
        var stack = stack_t()
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        stack.ss_size = size
        sigaltstack(&stack, nil)
    }

    #if os(Linux)
        private static func function(of action: sigaction) -> __sighandler_t? { action.__sigaction_handler.sa_handler }
        private static func setFunction(of action: inout sigaction, _ function: @escaping @convention(c) (Int32) -> Void) {
            action.__sigaction_handler.sa_handler = function
        }
    #else
        private static func function(of action: sigaction) -> (@convention(c) (Int32) -> Void)? { action.__sigaction_u.__sa_handler }
        private static func setFunction(of action: inout sigaction, _ function: @escaping @convention(c) (Int32) -> Void) {
            action.__sigaction_u.__sa_handler = function
        }
    #endif
}

/// What the handler needs.
private struct Restart {
    let path: UnsafeMutablePointer<CChar>?
    let arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    let reset: UnsafeMutableBufferPointer<Int32>
    let cancellation: Unmanaged<Cancellation>
}

/// A handler of signals has no other way to its data. Written before the handler is installed, and only read by it.
nonisolated(unsafe) private var restart: Restart?

private func handleTrap(_ number: Int32) {
    if let restart, let path = restart.path, ThreadRuns.count.load(ordering: .sequentiallyConsistent) > 0,
        !restart.cancellation._withUnsafeGuaranteedRef({ $0.isCancelled })
    {
        for interrupt in restart.reset { signal(interrupt, SIG_DFL) }
        // A program inherits which signals are blocked.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        execve(path, restart.arguments, environ)
    }
    // No target is to blame, or nothing could be started: the program ends as it would have.
    signal(number, SIG_DFL)
    raise(number)
}
