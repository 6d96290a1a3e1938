// What SLURM's programs print, read. Whatever they print, reading it ends and does not trap: what is not understood is left out.

package enum SlurmText {
    /// What squeue is asked to print of each job: the reason comes last, since it may hold anything.
    static let taskFormat = "%F|%K|%T|%N|%j|%r"

    /// Jobs of arrays whose names begin so.
    package static func tasks(_ text: String, named prefix: String) -> [ClusterTask] {
        text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false)
            guard fields.count == 6, fields[4].hasPrefix(prefix), let index = Int(fields[1]), index >= 0, !fields[0].isEmpty else { return nil }
            let reason = String(fields[5])
            return ClusterTask(
                array: String(fields[0]), index: index, name: String(fields[4]), state: state(String(fields[2]), reason: reason), reason: reason,
                node: String(fields[3]))
        }
    }

    /// A state that is not known is one in which the job may be alive.
    static func state(_ name: String, reason: String, status: Int32? = nil) -> ClusterTask.State {
        switch name {
        case "PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT", "CONFIGURING": .pending
        case "RUNNING": .running
        case "COMPLETED": .ended(.completed)
        case "FAILED": .ended(reason == "JobLaunchFailure" ? .launchFailed : .failed(status: status))
        case "BOOT_FAIL", "NODE_FAIL": .ended(.nodeFailed)
        case "OUT_OF_MEMORY": .ended(.outOfMemory)
        case "TIMEOUT", "DEADLINE": .ended(.timeLimit)
        case "PREEMPTED", "REVOKED": .ended(.preempted)
        // sacct adds by whom.
        case _ where name.hasPrefix("CANCELLED"): .ended(.cancelled)
        default: .paused
        }
    }

    /// Reasons for which a job waits that no waiting helps against: nothing in the cluster can run it as it was submitted.
    static let neverRuns: Set = ["BadConstraints", "PartitionConfig", "PartitionNodeLimit", "PartitionTimeLimit", "AccountNotAllowed", "QOSNotAllowed", "InvalidAccount", "InvalidQOS"]
    /// Reasons for which it waits until a person, or this build, does something.
    static func isHeld(_ reason: String) -> Bool { reason.hasPrefix("JobHeld") || reason.contains("held") || reason == "JobHoldMaxRequeue" }

    /// `scontrol show job --oneliner`: how jobs of an array have ended.
    package static func endings(_ text: String) -> [Int: ClusterEnding] {
        var endings: [Int: ClusterEnding] = [:]
        for line in text.split(separator: "\n") {
            var values: [Substring: Substring] = [:]
            for word in line.split(separator: " ") {
                let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 && values[parts[0]] == nil { values[parts[0]] = parts[1] }
            }
            guard let index = values["ArrayTaskId"].flatMap({ Int($0) }), let state = values["JobState"] else { continue }
            let status = values["ExitCode"]?.split(separator: ":").first.flatMap { Int32($0) }
            if case .ended(let ending) = self.state(String(state), reason: String(values["Reason"] ?? ""), status: status) { endings[index] = ending }
        }
        return endings
    }

    /// `sacct --parsable2 --format=JobID,State,ExitCode`: the same, from accounting.
    package static func accountedEndings(_ text: String) -> [Int: ClusterEnding] {
        var endings: [Int: ClusterEnding] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            // "12_3"; steps are "12_3.batch".
            guard fields.count >= 3, let index = fields[0].split(separator: "_").last.flatMap({ Int($0) }), fields[0].contains("_") else { continue }
            let status = fields[2].split(separator: ":").first.flatMap { Int32($0) }
            if case .ended(let ending) = state(String(fields[1]), reason: "", status: status) { endings[index] = ending }
        }
        return endings
    }

    /// `scontrol show config`: lines such as "MaxArraySize            = 1001".
    package static func configuration(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map(trimmed)
            if parts.count == 2 && values[parts[0]] == nil { values[parts[0]] = parts[1] }
        }
        return values
    }

    /// A group of equal nodes of a partition.
    package struct Nodes: Equatable {
        package var partition: String
        package var isDefault: Bool
        package var coresPerNode: Int
        /// Bytes.
        package var memoryPerNode: Int
        package var time: Double?
        package var cores, idleCores: Int
    }

    static let nodesFormat = "%P|%c|%m|%l|%C"

    /// What sinfo prints in that format: "main*|2|8035|infinite|0/4/0/4"; a plus sign stands for "and more".
    package static func nodes(_ text: String) -> [Nodes] {
        text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            guard fields.count == 5, !fields[0].isEmpty else { return nil }
            func number(_ field: Substring) -> Int? { Int(field.filter { $0 != "+" }).flatMap { (0...1 << 36).contains($0) ? $0 : nil } }
            let counts = fields[4].split(separator: "/").map(number)
            guard let cores = number(fields[1]), let memory = number(fields[2]), counts.count == 4, let idle = counts[1], let all = counts[3] else { return nil }
            return Nodes(
                partition: String(fields[0].filter { $0 != "*" }), isDefault: fields[0].hasSuffix("*"), coresPerNode: cores,
                memoryPerNode: memory << 20, time: SlurmTime.seconds(fields[3]), cores: all, idleCores: idle)
        }
    }

    /// `sbatch --parsable`: "123" or "123;cluster".
    package static func arrayIdentifier(_ text: String) -> String? {
        let first = text.split(whereSeparator: { $0.isNewline || $0 == ";" }).first.map(trimmed)
        return first.flatMap { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } ? $0 : nil }
    }

    /// What an error message of sbatch, squeue or scontrol means.
    package static func problem(_ text: String) -> ClusterQueueError {
        let lines = text.split(separator: "\n").map(trimmed).filter { !$0.isEmpty }
        let words = lines.map(withoutPrefixes)
        let told = words.last ?? "no message"
        func contains(_ signs: [String]) -> Bool { signs.contains { text.contains($0) } }
        if contains(["Unable to contact", "timed out", "Connection refused", "Communication connection failure", "Zero Bytes were transmitted", "Transport endpoint", "temporarily unable to", "Slurm backup controller", "still in standby", "Protocol authentication error"]) {
            return contains(["temporarily unable to accept job"]) ? .full(told) : .unreachable(told)
        }
        if contains(["MaxSubmitJob", "Resource temporarily unavailable"]) { return .full(told) }
        return .rejected(words.first.map { $0 == told ? told : "\($0); \(told)" } ?? told)
    }

    /// "sbatch: error: Batch job submission failed: Requested node configuration is not available" says something in its last words.
    private static func withoutPrefixes(_ line: String) -> String {
        var rest = Substring(line)
        for prefix in ["sbatch: ", "squeue: ", "scontrol: ", "sinfo: ", "slurm_load_jobs ", "error: ", "Batch job submission failed: "] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        return String(rest)
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
