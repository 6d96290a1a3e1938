// What a build on a cluster has to say that is about no target.

/// Something that a person should know. Its text is a sentence.
public enum ClusterNotice: Sendable, Equatable {
    /// Jobs of an earlier build, or of another one, make what this one needs.
    case adopted(targets: Int, jobs: Int)
    /// The queue takes no more jobs for now.
    case full(waiting: Int, why: String)
    /// The controller does not answer; jobs run on meanwhile.
    case unreachable(why: String)
    case reachable(afterSeconds: Double)
    /// Jobs that do not start by themselves, and what the queue says of them.
    case held(jobs: Int, reason: String)
    /// A job gives no sign of life although the queue says that it runs.
    case silent(job: String, node: String, seconds: Double)
    /// A job ended before it made anything. Its targets are submitted again.
    case failedStart(job: String, node: String, why: String)
    case clockSkew(node: String, seconds: Double)
    /// Jobs that are still in the queue after the build.
    case left(targets: Int, jobs: [String])
    case cancelled(targets: Int, jobs: [String])

    public var text: String {
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        func seconds(_ value: Double) -> String { "\(Int(value.rounded())) s" }
        switch self {
        case .adopted(let targets, let jobs):
            return "\(count(targets, "target")) \(targets == 1 ? "is" : "are") made by \(count(jobs, "job")) that \(jobs == 1 ? "is" : "are") in the queue already."
        case .full(let waiting, let why): return "The queue is full (\(why)): \(count(waiting, "target")) \(waiting == 1 ? "waits" : "wait")."
        case .unreachable(let why): return "SLURM does not answer (\(why)). Jobs run on; it is asked again."
        case .reachable(let after): return "SLURM answers again, after \(seconds(after))."
        case .held(let jobs, let reason): return "\(count(jobs, "job")) \(jobs == 1 ? "does" : "do") not start: \(reason)."
        case .silent(let job, let node, let time):
            return "Job \(job)\(node.isEmpty ? "" : " on \(node)") has given no sign of life for \(seconds(time)): its targets are submitted again."
        case .failedStart(let job, let node, let why): return "Job \(job)\(node.isEmpty ? "" : " on \(node)") made nothing. \(why)"
        case .clockSkew(let node, let time): return "The clock of \(node) is \(seconds(abs(time))) \(time > 0 ? "ahead" : "behind")."
        case .left(let targets, let jobs):
            return "\(count(targets, "target")) \(targets == 1 ? "stays" : "stay") in the queue: the next build goes on with them. `scancel \(jobs.joined(separator: " "))` cancels them."
        case .cancelled(let targets, let jobs): return "\(count(jobs.count, "job")) with \(count(targets, "target")) \(jobs.count == 1 ? "was" : "were") cancelled."
        }
    }
}
