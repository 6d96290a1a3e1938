// A build that can be killed: the real command, started in a session of its own.
import BuildGraph
import Foundation
import Testing

/// A running program whose output goes to a file. Everything it starts is in its session.
final class SpawnedBuild {
    private let process: pid_t
    private let outputPath: String
    private var hasEnded = false

    /// - Parameter program: by default the example paper.
    init(_ arguments: [String], program: String = ExampleProject.program, environment: [String: String] = [:]) throws {
        outputPath = "\(NSTemporaryDirectory())/paper-killed-\(UUID().uuidString)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, which the C library hides behind _GNU_SOURCE
        posix_spawnattr_setflags(&attributes, newSession)
        let all = ProcessInfo.processInfo.environment.merging(["PAPER_CACHE": ""]) { $1 }.merging(environment) { $1 }
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, &attributes, words, variables)
        guard code == 0 else { throw CommandError.notStarted(program: program, code: code) }
        self.process = process
    }

    enum Victim: String, CaseIterable, Sendable {
        /// The build alone: what it started is left to itself.
        case main
        /// The build, its workers and all programs they run.
        case everything
    }

    func kill(_ victim: Victim) {
        if victim == .everything { Self.members(ofSession: process).forEach { Foundation.kill($0, SIGKILL) } }
        Foundation.kill(process, SIGKILL)
    }

    /// The names of what runs in its session, itself included.
    var programs: [String] {
        Self.members(ofSession: process).compactMap { try? String(contentsOfFile: "/proc/\($0)/comm", encoding: .utf8) }
            .map { $0.trimmingCharacters(in: .newlines) }
    }

    /// The worker processes that it has started.
    var workers: [pid_t] {
        Self.members(ofSession: process).filter { member in
            let words = (FileManager.default.contents(atPath: "/proc/\(member)/cmdline") ?? Data()).split(separator: 0)
            return words.count > 1 && String(decoding: words[1], as: UTF8.self) == "worker"
        }
    }

    func signal(_ number: Int32) { Foundation.kill(process, number) }

    /// Waits for the end; the exit status, or nil when it was killed. One that does not end is killed and reported, lest all tests wait with it.
    @discardableResult
    func wait(atMost seconds: Double = 400) -> Int32? {
        let deadline = Date.now + seconds
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) != process {
            if Date.now > deadline {
                Issue.record("It has not ended within \(seconds) s: \(programs) \(output)")
                kill(.everything)
                waitpid(process, &status, 0)
                break
            }
            usleep(5000)
        }
        hasEnded = true
        return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    }

    /// Waits until something is true of it or of its folder: a state, not a time that a busy machine may need too.
    func wait(until condition: () throws -> Bool) throws {
        for _ in 0..<3000 {
            if try condition() { return }
            usleep(20_000)
        }
        throw WaitedInVain(output: output)
    }

    struct WaitedInVain: Error { var output: String }

    /// What it printed, on both channels.
    var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }

    /// A test that gave up leaves nothing running.
    deinit {
        if !hasEnded {
            kill(.everything)
            wait()
        }
        unlink(outputPath)
    }

    /// All processes of a session, from /proc.
    private static func members(ofSession session: pid_t) -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }.filter { process in
            guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let rest = line.split(separator: ")").last?.split(separator: " "), rest.count > 3
            else { return false }
            // After the name: state, parent, process group, session. A zombie runs nothing.
            return rest[0] != "Z" && pid_t(rest[3]) == session
        }
    }
}
