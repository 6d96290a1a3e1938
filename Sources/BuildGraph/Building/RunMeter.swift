// What a run costs, from its beginning to now.

/// The clocks of one run. To be asked on the thread of the run.
struct RunMeter: Sendable {
    let effects: Effects
    let log: RunLog
    /// Seconds since 1970.
    let started: Double
    /// On the monotonic clock.
    let start: Double
    private let processor: Double

    init(effects: Effects, log: RunLog) {
        self.effects = effects
        self.log = log
        started = effects.clock.now()
        start = effects.clock.monotonic()
        processor = effects.clock.threadTime()
    }

    var now: Double { effects.clock.monotonic() }

    /// All that has worked on the target so far: earlier sessions, and this one until now.
    func sessions(after earlier: EarlierSessions?) -> EarlierSessions {
        EarlierSessions(
            count: (earlier?.count ?? 0) + 1, started: earlier?.started ?? started,
            duration: (earlier?.duration ?? 0) + now - start,
            processorTime: (earlier?.processorTime ?? 0) + effects.clock.threadTime() - processor + log.processorTime,
            peakMemory: max(earlier?.peakMemory ?? 0, effects.machine.peakMemory(), log.peakMemory))
    }

    /// The cost of the finished run. What earlier sessions did after their last checkpoint was lost, and does not count.
    func provenance(after earlier: EarlierSessions?) -> Provenance {
        let all = sessions(after: earlier)
        var provenance = Provenance(
            started: all.started, duration: all.duration, processorTime: all.processorTime, peakMemory: all.peakMemory,
            machine: effects.machineWithSoftware, log: log.text)
        provenance.earlierSessions = earlier
        return provenance
    }
}
