// A shared cache in memory that does whatever a test tells it to.
import BuildGraph
import Synchronization

/// Bytes by path, with faults and a count of what was asked.
public final class MemoryRemote: RemoteTransport {
    /// What goes wrong with one request.
    public enum Fault: Sendable {
        /// Nothing comes in the time that there is.
        case silence
        case answer(RemoteAnswer)
        /// Other bytes come than are there.
        case bytes(@Sendable ([UInt8]) -> [UInt8])
        /// Only the first bytes come, and the answer says so.
        case cut(Int)
        /// The answer takes so many seconds.
        case slow(Double)
    }

    private struct State {
        var contents: [String: [UInt8]] = [:]
        var batches: [[String]] = []
        var written: [String] = []
        var fault: (@Sendable (_ operation: String, _ item: RemoteItem) -> Fault?)?
    }

    public let name = "memory"
    private let effects: Effects
    private let clock: ManualClock
    private let state = Mutex(State())

    /// - Parameter world: whose clock goes on while the cache does not answer. Files are those of the machine that asks.
    public init(_ world: TestWorld) { (effects, clock) = (world.effects, world.clock) }

    private init(_ world: TestWorld, sharing contents: [String: [UInt8]]) {
        (effects, clock) = (world.effects, world.clock)
        state.withLock { $0.contents = contents }
    }

    /// The same contents, as another machine sees them.
    public func seen(by world: TestWorld) -> MemoryRemote { MemoryRemote(world, sharing: contents) }

    public var contents: [String: [UInt8]] {
        get { state.withLock { $0.contents } }
        set { state.withLock { $0.contents = newValue } }
    }
    /// The paths that were asked for, call by call.
    public var batches: [[String]] { state.withLock { $0.batches } }
    public var written: [String] { state.withLock { $0.written } }

    public func inject(_ fault: (@Sendable (_ operation: String, _ item: RemoteItem) -> Fault?)?) { state.withLock { $0.fault = fault } }

    public func get(_ downloads: [RemoteDownload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        state.withLock { $0.batches.append(downloads.map(\.item.path)) }
        return downloads.map { download in
            let (fault, content) = state.withLock { ($0.fault?("get", download.item), $0.contents[download.item.path]) }
            switch fault {
            case .silence:
                clock.advance(min(download.seconds, seconds))
                return .trouble(.noAnswer)
            case .slow(let time): clock.advance(time)
            case .answer(let answer): return answer
            case .bytes, .cut, nil: break
            }
            guard var bytes = content else { return .absent }
            if case .bytes(let change) = fault { bytes = change(bytes) }
            let start = download.isResumed ? ((try? effects.files.status(download.file)) ?? nil)?.size ?? 0 : 0
            if bytes.count > download.limit { return .unusable }
            var part = bytes.dropFirst(start)
            if case .cut(let count) = fault { part = part.prefix(count) }
            guard (try? start > 0 ? effects.files.append(Array(part), to: download.file) : effects.files.write(Array(part), to: download.file)) != nil else {
                return .trouble(.other("the file could not be written"))
            }
            if case .cut = fault { return .unusable }
            return .done
        }
    }

    public func find(_ items: [RemoteItem], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        items.map { item in
            state.withLock { state in
                if case .answer(let answer) = state.fault?("find", item) { return answer }
                return state.contents[item.path] == nil ? .absent : .done
            }
        }
    }

    public func put(_ uploads: [RemoteUpload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        uploads.map { upload in
            let bytes = try? effects.files.read(upload.file)
            return state.withLock { state in
                if case .answer(let answer) = state.fault?("put", upload.item) { return answer }
                guard let bytes else { return .trouble(.other("the file could not be read")) }
                state.contents[upload.item.path] = bytes
                state.written.append(upload.item.path)
                return .done
            }
        }
    }
}
