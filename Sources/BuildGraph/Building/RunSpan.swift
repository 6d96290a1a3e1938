// When and where one target ran: what every build notes as it goes on, at the cost of two looks at the clock.

/// One run of one target. Times are those of the monotonic clock.
public struct RunSpan: Sendable {
    /// In the graph of the build.
    let position: Int
    public let reason: Reason
    /// The thread of the build that ran it, or that waited for its process: 0, 1, …; a lane runs one at a time.
    public let lane: Int
    public let start: Double
    public let end: Double
    /// Nil for a run that failed.
    public let result: JobResult?
}

/// A part of a build that is not a target: reading the graph, deciding, publishing.
public struct BuildPhase: Codable, Sendable, Equatable {
    public var name: String
    /// Seconds.
    public var start: Double
    public var end: Double

    public init(_ name: String, start: Double, end: Double) {
        self.name = name
        self.start = start
        self.end = end
    }
}

/// Cuts time into phases, one after another.
public struct PhaseWatch {
    private let clock: any BuildClock
    private var start: Double

    /// The first phase begins now.
    public init(_ clock: any BuildClock) {
        self.clock = clock
        start = clock.monotonic()
    }

    /// Ends the phase that is under way; the next begins now.
    public mutating func end(_ name: String) -> BuildPhase {
        let now = clock.monotonic()
        defer { start = now }
        return BuildPhase(name, start: start, end: now)
    }
}
