// Decoded values of inputs: two targets that use one value at the same time, or soon after each other, decode it once.
//
// What is kept is counted in encoded bytes. When it is too much, the values that were used least recently go; one that is
// large by itself is not kept at all, so that it cannot drive all others out. Threading: safe from any thread.
import Foundation
import Synchronization

package final class ValueCache: Sendable {
    /// Encoded bytes of the values that are kept.
    private let limit: Int
    /// A value of more bytes is not kept.
    private var largest: Int { limit / 4 }

    let store: Store
    private let state = Mutex(State())

    private struct Name: Hashable {
        let digest: Digest
        let type: ObjectIdentifier
    }

    private struct Kept {
        let value: any Sendable
        let size: Int
        var lastUse: Int
    }

    private struct State {
        var kept: [Name: Kept] = [:]
        var decoding: [Name: Decoding] = [:]
        var size = 0
        /// Counts uses.
        var time = 0
    }

    /// What one thread decodes, and others may wait for.
    private final class Decoding: Sendable {
        private let result = Mutex<Result<any Sendable, any Error>?>(nil)
        private let group = DispatchGroup()

        init() { group.enter() }

        func end(_ result: Result<any Sendable, any Error>) {
            self.result.withLock { $0 = result }
            group.leave()
        }

        func wait() -> Result<any Sendable, any Error>? {
            group.wait()
            return result.withLock { $0 }
        }
    }

    private enum Claim {
        case kept(any Sendable)
        case underWay(Decoding)
        case own(Decoding)
    }

    /// - Parameter limit: a sixteenth of the machine's memory by default, so that a data set which many targets share is read,
    ///   checked and decoded once.
    package init(store: Store, limit: Int? = nil) {
        self.store = store
        self.limit = limit ?? max(64 << 20, store.effects.machine.memory / 16)
    }

    /// The decoded value. Throws `BuildError` for one that is gone, damaged or of another form; `target` is whose it is.
    package func value<Value: Codable & Sendable>(_ digest: Digest, target: String, as type: Value.Type) throws -> Value {
        let value = try value(digest, target: target, type: ObjectIdentifier(type)) { try decodeValue(type, from: $0) }
        guard let value = value as? Value else { throw BuildError.malformedValue(target: target, reason: "it is no \(type)") }
        return value
    }

    /// The same, decoded by a function that always makes values of this type.
    func value(
        _ digest: Digest, target: String, type: ObjectIdentifier, decode: ([UInt8]) throws -> any Sendable
    ) throws -> any Sendable {
        let name = Name(digest: digest, type: type)
        switch claim(name) {
        case .kept(let value): return value
        case .underWay(let decoding): if let value = try decoding.wait()?.get() { return value }
        case .own(let decoding):
            var size = 0
            let result = Result { try self.decoded(digest, target, decode, &size) }
            settle(name, result, size)
            decoding.end(result)
            return try result.get()
        }
        var size = 0
        return try decoded(digest, target, decode, &size)
    }

    private func decoded(
        _ digest: Digest, _ target: String, _ decode: ([UInt8]) throws -> any Sendable, _ size: inout Int
    ) throws -> any Sendable {
        let bytes = try store.load(digest, target: target)
        size = bytes.count
        do { return try decode(bytes) } catch {
            throw BuildError.malformedValue(target: target, reason: "\(error)")
        }
    }

    private func claim(_ name: Name) -> Claim {
        state.withLock { state in
            state.time += 1
            if let kept = state.kept[name] {
                state.kept[name]?.lastUse = state.time
                return .kept(kept.value)
            }
            if let decoding = state.decoding[name] { return .underWay(decoding) }
            let decoding = Decoding()
            state.decoding[name] = decoding
            return .own(decoding)
        }
    }

    private func settle(_ name: Name, _ result: Result<any Sendable, any Error>, _ size: Int) {
        state.withLock { state in
            state.decoding[name] = nil
            guard case .success(let value) = result, size <= largest else { return }
            state.kept[name] = Kept(value: value, size: size, lastUse: state.time)
            state.size += size
            if state.size > limit { Self.shrink(&state, to: limit / 2) }
        }
    }

    /// Lets the least recently used go. Half of the room is made at once, so that sorting is rare.
    private static func shrink(_ state: inout State, to size: Int) {
        for (name, kept) in state.kept.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            if state.size <= size { break }
            state.kept[name] = nil
            state.size -= kept.size
        }
    }
}
