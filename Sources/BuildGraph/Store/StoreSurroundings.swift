// What a store knows of the world outside: a shared cache, the keys it trusts, what could not be fetched, and the commit that the
// project is at.
import Synchronization

/// Threading: any.
final class StoreSurroundings: Sendable {
    private struct State {
        var cache: SharedCache?
        var uploads: RemoteUploads?
        var trusted: Set<PublicKey>?
        var gone: Set<Digest> = []
        /// How the state of the project's sources is found out.
        var revision: @Sendable () -> SourceRevision? = { nil }
    }

    private let state = Mutex(State())
    let gate = FetchGate()

    var cache: SharedCache? { state.withLock { $0.cache } }
    /// Nil believes the journal.
    var trusted: Set<PublicKey>? { state.withLock { $0.trusted } }
    var uploads: RemoteUploads? { state.withLock { $0.uploads } }

    var revision: SourceRevision? { state.withLock { $0.revision }() }
    func findRevision(by ask: @escaping @Sendable () -> SourceRevision?) { state.withLock { $0.revision = ask } }

    func attach(_ cache: SharedCache, _ uploads: RemoteUploads?) { state.withLock { ($0.cache, $0.uploads) = (cache, uploads) } }
    func trust(_ keys: Set<PublicKey>) { state.withLock { $0.trusted = keys } }

    /// Notes that a value could not be fetched: in this process it counts as absent.
    func lose(_ object: Digest) { state.withLock { _ = $0.gone.insert(object) } }
    func isGone(_ object: Digest) -> Bool { state.withLock { !$0.gone.isEmpty && $0.gone.contains(object) } }
}
