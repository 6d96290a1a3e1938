// What a running job says of itself: one small file, replaced as a whole, that is read once every few seconds.

/// How far the targets of a job have come.
package struct ClusterReport: Codable, Sendable {
    /// Counts up as long as the job lives: the clocks of two hosts need not agree for a sign of life.
    var beats: Int
    var node: String
    /// Seconds since 1970 by the node's clock.
    @Checked<Moment> var time: Double
    /// Whether the build's lock could be taken on this node: false while the build lives and locks are shared.
    var couldTakeLockOfBuild: Bool
    var items: [State]
    /// The job was asked to end, as at its time limit.
    var wasInterrupted: Bool
    var isOver = false

    package init(beats: Int = 0, node: String, time: Double, couldTakeLockOfBuild: Bool, items: [State], wasInterrupted: Bool = false) {
        (self.beats, self.node, self.couldTakeLockOfBuild, self.items, self.wasInterrupted) = (beats, node, couldTakeLockOfBuild, items, wasInterrupted)
        _time = Checked(wrappedValue: time)
    }

    /// Nil for a target that the job does not have.
    func item(_ number: Int) -> State? { items.indices.contains(number) ? items[number] : nil }

    package enum State: Codable, Sendable {
        case waiting, running, made
        /// The target's own error.
        case failed(WorkerFailure)
        /// Its process ended by a signal, or in another way that is no answer.
        case ended(signal: Int32?, status: Int32?, log: String)
        /// It was asked to end, and has saved what it could.
        case interrupted
    }
}
