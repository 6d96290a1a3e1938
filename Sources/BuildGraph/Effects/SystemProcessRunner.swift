// Runs programs, each in a process group of its own that is killed as a whole; on Linux also when the build itself is
// killed and can no longer do so.
import CPosix
import Foundation

/// Has the system end this process when the one that started it ends, where the system can.
public func endWithParent() { end_with_parent() }

/// Programs of the machine.
public struct SystemProcessRunner: ProcessRunner {
    /// A program that closes its input is an error of a write, and not the end of this process.
    private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    public init() { Self.ignoresBrokenPipes }

    public func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult {
        guard let path = Self.find(command.program) else { throw CommandError.notFound(program: command.program) }
        let home = command.isHermetic ? try RealFileSystem().makeScratchFolder() : nil
        defer { if let home { try? RealFileSystem().removeAll(home) } }
        let input = try Pipe.make(command.program), output = try Pipe.make(command.program), errors = try Pipe.make(command.program)
        defer { [input, output, errors].forEach { $0.closeBoth() } }

        let process = try spawn(command, at: path, home: home, input: input, output: output, errors: errors)
        input.closeReading()
        output.closeWriting()
        errors.closeWriting()
        var transfer = Transfer(input: input, output: output, errors: errors, command: command)
        var ending = Ending(of: process, command)
        // What has left the group, as daemons do, is not killed with it, and may hold a pipe for ever.
        while transfer.isOpen && !ending.isKilledSince(seconds: 1) {
            transfer.step(milliseconds: 50)
            ending.enforce(cancellation)
        }

        // The program may close its output and go on; it is waited for in small steps so that it can be stopped.
        var status: Int32 = 0
        var usage = rusage()
        while true {
            let ended = wait4(process, &status, ending.isKilled ? 0 : WNOHANG, &usage)
            if ended == process { break }
            if ended < 0 && errno != EINTR { throw CommandError.notStarted(program: command.program, code: errno) }
            ending.enforce(cancellation)
            if !ending.isKilled { usleep(1000) }
        }
        kill(-process, SIGKILL)  // whatever the program left behind
        let signal = status & 0x7f
        return CommandResult(
            ending: ending.cause ?? (signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)),
            output: transfer.outputBytes, errorOutput: transfer.errorBytes,
            processorTime: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            peakMemory: usage.peakMemory)
    }

    private func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }

    /// Where a program is, by PATH; nil when it is not there.
    public static func find(_ program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.lazy.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    /// Starts a program in a process group of its own, with the three pipes as its channels.
    private func spawn(
        _ command: Command, at path: String, home: String?, input: Pipe, output: Pipe, errors: Pipe
    ) throws -> pid_t {
        let inherited = ProcessInfo.processInfo.environment
        let environment = (home.map { HermeticEnvironment.variables(home: $0, inherited: inherited) } ?? inherited)
            .merging(command.environment) { $1 }
        let arguments = ([command.name ?? command.program] + command.arguments).map { strdup($0) } + [nil]
        let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        func start() -> Int32 {
            #if os(Linux)
                spawn_in_group(
                    &process, path, arguments, variables, command.folder, input.reading, output.writing, errors.writing)
            #else
                posixSpawn(&process, path, arguments, variables, command.folder, input, output, errors)
            #endif
        }
        var code = start()
        // A program that was written just now may still be open in a child that another thread is starting.
        for _ in 0..<100 where code == ETXTBSY {
            usleep(10_000)
            code = start()
        }
        guard code == 0 else { throw CommandError.notStarted(program: command.program, code: code) }
        return process
    }

    #if !os(Linux)
        private func posixSpawn(
            _ process: inout pid_t, _ path: String, _ arguments: [UnsafeMutablePointer<CChar>?],
            _ variables: [UnsafeMutablePointer<CChar>?], _ folder: String?, _ input: Pipe, _ output: Pipe, _ errors: Pipe
        ) -> Int32 {
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_adddup2(&actions, input.reading, 0)
            posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
            posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
            if let folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }

            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            var defaults = sigset_t()
            sigemptyset(&defaults)
            [SIGINT, SIGTERM, SIGPIPE, SIGXFSZ].forEach { sigaddset(&defaults, $0) }
            posix_spawnattr_setsigdefault(&attributes, &defaults)
            var unmasked = sigset_t()
            sigemptyset(&unmasked)
            posix_spawnattr_setsigmask(&attributes, &unmasked)
            posix_spawnattr_setpgroup(&attributes, 0)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
            return posix_spawn(&process, path, &actions, &attributes, arguments, variables)
        }
    #endif
}

