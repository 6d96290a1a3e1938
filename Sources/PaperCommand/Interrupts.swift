// Ctrl-C: once, the build ends in good order; a second time, at once.
import BuildGraph
import Foundation

/// Turns SIGINT, SIGTERM and SIGHUP into a cancellation.
final class Interrupts {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter grace: seconds after which the program ends at once, whatever it does; default: never.
    init(_ cancellation: Cancellation, grace: Double? = nil) {
        let queue = DispatchQueue(label: "interrupts")
        sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
            // What was ignored from the start, as by nohup, stays ignored.
            if Self.isIgnored(signal(number, SIG_IGN)) { return nil }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if cancellation.isCancelled { _exit(130) }
                cancellation.cancel()
                if let grace { queue.asyncAfter(deadline: .now() + grace) { _exit(130) } }
            }
            source.resume()
            return source
        }
    }

    private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
