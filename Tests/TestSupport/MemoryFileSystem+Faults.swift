// Faults: any effect can fail, write a part and fail, or be the last one before the machine goes down.
import BuildGraph
import Foundation

extension MemoryFileSystem {
    /// One operation about to be done.
    public struct Effect: Sendable {
        public let operation: String
        public let path: String
        /// Its place among the changes; nil for what only looks.
        public let number: Int?
    }

    /// What happens instead of an effect.
    public enum Fault: Sendable {
        /// It fails with this error number, and nothing was done.
        case fails(Int32)
        /// A share of the bytes is written, then it fails. As `fails` where no bytes are written.
        case writesPart(Double, Int32)
        /// The process, or the machine, ends here: of bytes a share was written, and all that follows fails.
        case crash(Double)
    }

    /// The error number of everything that is asked of a machine that is down.
    public static let downCode = EHOSTDOWN

    /// Decides of each effect whether it goes wrong; nil takes all faults away. Effects are numbered from here.
    public func inject(_ fault: (@Sendable (Effect) -> Fault?)?) {
        state.withLock {
            $0.fault = fault
            $0.changes = 0
        }
    }

    /// Makes operations fail: given the operation and its path, the error number, or nil to let it pass.
    public func injectFaults(_ fault: (@Sendable (_ operation: String, _ path: String) -> Int32?)?) {
        guard let fault else { return inject(nil) }
        inject { effect in fault(effect.operation, effect.path).map(Fault.fails) }
    }

    /// How many changes there were since faults were injected.
    public var changes: Int { state.withLock { $0.changes } }
    public var isDown: Bool { state.withLock { $0.isDown } }

    /// A new process on the same machine: what the old one wrote is there, be it durable or not.
    public func restart() {
        state.withLock { $0.start() }
    }

    /// An effect that only looks.
    func perform<R>(_ operation: String, _ path: String, _ body: (inout State) throws -> R) throws -> R {
        try state.withLock { state in
            state.counts[operation, default: [:]][path, default: 0] += 1
            if state.isDown { throw FileError(operation: operation, path: path, code: Self.downCode) }
            switch state.fault?(Effect(operation: operation, path: path, number: nil)) {
            case .fails(let code), .writesPart(_, let code): throw FileError(operation: operation, path: path, code: code)
            case .crash, nil: return try body(&state)
            }
        }
    }

    /// An effect that changes something.
    func change<R>(_ operation: String, _ path: String, _ body: (inout State) throws -> R) throws -> R {
        try change(operation, path, []) { try body(&$1) }
    }

    /// An effect that writes bytes, perhaps not all of them.
    func change<R>(
        _ operation: String, _ path: String, _ bytes: [UInt8], _ body: ([UInt8], inout State) throws -> R
    ) throws -> R {
        func error(_ code: Int32) -> FileError { FileError(operation: operation, path: path, code: code) }
        // What was done comes out of here also when it is told to have failed: a lock is not given back inside.
        let (done, failure): (R?, FileError?) = try state.withLock { state in
            state.counts[operation, default: [:]][path, default: 0] += 1
            if state.isDown { throw error(Self.downCode) }
            let fault = state.fault?(Effect(operation: operation, path: path, number: state.changes))
            state.changes += 1
            func part(_ share: Double) -> [UInt8] { Array(bytes.prefix(Int(Double(bytes.count) * share))) }
            switch fault {
            case nil: return (try body(bytes, &state), nil)
            case .fails(let code): throw error(code)
            case .writesPart(let share, let code): return (bytes.isEmpty ? nil : try body(part(share), &state), error(code))
            case .crash(let share):
                defer { state.isDown = true }
                // Without bytes it is done wholly or not at all.
                let isDone = !bytes.isEmpty || share >= 0.5
                return (isDone ? try body(part(share), &state) : nil, error(Self.downCode))
            }
        }
        guard let done, failure == nil else { throw failure ?? error(Self.downCode) }
        return done
    }
}
