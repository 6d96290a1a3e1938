// Decoded values, kept while they are small: two targets that use one value decode it once.
import Synchronization

final class ValueCache: Sendable {
    /// Encoded bytes of the values that are kept.
    private static let limit = 64 << 20

    let store: Store
    private let state = Mutex(State())

    private struct Name: Hashable {
        let digest: Digest
        let type: ObjectIdentifier
    }

    private struct State {
        var values: [Name: any Sendable] = [:]
        var size = 0
    }

    init(store: Store) { self.store = store }

    func value<Value: Codable & Sendable>(_ digest: Digest, target: String, as type: Value.Type) throws -> Value {
        let name = Name(digest: digest, type: ObjectIdentifier(type))
        if let known = state.withLock({ $0.values[name] }) as? Value { return known }
        let bytes = try store.load(digest, target: target)
        let value: Value
        do {
            value = try decodeValue(type, from: bytes)
        } catch {
            throw BuildError.malformedValue(target: target, reason: "\(error)")
        }
        state.withLock { state in
            if state.size > Self.limit { state = State() }
            state.values[name] = value
            state.size += bytes.count
        }
        return value
    }
}
