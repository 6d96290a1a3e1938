// What a process may use: bound cores, control groups of both versions, clusters.
import BuildGraph
import Foundation
import Testing

@Suite struct UsableResourcesTests {
    private static let v2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
    private static let v1 = """
        31 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        32 30 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        33 30 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw

        """

    private func usable(_ files: [String: String], _ environment: [String: String] = [:]) -> UsableResources {
        UsableResources(cores: 16, memory: 64 << 30).limited(by: environment) { files[$0] }
    }

    @Test func withoutLimitsItIsWhatThereIs() {
        let host = UsableResources(cores: 16, memory: 64 << 30)
        #expect(usable([:]) == host)
        let files = ["/proc/self/cgroup": "0::/\n", "/proc/self/mountinfo": Self.v2, "/sys/fs/cgroup/cpu.max": "max 100000\n", "/sys/fs/cgroup/memory.max": "max\n"]
        #expect(usable(files) == host)
        #expect(usable(["/proc/self/cgroup": "nonsense", "/proc/self/mountinfo": "a b - cgroup2\n\n- -\n"]) == host)
    }

    @Test(arguments: [("0-3,8", 5), ("2", 1), ("0-63", 16), ("", 16), ("x-y,3", 1), ("5-2", 16)]) func processorsThatTheProcessIsBoundTo(_ list: String, _ cores: Int) {
        #expect(usable(["/proc/self/status": "Name:\tpaper\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\nMems_allowed:\t1\n"]).cores == cores)
    }

    /// The least of a group and all above it.
    @Test func limitsOfVersionTwoAreThoseOfAllGroupsAbove() {
        let files = [
            "/proc/self/cgroup": "0::/user.slice/job.scope\n", "/proc/self/mountinfo": "22 1 8:1 / / rw - ext4 /dev/sda rw\n" + Self.v2,
            "/sys/fs/cgroup/user.slice/job.scope/cpu.max": "800000 100000\n", "/sys/fs/cgroup/user.slice/cpu.max": "350000 100000\n",
            "/sys/fs/cgroup/user.slice/job.scope/memory.max": "\(4 << 30)\n", "/sys/fs/cgroup/user.slice/memory.max": "\(8 << 30)\n",
        ]
        #expect(usable(files) == UsableResources(cores: 3, memory: 4 << 30))
        var soft = files
        soft["/sys/fs/cgroup/user.slice/memory.high"] = "\(1 << 30)\n"
        #expect(usable(soft).memory == 1 << 30)
    }

    @Test(arguments: [("50000 100000", 1), ("100000 100000", 1), ("199999 100000", 1), ("200000 100000", 2), ("10000000 100000", 16), ("-1 100000", 16), ("1 0", 16), ("1e300 1", 16)])
    func aPartOfACoreIsACore(_ quota: String, _ cores: Int) {
        #expect(usable(["/proc/self/cgroup": "0::/\n", "/proc/self/mountinfo": Self.v2, "/sys/fs/cgroup/cpu.max": quota]).cores == cores)
    }

    @Test func limitsOfVersionOne() {
        let files = [
            "/proc/self/cgroup": "5:memory:/docker/a\n4:cpu,cpuacct:/docker/a\n0::/\n", "/proc/self/mountinfo": Self.v1,
            "/sys/fs/cgroup/cpu,cpuacct/docker/a/cpu.cfs_quota_us": "250000\n", "/sys/fs/cgroup/cpu,cpuacct/docker/a/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes": "9223372036854771712\n", "/sys/fs/cgroup/memory/docker/memory.limit_in_bytes": "\(2 << 30)\n",
        ]
        #expect(usable(files) == UsableResources(cores: 2, memory: 2 << 30))
    }

    /// A container sees its own group at the mount, whatever its path is on the host.
    @Test(arguments: [("/docker/abc", "/docker/abc"), ("/", "/../../host.slice"), ("/", "/not/to/be/seen")]) func inAContainerTheGroupIsAtTheMount(_ root: String, _ path: String) {
        let files = [
            "/proc/self/cgroup": "0::\(path)\n", "/proc/self/mountinfo": "30 23 0:26 \(root) /sys/fs/cgroup ro - cgroup2 cgroup rw\n",
            "/sys/fs/cgroup/cpu.max": "400000 100000", "/sys/fs/cgroup/memory.max": "\(1 << 30)",
        ]
        #expect(usable(files) == UsableResources(cores: 4, memory: 1 << 30))
    }

    @Test func anAllocationOfSLURMIsALimit() {
        let job = ["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "8", "SLURM_CPUS_PER_TASK": "2", "SLURM_MEM_PER_NODE": "4096"]
        #expect(usable([:], job) == UsableResources(cores: 8, memory: 4 << 30))
        #expect(usable([:], job.merging(["SLURM_STEP_NUM_TASKS": "4"]) { $1 }).cores == 2)
        #expect(usable([:], ["SLURM_JOB_ID": "1", "SLURM_CPUS_PER_TASK": "3", "SLURM_MEM_PER_CPU": "1024"]) == UsableResources(cores: 3, memory: 3 << 30))
        // Outside of a job the variables mean nothing; 0 MiB is all of the node.
        #expect(usable([:], ["SLURM_CPUS_ON_NODE": "8"]).cores == 16)
        #expect(usable([:], ["SLURM_JOB_ID": "1", "SLURM_MEM_PER_NODE": "0", "SLURM_CPUS_ON_NODE": "x"]) == UsableResources(cores: 16, memory: 64 << 30))
        #expect(usable([:], ["SLURM_JOB_ID": "1", "SLURM_MEM_PER_CPU": "9223372036854775807"]).memory > 0)
    }

    @Test func thisMachineHasAtLeastOneCore() {
        let machine = Machine.current()
        #expect(machine.cores >= 1 && machine.cores <= ProcessInfo.processInfo.processorCount)
        #expect(machine.memory > 0)
    }
}
