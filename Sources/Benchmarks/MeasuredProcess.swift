// Wall time and processor time of one process, from before its start to its end.
import Foundation

/// The cost of one run of a program.
struct MeasuredProcess {
    let seconds: Double
    let processorSeconds: Double
    let output: String
    /// The numbers that the program printed.
    var numbers: [Int] { output.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) } }

    /// Runs a program to its end. Throws if its exit status is not 0.
    ///
    /// Its output goes to a file and not to a pipe, so that this process does nothing meanwhile.
    init(_ program: String, _ arguments: [String]) throws {
        let log = NSTemporaryDirectory() + "/paper-bench-\(getpid()).log"
        defer { unlink(log) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0, status: Int32 = 0
        var usage = rusage()
        let begin = ContinuousClock.now
        guard posix_spawnp(&process, program, &actions, nil, words, environ) == 0 else {
            throw BenchmarkError.usage("\(program) cannot be started")
        }
        while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
        seconds = (ContinuousClock.now - begin) / .seconds(1)
        output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        guard status == 0 else { throw BenchmarkError.usage("\(program) ended with status \(status): \(output.suffix(400))") }
        func total(_ time: timeval) -> Double { Double(time.tv_sec) + 1e-6 * Double(time.tv_usec) }
        processorSeconds = total(usage.ru_utime) + total(usage.ru_stime)
    }
}
