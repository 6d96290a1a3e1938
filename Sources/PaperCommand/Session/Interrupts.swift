// Ctrl-C: the first time the build ends in order, the second time at once.
import BuildGraph
import Foundation

/// Turns SIGINT, SIGTERM and SIGHUP into a cancellation.
final class Interrupts {
    private let sources: [(number: Int32, source: any DispatchSourceSignal, before: (@convention(c) (Int32) -> Void)?)]

    /// - Parameters:
    ///   - grace: seconds after which the program ends at once, whatever it does; default: never.
    ///   - hear: called when the cancellation has been set, for whoever waits for something else; default: nothing.
    init(_ cancellation: Cancellation, grace: Double? = nil, hear: @escaping @Sendable () -> Void = {}) {
        let queue = DispatchQueue(label: "interrupts")
        sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
            // What was ignored from the start, as by nohup, stays ignored.
            let before = signal(number, SIG_IGN)
            if Self.isIgnored(before) { return nil }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if cancellation.isCancelled { _exit(130) }
                cancellation.cancel()
                hear()
                if let grace { queue.asyncAfter(deadline: .now() + grace) { _exit(130) } }
            }
            source.resume()
            return (number, source, before)
        }
    }

    /// Signals do again what they did before: what comes next may watch for them itself.
    deinit {
        for (number, source, before) in sources {
            source.cancel()
            signal(number, before)
        }
    }

    private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
