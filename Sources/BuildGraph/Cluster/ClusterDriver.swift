// What a job of a cluster does: it makes the targets of its share, each in a worker process, side by side on the job's cores, and
// reports. A trap or an out-of-memory kill of a worker is one failed target; the rest of the share goes on.
//
// Threading: a thread per lane; the calling one reports.
import Foundation
import Synchronization

/// Makes one share of a batch.
package struct ClusterDriver {
    /// Seconds between two reports without news, and between two at all.
    private static let heartbeat = 5.0, interval = 0.5
    /// Seconds that workers get to write a checkpoint when the job is asked to end; SLURM gives 30 before it kills.
    private static let grace = 20.0
    /// Bytes of a log that a report keeps.
    private static let logSize = 8192

    private let store: Store
    private let folder: ClusterFolder
    private let batch: ClusterBatch
    private let index: Int
    private let executor: WorkerExecutor

    /// - Parameters:
    ///   - batchFolder: as `ClusterFolder` lays it out.
    ///   - index: which of the batch's shares.
    /// - Throws: where there is no such share, or the store cannot be read.
    package init(batchFolder: String, index: Int, effects: Effects) throws {
        let identifier = batchFolder.lastPathComponent, storeFolder = batchFolder.parentFolder.parentFolder.parentFolder
        folder = ClusterFolder(storeFolder: storeFolder, files: effects.files)
        guard let batch = folder.batch(identifier), batch.shares.indices.contains(index), let program = batch.worker.first else {
            throw FileError(operation: "read", path: batchFolder + "/batch", code: ENOENT)
        }
        (self.batch, self.index) = (batch, index)
        store = try Store(folder: storeFolder, effects: effects)
        executor = {
            var executor = WorkerExecutor(
                store: $0, command: Command(program, Array(batch.worker.dropFirst()), environment: batch.environment))
            executor.grace = Self.grace
            return executor
        }(store)
    }

    /// Returns when all targets have been made or have failed. Throws `BuildError.interrupted` when it was asked to end before.
    package func run(cancellation: Cancellation = Cancellation()) throws {
        let progress = Progress(firstReport())
        let lanes = max(1, min(batch.lanes, batch.shares[index].count))
        let ended = Mailbox<Void>()
        for _ in 0..<lanes {
            try WorkThread.start {
                while !cancellation.isCancelled, let number = progress.next() { progress.set(make(number, until: cancellation), number) }
                ended.send(())
            }
        }
        var open = lanes, wait = 0.0
        while open > 0 {
            if progress.hasNews || wait <= 0 {
                publish(progress.beat(at: store.effects.clock.now()))
                wait = Self.heartbeat
            }
            open -= ended.receiveAll(within: Self.interval).count
            wait -= Self.interval
        }
        publish(progress.end(at: store.effects.clock.now(), wasInterrupted: cancellation.isCancelled))
        if cancellation.isCancelled { throw BuildError.interrupted }
    }

    /// A job that SLURM started again goes on with what the first start left open.
    private func firstReport() -> ClusterReport {
        let before = folder.report(batch.identifier, index), items = batch.shares[index]
        var states = items.map { _ in ClusterReport.State.waiting }
        for (number, item) in items.enumerated() {
            if let entry = store.entry(for: item.key), item.reason != .forced, item.reason != .notTrusted, item.reason != .valueDamaged, store.contains(entry.output) {
                states[number] = .made
            } else if let before, before.items.count == items.count, case .failed = before.items[number] {
                states[number] = before.items[number]
            }
        }
        let lock = try? store.effects.files.tryLock(batch.lockOfBuild, .exclusive)
        defer { lock?.unlock() }
        return ClusterReport(
            beats: (before?.beats ?? 0) + 1, node: store.effects.machine.host, time: store.effects.clock.now(), couldTakeLockOfBuild: lock != nil,
            items: states)
    }

    private func make(_ number: Int, until cancellation: Cancellation) -> ClusterReport.State {
        let item = batch.shares[index][number]
        do {
            _ = try executor.make(WorkerExecutor.Request(key: item.key, name: item.title, reason: item.reason), until: cancellation)
            return .made
        } catch BuildError.interrupted {
            return .interrupted
        } catch BuildError.workerEnded(let ending, let log) {
            let tail = String(decoding: log.utf8.suffix(Self.logSize), as: UTF8.self)
            switch ending {
            case .signalled(let signal): return .ended(signal: signal, status: nil, log: tail)
            case .exited(let status): return .ended(signal: nil, status: status, log: tail)
            case .interrupted, .timedOut: return .interrupted
            }
        } catch let failure as WorkerFailure {
            return .failed(failure)
        } catch {
            return .failed(WorkerFailure(error, report: store.effects.report(error)))
        }
    }

    /// What cannot be written now is written with the next sign of life.
    private func publish(_ report: ClusterReport) { try? folder.write(report, ofBatch: batch.identifier, index) }

    /// Shared by the lanes.
    private final class Progress: Sendable {
        private struct State {
            var report: ClusterReport
            var next = 0
            var hasNews = true
        }

        private let state: Mutex<State>

        init(_ report: ClusterReport) { state = Mutex(State(report: report)) }

        /// The next target that waits, which counts as running from now on.
        func next() -> Int? {
            state.withLock { state in
                while state.next < state.report.items.count {
                    defer { state.next += 1 }
                    guard case .waiting = state.report.items[state.next] else { continue }
                    state.report.items[state.next] = .running
                    state.hasNews = true
                    return state.next
                }
                return nil
            }
        }

        func set(_ item: ClusterReport.State, _ number: Int) {
            state.withLock { state in
                state.report.items[number] = item
                state.hasNews = true
            }
        }

        var hasNews: Bool { state.withLock { $0.hasNews } }

        func beat(at time: Double) -> ClusterReport {
            state.withLock { state in
                state.report.beats += 1
                state.report.time = time
                state.hasNews = false
                return state.report
            }
        }

        func end(at time: Double, wasInterrupted: Bool) -> ClusterReport {
            state.withLock { state in
                state.report.isOver = true
                state.report.wasInterrupted = wasInterrupted
            }
            return beat(at: time)
        }
    }
}
