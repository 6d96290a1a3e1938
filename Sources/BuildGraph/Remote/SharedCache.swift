// A cache that several machines share, as a build sees it: what is asked, what is believed, and when it is left alone.
//
// Invariants: a trace is used only if a trusted key signed it, for the very key that was asked for; an object only if it has the content
// that its name says. Whatever the cache does, the build goes on: after the first trouble it is not asked any more. It never costs more
// than a second, and ten milliseconds for each trace that is asked for, beyond what it saves.
//
// Threading: may be used from any thread.
import Foundation
import Synchronization

/// A shared cache.
public final class SharedCache: Sendable {
    /// Seconds that it may cost in all before it has saved any.
    public static let patience = 1.0
    /// Seconds that a trace may take on the average.
    private static let secondsPerTrace = 0.01

    fileprivate struct State {
        var wasReached = false
        var isLeftAlone = false
        var isNotWritten = false
        /// Seconds that asking may still cost.
        var credit = SharedCache.patience
        var usage = Usage()
        var unreadable = 0, untrusted = 0, forged = 0, damaged = 0
        var notices: [SharedCacheNotice] = []
    }

    /// What a build had of its shared cache.
    public struct Usage: Sendable, Equatable {
        public var traces = 0
        public var objects = 0
        /// Of objects.
        public var bytes = 0
        public var uploads = 0

        public init() {}
    }

    public let name: String
    let transport: any RemoteTransport
    let effects: Effects
    private let trusted: Set<PublicKey>
    /// Signs what is put there; nil reads only.
    let signer: SigningKey?
    private let state = Mutex(State())

    /// - Parameters:
    ///   - trusted: the keys whose traces are used.
    ///   - signer: nil for a cache that is only read.
    public init(_ transport: any RemoteTransport, effects: Effects, trusted: Set<PublicKey>, signer: SigningKey? = nil) {
        name = transport.name
        self.transport = transport
        self.effects = effects
        self.trusted = trusted
        self.signer = signer
    }

    /// Whether it is asked at all: it has not been left alone, and there is somebody to believe.
    public var isAsked: Bool { !trusted.isEmpty && !state.withLock { $0.isLeftAlone } }
    var isWritten: Bool { signer != nil && !state.withLock { $0.isNotWritten } }
    public var usage: Usage { state.withLock { $0.usage } }

    /// What happened since the last call. `isLast` adds what is told once, with its counts.
    func takeNotices(isLast: Bool = false) -> [SharedCacheNotice] {
        state.withLock { state in
            var notices = state.notices
            state.notices = []
            guard isLast else { return notices }
            if state.unreadable + state.untrusted + state.forged > 0 {
                notices.append(.refusedTraces(cache: name, unreadable: state.unreadable, untrusted: state.untrusted, forged: state.forged))
            }
            if state.damaged > 0 { notices.append(.damagedValues(cache: name, count: state.damaged)) }
            (state.unreadable, state.untrusted, state.forged, state.damaged) = (0, 0, 0, 0)
            return notices
        }
    }

    // MARK: Traces

    /// Those of these keys that the cache has a trace of, with what is to be recorded. All are asked for at once; the very first
    /// answer is waited for alone, so that a server that does not answer costs one wait.
    func records(_ keys: [Digest], until cancellation: Cancellation = Cancellation()) -> [Digest: RemoteRecord] {
        guard !keys.isEmpty, isAsked, let folder = try? effects.files.makeScratchFolder() else { return [:] }
        defer { try? effects.files.removeAll(folder) }
        var found: [Digest: RemoteRecord] = [:], rest = keys[...]
        if !state.withLock({ $0.wasReached }), let first = rest.popFirst() {
            found = ask([first], folder, cancellation)
        }
        if !rest.isEmpty, isAsked { found.merge(ask(Array(rest), folder, cancellation)) { $1 } }
        return found
    }

    private func ask(_ keys: [Digest], _ folder: String, _ cancellation: Cancellation) -> [Digest: RemoteRecord] {
        let allowed = Double(keys.count) * Self.secondsPerTrace, seconds = max(0.05, state.withLock { $0.credit }) + allowed
        let start = effects.clock.monotonic()
        let downloads = keys.enumerated().map {
            RemoteDownload(item: .record($1), file: "\(folder)/\($0)", limit: RemoteRecord.largest, seconds: seconds)
        }
        let answers = transport.get(downloads, within: seconds, until: cancellation)
        let elapsed = effects.clock.monotonic() - start
        note(answers.compactMap(\.trouble).first, cancellation)
        let bodies = zip(zip(keys, downloads), answers).compactMap { pair, answer -> (Digest, [UInt8])? in
            guard answer == .done, let bytes = try? effects.files.read(pair.1.file, atMost: RemoteRecord.largest) else { return nil }
            return (pair.0, bytes)
        }
        let checked = Self.sideBySide(bodies) { [self] in check($1, key: $0) }
        var found: [Digest: RemoteRecord] = [:], saved = 0.0
        for ((key, _), judgement) in zip(bodies, checked) {
            guard case .genuine(let record, let duration) = judgement else { continue }
            found[key] = record
            saved += duration
        }
        state.withLock { state in
            state.usage.traces += found.count
            for judgement in checked { state.count(judgement) }
            state.unreadable += answers.count { $0 == .unusable }
            state.credit = min(60, state.credit - max(0, elapsed - allowed) + saved)
            if state.credit <= 0, !state.isLeftAlone {
                state.isLeftAlone = true
                state.notices.append(.leftAlone(cache: name, .tooSlow))
            }
        }
        return found
    }

