// A program that goes on beside the preview: its lines are told as they come, and it ends with the preview, however that ends.
import CPosix
import Foundation
import Synchronization

package final class ChildProgram: Sendable {
    package enum Said: Sendable {
        case output(String)
        case errors(String)
        /// The last thing that is said; with what was printed on both channels, of long texts the end.
        case ended(ChildEnding, printed: String)
    }

    /// How its end is asked for.
    package enum Politeness: Sendable {
        /// The program ends what it has started itself.
        case program
        /// All programs of its group.
        case group
    }

    private struct State {
        /// Nil before it has started, and when it has been waited for: its number may then be another's.
        var process: pid_t?
        /// What it was sent before it had started.
        var early: (number: Int32, politeness: Politeness)?
    }

    private static let longestMemory = 200_000

    private let arguments: [String]
    private let folder: String
    private let path: String
    private let politeness: Politeness
    private let say: @Sendable (Said) -> Void
    private let state = Mutex(State())

    /// Starts a program on a thread of its own.
    ///
    /// - Parameters:
    ///   - path: of the program.
    ///   - arguments: with the name that the program is told.
    ///   - say: called on the thread, in order.
    package init(path: String, arguments: [String], folder: String, politeness: Politeness, say: @escaping @Sendable (Said) -> Void) {
        (self.path, self.arguments, self.folder, self.politeness, self.say) = (path, arguments, folder, politeness, say)
        // The system ends the program with the thread that started it: that thread waits for it.
        Thread.detachNewThread { [self] in
            run()
        }
    }

    /// Asks it to end.
    package func interrupt() { signal(SIGTERM, politeness) }

    /// Ends it at once, with all that it has started.
    package func kill() { signal(SIGKILL, .group) }

    private func signal(_ number: Int32, _ politeness: Politeness) {
        state.withLock { state in
            guard let process = state.process else { return state.early = (number, politeness) }
            _ = Foundation.kill(politeness == .group ? -process : process, number)
        }
    }

    private func run() {
        var output: [Int32] = [0, 0], errors: [Int32] = [0, 0], input: [Int32] = [0, 0]
        guard pipe2(&output, O_CLOEXEC) == 0, pipe2(&errors, O_CLOEXEC) == 0, pipe2(&input, O_CLOEXEC) == 0 else {
            return say(.ended(.notStarted(String(cString: strerror(errno))), printed: ""))
        }
        close(input[1])
        let (started, code) = start(input[0], output[1], errors[1])
        [input[0], output[1], errors[1]].forEach { close($0) }
        guard code == 0 else {
            [output[0], errors[0]].forEach { close($0) }
            return say(.ended(.notStarted("\(path): \(String(cString: strerror(code)))"), printed: ""))
        }
        let early = state.withLock { state in
            state.process = started
            return state.early
        }
        if let early { signal(early.number, early.politeness) }
        var lines = [LineReader(output[0]), LineReader(errors[0])], printed = "", hasEnded = false, status: Int32 = 0
        while !hasEnded || lines.contains(where: \.isOpen) {
            var polls = lines.map { pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0) }
            // When both channels are closed the end is near.
            let isIdle = poll(&polls, 2, lines.contains(where: \.isOpen) ? 20 : 1) == 0
            for index in lines.indices where polls[index].revents != 0 {
                for line in lines[index].read() {
                    printed += line + "\n"
                    say(index == 0 ? .output(line) : .errors(line))
                }
            }
            if printed.utf8.count > 2 * Self.longestMemory { printed = String(printed.suffix(Self.longestMemory)) }
            if !hasEnded { hasEnded = state.withLock { hasExited(&$0.process, &status) } } else if isIdle { break }
        }
        lines.forEach { close($0.descriptor) }
        // What it has left behind would go on writing.
        _ = Foundation.kill(-started, SIGKILL)
        let number = status & 0x7f
        say(.ended(number == 0 ? .exited((status >> 8) & 0xff) : .signalled(number), printed: printed))
    }

    private func hasExited(_ process: inout pid_t?, _ status: inout Int32) -> Bool {
        guard let running = process else { return true }
        let ended = waitpid(running, &status, WNOHANG)
        if ended == 0 || ended < 0 && errno == EINTR { return false }
        process = nil
        return true
    }

    private func start(_ input: Int32, _ output: Int32, _ errors: Int32) -> (pid_t, Int32) {
        let words = arguments.map { strdup($0) } + [nil]
        let variables = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        #if os(Linux)
            let code = spawn_in_group(&process, path, words, variables, folder, input, output, errors)
            return (process, code)
        #else
            var actions = posix_spawn_file_actions_t?(nil), attributes = posix_spawnattr_t?(nil)
            posix_spawn_file_actions_init(&actions)
            posix_spawnattr_init(&attributes)
            defer {
                posix_spawn_file_actions_destroy(&actions)
                posix_spawnattr_destroy(&attributes)
            }
            for (number, descriptor) in [input, output, errors].enumerated() { posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number)) }
            posix_spawn_file_actions_addchdir_np(&actions, folder)
            posix_spawnattr_setpgroup(&attributes, 0)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
            let code = posix_spawn(&process, path, &actions, &attributes, words, variables)
            return (process, code)
        #endif
    }
}

/// Whole lines from a descriptor.
private struct LineReader {
    let descriptor: Int32
    private(set) var isOpen = true
    private var rest: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    mutating func read() -> [String] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(descriptor, &bytes, bytes.count)
        if count < 0 && errno == EINTR { return [] }
        guard count > 0 else {
            isOpen = false
            defer { rest = [] }
            return rest.isEmpty ? [] : [String(decoding: rest, as: UTF8.self)]
        }
        rest += bytes[..<count]
        var lines = rest.split(separator: 10, omittingEmptySubsequences: false)
        let last = lines.removeLast()
        defer { rest = Array(last) }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}
