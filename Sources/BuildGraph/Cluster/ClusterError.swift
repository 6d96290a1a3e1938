// Why targets cannot be made on a cluster, in words.

/// A cluster that cannot be used, or a target that it could not make.
public enum ClusterError: Error, Sendable, Equatable, ReportableError {
    /// None of SLURM's programs is on this machine.
    case noSlurm
    /// SLURM is there, and its controller is not.
    case noAnswer(String)
    case noPartition(String?, known: [String])
    /// sbatch refuses what is asked for.
    case rejected(String)
    /// A job was started on a node and did not find the store there.
    case storeNotShared(folder: String, node: String)
    /// What one host locks another one can lock, too.
    case locksNotShared(folder: String, node: String)
    /// A job ended before it did anything.
    case notStarted(program: String, node: String, status: Int32?, log: String)
    /// A person, or a policy, cancelled its job.
    case cancelled(job: String)
    /// It was lost, killed or ran out of time too often.
    case gaveUp(attempts: Int, last: ClusterLoss, log: String)

    public var report: ErrorReport {
        switch self {
        case .noSlurm:
            return ErrorReport(
                what: "There is no SLURM on this machine.", why: "sbatch is in none of the folders of PATH.",
                next: "Build on a login node of the cluster.")
        case .noAnswer(let why): return ErrorReport(what: "SLURM does not answer.", why: why, next: "Build again when it does: what was finished is kept.")
        case .noPartition(let name?, let known):
            return ErrorReport(
                what: "There is no partition called \(name).", next: known.isEmpty ? "Ask the people who run the cluster." : "There are \(known.joined(separator: ", ")).")
        case .noPartition(nil, let known):
            return ErrorReport(
                what: "The cluster has no default partition.", next: "Name one\(known.isEmpty ? "." : ": there are \(known.joined(separator: ", ")).")")
        case .rejected(let why):
            return ErrorReport(what: "SLURM does not accept the job.", why: why, next: "Change what is asked for.")
        case .storeNotShared(let folder, let node):
            return ErrorReport(
                what: "The store is not on a file system that \(node.isEmpty ? "the nodes" : node) can see: \(folder).", why: "A job was started there and did not find it, or may not write in it.",
                next: "Put the store on the cluster's shared file system.")
        case .locksNotShared(let folder, let node):
            return ErrorReport(
                what: "Locks on the store's file system are local to each machine: \(folder).",
                why: "This build holds a lock that a job on \(node) could take, too: two writers would damage the store's journal.",
                next: "Have the file system mounted with shared locks (Lustre: -o flock; NFS: without nolock and local_lock), or put the store on another one.")
        case .notStarted(let program, let node, let status, let log):
            let cause = switch status {
            case 126: "\(program) may not be executed there."
            case 127: "\(program) is not there, or a library that it needs is not."
            case let status?: "It ended with exit status \(status)."
            case nil: "SLURM does not say why."
            }
            return ErrorReport(
                what: "A job on \(node.isEmpty ? "a node" : node) ended before it made anything.", why: cause,
                next: "See that the program runs on the nodes.", output: log.isEmpty ? nil : log)
        case .cancelled(let job): return ErrorReport(what: "Its job \(job) was cancelled.", next: "Build again to submit it again.")
        case .gaveUp(let attempts, let last, let log):
            return ErrorReport(
                what: "It was submitted \(attempts) times, and did not come to its end.", why: last.text, next: last.next, output: log.isEmpty ? nil : log)
        }
    }
}

/// Why a target that was given to a job was not made, and is not to blame.
public enum ClusterLoss: String, Codable, Sendable, Equatable {
    /// Its process was killed, as where memory runs out.
    case memory
    case time
    /// Its node, or its job, went away.
    case lost
    case preempted

    var text: String {
        switch self {
        case .memory: "Its process was killed, as happens when memory runs out."
        case .time: "It ran into the time limit of its job."
        case .lost: "Its job, or the node that it ran on, went away."
        case .preempted: "Its job was preempted."
        }
    }

    var next: String {
        switch self {
        case .memory: "Declare more memory in its resources, or use a partition with larger nodes."
        case .time: "Allow its jobs more time, or save checkpoints: a target with checkpoints goes on where it was, if a unit of work fits into the limit."
        case .lost, .preempted: "Ask the people who run the cluster what happened to the job, and build again."
        }
    }
}
