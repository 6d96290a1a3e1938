// The one switch that ends a build early.
import Synchronization

/// Set once, by Ctrl-C or by a failure that ends the build; looked at by whatever waits.
public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    public init() {}

    public var isCancelled: Bool { flag.load(ordering: .relaxed) }
    public func cancel() { flag.store(true, ordering: .relaxed) }
}
