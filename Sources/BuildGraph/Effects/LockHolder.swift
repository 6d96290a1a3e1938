// Which processes hold a lock: asked of the kernel, so that no process has to leave a note that outlives it. Where the kernel
// does not say (another system, a network file system, a process in another container) no holder is known.
import Foundation

/// A process that holds a lock.
public struct LockHolder: Sendable, Equatable, CustomStringConvertible {
    public let processIdentifier: Int32
    /// As it was started; empty when the system does not say.
    public let command: String
    /// When it was started, in seconds since 1970; nil when the system does not say.
    public let started: Double?

    public init(processIdentifier: Int32, command: String, started: Double? = nil) {
        self.processIdentifier = processIdentifier
        self.command = command
        self.started = started
    }

    public var description: String {
        let start = command.count <= 40 ? command : command.prefix(39) + "…"
        return command.isEmpty ? "process \(processIdentifier)" : "\(start) (process \(processIdentifier))"
    }

    /// The processes that hold a `flock` on a file with this inode.
    static func all(ofInode inode: UInt64) -> [LockHolder] {
        let table = (try? String(contentsOfFile: "/proc/locks", encoding: .utf8)) ?? ""
        return holders(in: table, ofInode: inode).map { LockHolder(processIdentifier: $0, command: command(of: $0), started: start(of: $0)) }
    }

    /// Reads lines like `1: FLOCK  ADVISORY  READ 4242 08:01:131090 0 EOF`; one that waits has an arrow before `FLOCK`.
    package static func holders(in table: String, ofInode inode: UInt64) -> [Int32] {
        var holders: [Int32] = []
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode,
                let process = Int32(words[4]), process > 0, !holders.contains(process)
            else { continue }
            holders.append(process)
        }
        return holders
    }

    /// When a process was started: the 22nd field of its state has ticks since the machine was.
    private static func start(of process: Int32) -> Double? {
        func lines(_ path: String) -> [Substring] { ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n") }
        // The second field is the program's name in brackets, and may hold anything.
        let fields = lines("/proc/\(process)/stat").last?.split(separator: ")").last?.split(separator: " ") ?? []
        let boot = lines("/proc/stat").first { $0.hasPrefix("btime ") }?.split(separator: " ").last
        guard fields.count > 19, let ticks = Double(fields[19]), let boot = boot.flatMap({ Double($0) }) else { return nil }
        return boot + ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }

    /// The command line of a process, with its program's name instead of its path.
    private static func command(of process: Int32) -> String {
        let words = (FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data())
            .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard let program = words.first else { return "" }
        return ([program.lastPathComponent] + words.dropFirst()).joined(separator: " ")
    }
}