/// Ends a program, with all its children, when its time is over or the build is interrupted.
private struct Ending {
    let process: pid_t
    let command: Command
    let start = SystemClock().monotonic()
    /// Why it was ended; nil as long as it was not.
    private(set) var cause: CommandResult.Ending?
    private var killedAt: Double?
    private var askedAt = 0.0

    var isKilled: Bool { killedAt != nil }
    func isKilledSince(seconds: Double) -> Bool { killedAt.map { SystemClock().monotonic() - $0 > seconds } ?? false }

    init(of process: pid_t, _ command: Command) {
        self.process = process
        self.command = command
    }

    mutating func enforce(_ cancellation: Cancellation) {
        guard !isKilled else { return }
        let now = SystemClock().monotonic()
        if cause == nil && cancellation.isCancelled {
            cause = .interrupted
            askedAt = now
            if command.grace > 0 { kill(process, SIGTERM) }
        }
        if cause == .interrupted && now - askedAt < command.grace { return }
        if cause == nil && now - start > command.timeLimit { cause = .timedOut }
        guard cause != nil else { return }
        kill(-process, SIGKILL)
        killedAt = now
    }
}

/// The two ends of a pipe; neither is inherited but by being duplicated.
private final class Pipe {
    private(set) var reading: Int32
    private(set) var writing: Int32

    private init(_ ends: [Int32]) {
        reading = ends[0]
        writing = ends[1]
    }

    static func make(_ program: String) throws -> Pipe {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw CommandError.notStarted(program: program, code: errno) }
        return Pipe(ends)
    }

    func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }
    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }
    func closeBoth() {
        closeReading()
        closeWriting()
    }
}

/// Feeds a program and collects what it prints, without ever blocking on one pipe while another is full.
private struct Transfer {
    let input: Pipe, output: Pipe, errors: Pipe
    let command: Command
    var sent = 0
    var outputBytes: [UInt8] = []
    var errorBytes: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    init(input: Pipe, output: Pipe, errors: Pipe, command: Command) {
        self.input = input
        self.output = output
        self.errors = errors
        self.command = command
        _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
        if command.standardInput.isEmpty { input.closeWriting() }
    }

    var isOpen: Bool { output.reading >= 0 || errors.reading >= 0 }

    mutating func step(milliseconds: Int32) {
        var polls = [
            pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
        ]
        guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return }
        if polls[0].revents != 0 { receive(output, into: \.outputBytes) }
        if polls[1].revents != 0 { receive(errors, into: \.errorBytes) }
        if polls[2].revents != 0 { send() }
    }

    private mutating func receive(_ pipe: Pipe, into store: WritableKeyPath<Transfer, [UInt8]>) {
        let count = read(pipe.reading, &chunk, chunk.count)
        if count < 0 && errno == EINTR { return }
        guard count > 0 else { return pipe.closeReading() }
        let room = command.outputLimit - self[keyPath: store].count
        self[keyPath: store] += chunk[..<min(count, max(room, 0))]
    }

    private mutating func send() {
        let count = command.standardInput.withUnsafeBytes { buffer in
            write(input.writing, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
        }
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return }
        sent += max(count, 0)
        if count < 0 || sent == command.standardInput.count { input.closeWriting() }
    }
}
