// Several targets may need one value at once: it is fetched once, and the others wait for it.

/// Sees to it that no two threads fetch the same object. Threading: any.
///
/// `@unchecked Sendable`: `busy` is only touched while `condition` is locked.
final class FetchGate: @unchecked Sendable {
    private let condition = MonotonicCondition()
    private var busy: Set<Digest> = []

    /// Runs `body` while nobody else runs one with any of these objects.
    func pass<R>(_ objects: Set<Digest>, _ body: () throws -> R) rethrows -> R {
        condition.lock()
        // All or none, so that no two wait for each other.
        while !busy.isDisjoint(with: objects) { condition.wait() }
        busy.formUnion(objects)
        condition.unlock()
        defer {
            condition.lock()
            busy.subtract(objects)
            condition.broadcast()
            condition.unlock()
        }
        return try body()
    }
}
