// A thread for work that may block, never one of Swift's cooperative pool. Foundation's threads do not tell when the system
// has none to give, and whoever waits for their work waits for ever.
import Foundation

/// No thread could be started.
public struct ThreadError: Error, Equatable, ReportableError {
    /// The system's error number.
    public let code: Int32

    public init(code: Int32) { self.code = code }

    public var report: ErrorReport {
        ErrorReport(
            what: "No thread could be started.", why: "\(String(cString: strerror(code))): the limit on threads or on memory was reached.",
            next: "Raise the limits (ulimit -u, ulimit -v), or end other programs.")
    }
}

enum WorkThread {
    private static let stackSize = 8 << 20

    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on a new thread. Throws `ThreadError`.
    static func start(_ body: @escaping @Sendable () -> Void) throws {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let work = Unmanaged.passRetained(Work(body))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let code = pthread_create(&thread, &attributes, { argument in
            #if canImport(Darwin)
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
            #else
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
            #endif
            return nil
        }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw ThreadError(code: code)
        }
    }
}