    fileprivate enum Judgement: Sendable { case genuine(RemoteRecord, duration: Double), unreadable, untrusted, forged }

    private func check(_ bytes: [UInt8], key: Digest) -> Judgement {
        guard let record = RemoteRecord(bytes), let trace = TraceRecord.trace(record.trace.payload) else { return .unreadable }
        guard trusted.contains(record.trace.signer) else { return .untrusted }
        guard trace.key == key, record.trace.isGenuine else { return .forged }
        if let value = record.value, value.count > Store.inlineLimit || Digest(of: value) != trace.output {
            return .genuine(RemoteRecord(trace: record.trace, value: nil), duration: trace.duration)
        }
        return .genuine(record, duration: trace.duration)
    }

    /// A signature takes a tenth of a millisecond to check.
    private static func sideBySide<Item: Sendable, Result: Sendable>(_ items: [Item], _ body: @Sendable (Item) -> Result) -> [Result] {
        guard items.count > 16 else { return items.map(body) }
        let results = Mutex<[Int: Result]>([:])
        let portion = 64
        DispatchQueue.concurrentPerform(iterations: (items.count + portion - 1) / portion) { number in
            let range = number * portion..<min(items.count, (number + 1) * portion)
            let part = range.map { ($0, body(items[$0])) }
            results.withLock { $0.merge(part) { $1 } }
        }
        return results.withLock { results in items.indices.compactMap { results[$0] } }
    }

    // MARK: Objects

    /// An object that is to be fetched.
    struct Wanted {
        let digest: Digest
        /// Bytes.
        let size: Int
        /// Seconds that making it took: fetching it may take as long, and the patience of the cache.
        let duration: Double
        /// Where it goes.
        let file: String
    }

    /// Fetches objects, all at once; the result is those that are there now, whole. What was cut short is gone on with once.
    func fetch(_ wanted: [Wanted], until cancellation: Cancellation = Cancellation()) -> [Wanted] {
        var whole: [Wanted] = [], open = wanted
        for attempt in 0..<2 where !open.isEmpty && isAsked && !cancellation.isCancelled {
            let downloads = open.map { object in
                var download = RemoteDownload(
                    item: .object(object.digest), file: object.file, limit: object.size, seconds: Self.patience + object.duration)
                download.isResumed = attempt > 0
                return download
            }
            let seconds = open.reduce(Self.patience) { $0 + $1.duration }
            let answers = transport.get(downloads, within: seconds, until: cancellation)
            note(answers.compactMap(\.trouble).first, cancellation)
            var cut: [Wanted] = []
            for (object, answer) in zip(open, answers) {
                if answer == .done, isWhole(object) {
                    whole.append(object)
                } else if answer == .unusable, attempt == 0, let size = size(object.file), 0..<object.size ~= size, size > 0 {
                    cut.append(object)
                } else {
                    if answer == .done || answer == .unusable { state.withLock { $0.damaged += 1 } }
                    try? effects.files.remove(object.file)
                }
            }
            open = cut
        }
        for object in open { try? effects.files.remove(object.file) }
        state.withLock { state in
            state.usage.objects += whole.count
            state.usage.bytes += whole.reduce(0) { $0 + $1.size }
        }
        return whole
    }

    private func size(_ file: String) -> Int? { ((try? effects.files.status(file)) ?? nil)?.size }

    private func isWhole(_ object: Wanted) -> Bool {
        size(object.file) == object.size && (try? effects.files.digest(of: object.file)) == object.digest
    }

    // MARK: Trouble

    /// After the first trouble nothing more is asked.
    private func note(_ trouble: RemoteTrouble?, _ cancellation: Cancellation) {
        state.withLock { state in
            guard let trouble, !cancellation.isCancelled else { return state.wasReached = state.wasReached || trouble == nil }
            if state.isLeftAlone { return }
            state.isLeftAlone = true
            state.notices.append(.leftAlone(cache: name, trouble))
        }
    }

    /// After the first upload that fails nothing more is uploaded.
    func note(uploadTrouble trouble: RemoteTrouble) {
        state.withLock { state in
            if state.isNotWritten { return }
            state.isNotWritten = true
            state.notices.append(.notWritten(cache: name, trouble))
        }
    }

    func count(uploads: Int) { state.withLock { $0.usage.uploads += uploads } }
    func add(_ notice: SharedCacheNotice) { state.withLock { $0.notices.append(notice) } }
}

extension SharedCache.State {
    fileprivate mutating func count(_ judgement: SharedCache.Judgement) {
        switch judgement {
        case .genuine: break
        case .unreadable: unreadable += 1
        case .untrusted: untrusted += 1
        case .forged: forged += 1
        }
    }
}

extension RemoteAnswer {
    var trouble: RemoteTrouble? { if case .trouble(let trouble) = self { trouble } else { nil } }
}
