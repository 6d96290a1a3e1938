// The inside of a clean process: makes some targets again from their stored inputs and hands the bytes back in files.
// It records nothing: no value, no trace, no failure. What it makes cannot change what any build does.
import Foundation

/// What a clean process is asked to make; `request` in its folder.
struct RemakeRequest: Codable, Sendable {
    var keys: [Digest]
    /// How many of them side by side, on threads.
    var width: Int

    static func file(in folder: String) -> String { folder + "/request" }
    /// The bytes of the value, complete under this name.
    static func value(_ number: Int, in folder: String) -> String { "\(folder)/value-\(number)" }
    /// A `WorkerFailure`.
    static func failure(_ number: Int, in folder: String) -> String { "\(folder)/failure-\(number)" }
}

/// Makes targets again, as a folder's request says.
public struct Remaker: Sendable {
    private let context: BuildContext
    private var store: Store { context.store }

    public init(_ context: BuildContext) { self.context = context }

    /// Answers the request in `folder`, one file for each of its keys. Throws when the folder cannot be used.
    public func run(folder: String) throws {
        // The verification that waits for this holds the store, and learns from a file that is gone what was damaged.
        store.beginMaking()
        let files = store.effects.files
        let request = try decodeValue(RemakeRequest.self, from: try files.read(RemakeRequest.file(in: folder)))
        let resolution = context.resolve()
        let wanted = Set(request.keys)
        var jobs: [Digest: Job] = [:]
        for position in context.graph.nodes.indices {
            guard let key = resolution.keys[position], wanted.contains(key) else { continue }
            jobs[key] = resolution.job(at: position, key: key)
        }
        let values = ValueCache(store: store)
        try sideBySide(count: request.keys.count, width: request.width) { [jobs] number in
            do {
                guard let job = jobs[request.keys[number]] else { throw BuildError.unknownKey(request.keys[number].hexadecimal) }
                let bytes = try make(job, values)
                try files.replace(RemakeRequest.value(number, in: folder), with: bytes, durable: false)
            } catch let error as FileError where error.path.hasPrefix(folder) {
                throw error
            } catch {
                let failure = try encodeValue(WorkerFailure(error, report: store.effects.report(error)))
                try files.replace(RemakeRequest.failure(number, in: folder), with: failure, durable: false)
            }
        }
    }

    private func make(_ job: Job, _ values: ValueCache) throws -> [UInt8] {
        let log = RunLog(), cancellation = Cancellation()
        // A value that began with the state of an earlier run would verify nothing.
        let clock = store.effects.clock
        let checkpoint = Checkpoint(nil, clock: clock, start: clock.monotonic(), log: log, cancellation: cancellation)
        return try job.node.make(
            Inputs(
                node: job.node, files: job.files, values: DeclaredValues(job: job, cache: values).source, effects: store.effects,
                cancellation: cancellation, log: log, checkpoint: checkpoint))
    }

    /// Runs `body` for 0 ..< count, in that order, on `width` threads; throws the first error after all have ended.
    private func sideBySide(count: Int, width: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
        if width <= 1 { return try (0..<count).forEach(body) }
        let numbers = Mailbox<Int>(), results = Mailbox<Result<Void, any Error>>()
        (0..<count).forEach(numbers.send)
        numbers.close()
        for _ in 0..<width {
            do {
                try WorkThread.start { results.send(Result { while let number = numbers.receive() { try body(number) } }) }
            } catch { results.send(.failure(error)) }
        }
        let ended = (0..<width).compactMap { _ in results.receive() }
        for result in ended { try result.get() }
    }
}
