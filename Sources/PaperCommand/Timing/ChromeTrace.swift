// A profile in the trace event format, which chrome://tracing and ui.perfetto.dev show: one row for each lane, one box
// for each run, and a curve of how many cores are taken. Times are whole microseconds.
import BuildGraph
import Manuscript

/// Renders a profile as a JSON object with the member `traceEvents`.
package struct ChromeTrace {
    private let profile: BuildTiming
    private let title: String

    package init(_ profile: BuildTiming, title: String) {
        self.profile = profile
        self.title = title
    }

    package var json: String {
        get throws {
            let events = metadata + profile.phases.map(phase) + profile.runs.map(run) + counters
            // One event per line: the file can be read, and compared.
            let lines = try events.map { try JSONText.of($0) }.joined(separator: ",\n")
            let other = try JSONText.of(["processor": profile.processor])
            return "{\"displayTimeUnit\":\"ms\",\"otherData\":\(other),\"traceEvents\":[\n\(lines)\n]}\n"
        }
    }

    /// An event of the format; fields that an event does not have are left out.
    private struct Event: Encodable {
        let name: String
        /// "M" names a row, "X" is a box, "C" a point of a curve.
        let ph: String
        var pid = 1
        /// The row: 0 is the engine; lane n is row n + 1.
        let tid: Int
        var cat: String?
        /// Microseconds.
        var ts: Int64?
        var dur: Int64?
        var args: Arguments
    }

    private struct Arguments: Encodable {
        var name: String?
        var cores: Int?
        var reason: String?
        var processorSeconds: Double?
        var peakMemory: String?
        var threads: Int?
        var place: String?
        var failed: Bool?
        var criticalPath: Bool?

        enum CodingKeys: String, CodingKey {
            case name, cores, reason, threads, failed
            case processorSeconds = "processor seconds", peakMemory = "peak memory", place = "where", criticalPath = "critical path"
        }
    }

    private var metadata: [Event] {
        func name(_ what: String, row: Int, _ text: String) -> Event { Event(name: what, ph: "M", tid: row, args: Arguments(name: text)) }
        let lanes = Set(profile.runs.map(\.lane)).sorted()
        return [name("process_name", row: 0, title), name("thread_name", row: 0, "engine")]
            + lanes.map { name("thread_name", row: $0 + 1, "lane \($0 + 1)") }
    }

    private func phase(_ phase: BuildPhase) -> Event { box(phase.name, category: "engine", row: 0, phase.start, phase.end, Arguments()) }

    private func run(_ run: BuildTiming.Run) -> Event {
        box(
            run.name, category: run.type, row: run.lane + 1, run.start, run.end,
            Arguments(
                reason: run.reason, processorSeconds: run.processorTime, peakMemory: HumanUnits.bytes(run.peakMemory), threads: run.threads,
                place: run.isProcess ? "process" : "thread", failed: run.hasFailed, criticalPath: run.isCritical))
    }

    private var counters: [Event] {
        let changes = profile.runs.flatMap { [($0.start, $0.threads), ($0.end, -$0.threads)] }
        // At one moment what ends is counted before what starts.
        var taken = 0
        return changes.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { time, change in
            taken += change
            return Event(name: "cores taken", ph: "C", tid: 0, ts: Self.microseconds(time), args: Arguments(cores: taken))
        }
    }

    private func box(_ name: String, category: String, row: Int, _ start: Double, _ end: Double, _ arguments: Arguments) -> Event {
        let from = Self.microseconds(start)
        return Event(name: name, ph: "X", tid: row, cat: category, ts: from, dur: max(0, Self.microseconds(end) - from), args: arguments)
    }

    /// A stored profile may hold any number: one that cannot be a time of a build (more than 30 years) becomes 0.
    private static func microseconds(_ seconds: Double) -> Int64 { abs(seconds) < 1e9 ? Int64((seconds * 1e6).rounded()) : 0 }
}
