// The readers of what SLURM's programs print, and of what jobs report.
import BuildGraph

extension Reader {
    static func clusterReaders() -> [Reader] { [slurm, clusterReport] }

    private static let printed = [
        "1|0|FAILED|n1|paper-1234abcd-0123|NonZeroExitCode\n1|1|RUNNING|n2|paper-1234abcd-0123|None\n1|2|PENDING||paper-1234abcd-0123|Resources\n",
        "JobId=7 ArrayJobId=1 ArrayTaskId=0 JobName=a JobState=FAILED Reason=NonZeroExitCode ExitCode=127:0 NodeList=n1\n",
        "1_0|FAILED|3:0\n1_1|CANCELLED by 1000|0:15\n1_[3-9]|PENDING|0:0\n", "MaxArraySize            = 1001\nMaxJobCount = 10000\n",
        "main*|2|8035|infinite|0/4/0/4\nlong|64+|256000+|7-00:00:00|64/64/0/128\n", "123;cluster\n", "7-00:00:00", "2:30:00",
        "sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified\n",
    ].map { Array($0.utf8) }

    /// All of them read everything: it may come from anywhere.
    private static var slurm: Reader {
        Reader(name: "slurm", seeds: printed) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let nodes = SlurmText.nodes(text)
            return "\(SlurmText.tasks(text, named: "paper-").count) \(SlurmText.endings(text).count) \(SlurmText.accountedEndings(text).count) "
                + "\(SlurmText.configuration(text).count) \(nodes.map { Double($0.memoryPerNode) + Double($0.cores) }.reduce(0, +) >= 0) "
                + "\(SlurmText.arrayIdentifier(text) != nil) \(SlurmTime.seconds(text).map(SlurmTime.minutes) != nil) \(SlurmText.problem(text) == .full(""))"
        }
    }

    private static var clusterReport: Reader {
        let items: [ClusterReport.State] = [.made, .running, .waiting, .interrupted, .ended(signal: 9, status: nil, log: "a log")]
        let seed = (try? encodeValue(ClusterReport(beats: 3, node: "n1", time: 1e9, couldTakeLockOfBuild: false, items: items))) ?? []
        return Reader(name: "cluster-report", seeds: [seed]) { bytes in
            let report = try decodeValue(ClusterReport.self, from: bytes)
            let verdicts = [ClusterJobView.Presence.alive, .gone, .ended(.timeLimit)].flatMap { presence in
                (0..<6).map { ClusterJobView(presence: presence, report: report).verdict(ofItem: $0) }
            }
            return "\(verdicts.count { $0 == .wait })"
        }
    }
}
