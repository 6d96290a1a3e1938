// What one submission consists of, as it lies in the store: everything that its jobs, and later builds, need to know.

/// An array of jobs. Immutable once it is written.
package struct ClusterBatch: Codable, Sendable {
    /// Sixteen hexadecimal digits, chosen at random.
    var identifier: String
    /// For each job its targets, the most urgent first.
    var shares: [[Item]]
    /// How many of them run side by side.
    var lanes: Int
    /// Of each target.
    var cores: Int
    /// Bytes of each job.
    @Checked<Bytes> var memory: Int
    /// Seconds of each job.
    @Checked<Seconds> var time: Double
    /// The program and its arguments, up to the key.
    var worker: [String]
    /// Variables of the worker's environment.
    var environment: [String: String]
    /// A file that the build holds locked as long as it lives.
    var lockOfBuild: String

    package struct Item: Codable, Sendable {
        var key: Digest
        /// For people who look into logs.
        var title: String
        var reason: Reason
        var attempts: ClusterAttempts
    }

    var targetCount: Int { shares.reduce(0) { $0 + $1.count } }
}

/// How often a target was given to a job in vain, and why.
package struct ClusterAttempts: Codable, Sendable, Equatable {
    var memory = 0, time = 0, lost = 0

    /// Times that each may happen before the target has failed.
    static let limit = 3

    mutating func count(_ loss: ClusterLoss) {
        switch loss {
        case .memory: memory += 1
        case .time: time += 1
        case .lost, .preempted: lost += 1
        }
    }

    var total: Int { memory + time + lost }
    var isExhausted: Bool { max(memory, time, lost) > Self.limit }
}
