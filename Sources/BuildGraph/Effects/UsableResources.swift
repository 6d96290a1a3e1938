// What this process may use of the machine: the cores it is bound to, what its control groups leave it, and what a cluster has
// allocated. A build that takes the host's numbers instead is throttled, or killed for its memory.
import Foundation

/// Cores and memory that may be used.
public struct UsableResources: Sendable, Equatable {
    /// At least 1.
    public var cores: Int
    /// Bytes.
    public var memory: Int

    public init(cores: Int, memory: Int) { (self.cores, self.memory) = (cores, memory) }

    /// Of this process.
    static func current() -> UsableResources {
        let information = ProcessInfo.processInfo
        let host = UsableResources(cores: information.activeProcessorCount, memory: Int(clamping: information.physicalMemory))
        return host.limited(by: information.environment) { try? String(contentsOfFile: $0, encoding: .utf8) }
    }

    /// The least of what there is and of all limits.
    /// - Parameters:
    ///   - environment: with SLURM's variables in a job of it.
    ///   - read: the text of a file of /proc or of the control groups; nil where it is not there.
    public func limited(by environment: [String: String], read: @escaping (String) -> String?) -> UsableResources {
        let groups = ControlGroups(read: read), job = ClusterJob(environment)
        return UsableResources(
            cores: max(1, [cores, Self.boundCores(read("/proc/self/status") ?? ""), groups.cores, job.cores].compactMap { $0 }.min() ?? cores),
            memory: max(1, [memory, groups.memory, job.memory(cores: job.cores ?? cores)].compactMap { $0 }.min() ?? memory))
    }

    /// How many processors a process is bound to, as by taskset or a cpuset: "Cpus_allowed_list: 0-3,8" are 5.
    private static func boundCores(_ status: String) -> Int? {
        let name = "Cpus_allowed_list:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        let count = line.dropFirst(name.count).split(separator: ",").reduce(0) { count, range in
            let ends = range.split(separator: "-").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
            guard let first = ends.first, let last = ends.last, first >= 0, last >= first, last < 1 << 20 else { return count }
            return count + last - first + 1
        }
        return count > 0 ? count : nil
    }
}

/// The limits of the control groups that a process is in, of version 1 or 2: each group's, and those of all above it.
struct ControlGroups {
    private let read: (String) -> String?
    /// The folders of the process's groups, from its own to the topmost that can be seen, by controller.
    private let folders: (cores: [String], memory: [String])

    init(read: @escaping (String) -> String?) {
        self.read = read
        let paths = (read("/proc/self/cgroup") ?? "").split(separator: "\n").map { $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false) }
        let mounts = Self.mounts(read("/proc/self/mountinfo") ?? "")
        func folders(_ controller: String) -> [String] {
            mounts.flatMap { mount -> [String] in
                guard mount.isUnified || mount.controllers.contains(controller) else { return [] }
                let line = paths.first { $0.count == 3 && (mount.isUnified ? $0[1].isEmpty : $0[1].split(separator: ",").contains(Substring(controller))) }
                return line.map { mount.folders(of: String($0[2])) } ?? []
            }
        }
        self.folders = (folders("cpu"), folders("memory"))
    }

    private struct Mount {
        /// What of the hierarchy is mounted, and where.
        let root: String, place: String
        let isUnified: Bool
        let controllers: [String]

        /// A group's folder and those above it. In a container the group may be outside of what is mounted: then it is the mount.
        func folders(of group: String) -> [String] {
            var rest = group
            if root != "/" && (group == root || group.hasPrefix(root + "/")) { rest = String(group.dropFirst(root.count)) }
            var parts = rest.split(separator: "/").map(String.init)
            if parts.contains("..") { parts = [] }
            var folders: [String] = []
            while !parts.isEmpty {
                folders.append(place + "/" + parts.joined(separator: "/"))
                parts.removeLast()
            }
            return folders + [place]
        }
    }

    /// Lines such as `30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw`.
    private static func mounts(_ text: String) -> [Mount] {
        text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ").map(String.init)
            guard let dash = fields.firstIndex(of: "-"), dash >= 5, fields.count > dash + 1 else { return nil }
            let options = fields.last?.split(separator: ",").map(String.init) ?? []
            switch fields[dash + 1] {
            case "cgroup2": return Mount(root: fields[3], place: fields[4], isUnified: true, controllers: [])
            case "cgroup": return Mount(root: fields[3], place: fields[4], isUnified: false, controllers: options)
            default: return nil
            }
        }
    }

    /// Whole cores, at least 1; nil without a limit.
    var cores: Int? {
        folders.cores.compactMap { folder -> Double? in
            if let fields = read(folder + "/cpu.max")?.split(whereSeparator: \.isWhitespace), fields.count == 2 {
                return Self.quota(fields[0], fields[1])
            }
            guard let quota = read(folder + "/cpu.cfs_quota_us"), let period = read(folder + "/cpu.cfs_period_us") else { return nil }
            return Self.quota(quota, period)
        }.min().map { Int(max(1, min($0, 1e6)).rounded(.down)) }
    }

    /// Nil for "max" and −1.
    private static func quota(_ quota: some StringProtocol, _ period: some StringProtocol) -> Double? {
        guard let quota = Double(quota.trimmingCharacters(in: .whitespacesAndNewlines)),
            let period = Double(period.trimmingCharacters(in: .whitespacesAndNewlines)), quota > 0, period > 0
        else { return nil }
        return quota / period
    }

    /// Bytes; nil without a limit. Version 1 writes a number near 2⁶³ for none.
    var memory: Int? {
        folders.memory.compactMap { folder in
            ["memory.max", "memory.high", "memory.limit_in_bytes"].compactMap { name in
                read("\(folder)/\(name)").flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            }.filter { $0 > 0 && $0 < 1 << 60 }.min()
        }.min()
    }
}

/// What SLURM has allocated on this node; nil outside of a job.
struct ClusterJob {
    private let variables: [String: String]

    init(_ environment: [String: String]) { variables = environment["SLURM_JOB_ID"] == nil ? [:] : environment }

    private func number(_ name: String) -> Int? { variables[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    /// Of several tasks of a step this process is one; the script of a job may use all that the job has on its node.
    var cores: Int? {
        let perTask = number("SLURM_CPUS_PER_TASK")
        return (number("SLURM_STEP_NUM_TASKS") ?? 1) > 1 ? perTask ?? 1 : number("SLURM_CPUS_ON_NODE") ?? perTask
    }

    /// Bytes; SLURM counts in MiB.
    func memory(cores: Int) -> Int? {
        let mebibytes = number("SLURM_MEM_PER_NODE").map(Double.init) ?? number("SLURM_MEM_PER_CPU").map { Double($0) * Double(cores) }
        return mebibytes.flatMap { Int(exactly: ($0 * 1_048_576).rounded()) }
    }
}
