// An archive through a pipe, and how far it has come.
import BuildGraph
import Foundation
import Manuscript

/// Standard input.
struct StandardInput: ByteSource {
    mutating func read(upTo count: Int) throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: min(count, 1 << 20)) { buffer, initialized in
            var got = Foundation.read(0, buffer.baseAddress, buffer.count)
            while got < 0 && errno == EINTR { got = Foundation.read(0, buffer.baseAddress, buffer.count) }
            if got < 0 { failure = errno }
            initialized = max(0, got)
        }
        if failure != 0 { throw FileError(operation: "read", path: "standard input", code: failure) }
        return bytes
    }
}

/// Standard output.
struct StandardOutput: ByteSink {
    mutating func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw OutputError(code: errno) }
            rest = rest.dropFirst(count)
        }
    }
}

/// A live line for what takes long; nothing where there is no terminal.
final class TransferProgress {
    private let verb: String
    private let terminal = Terminal.errors
    private var last = ContinuousClock.now

    init(_ verb: String) { self.verb = verb }

    func show(_ done: Int, _ total: Int) {
        let now = ContinuousClock.now
        guard now - last > .milliseconds(100) else { return }
        last = now
        terminal.show(status: "  \(verb) \(HumanUnits.bytes(done)) of \(HumanUnits.bytes(total))")
    }

    func end() { terminal.show(status: "") }
}
