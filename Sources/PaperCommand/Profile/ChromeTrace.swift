// A profile in the trace event format, which chrome://tracing and ui.perfetto.dev show: one row for each lane, one box
// for each run, and a curve of how many cores are taken. Times are whole microseconds.
import BuildGraph

/// Renders a profile as a JSON object with the member `traceEvents`.
package struct ChromeTrace {
    private let profile: BuildProfile
    private let title: String

    package init(_ profile: BuildProfile, title: String) {
        self.profile = profile
        self.title = title
    }

    package var json: String {
        let events = metadata + profile.phases.map(phase) + profile.runs.map(run) + counters
        // One event a line: the file can be looked into, and compared.
        let lines = events.map { ValueExport.json($0) }.joined(separator: ",\n")
        return "{\"displayTimeUnit\":\"ms\",\"otherData\":{\"processor\":\(ValueExport.quoted(profile.processor))},\"traceEvents\":[\n\(lines)\n]}\n"
    }

    /// Row 0 is the engine; lane n is row n + 1.
    private var metadata: [Datum] {
        func name(_ what: String, row: Int, _ text: String) -> Datum {
            event(what, phase: "M", row: row, [.init("args", .object([.init("name", .string(text))]))])
        }
        let lanes = Set(profile.runs.map(\.lane)).sorted()
        return [name("process_name", row: 0, title), name("thread_name", row: 0, "engine")]
            + lanes.map { name("thread_name", row: $0 + 1, "lane \($0 + 1)") }
    }

    private func phase(_ phase: BuildPhase) -> Datum { box(phase.name, category: "engine", row: 0, phase.start, phase.end, []) }

    private func run(_ run: BuildProfile.Run) -> Datum {
        box(
            run.name, category: run.type, row: run.lane + 1, run.start, run.end,
            [
                .init("reason", .string(run.reason)), .init("processor seconds", .double(run.processorTime)),
                .init("peak memory", .string(Quantity.bytes(run.peakMemory))), .init("threads", .integer(Int64(run.threads))),
                .init("where", .string(run.isProcess ? "process" : "thread")), .init("failed", .bool(run.hasFailed)),
                .init("critical path", .bool(run.isCritical)),
            ])
    }

    private var counters: [Datum] {
        let changes = profile.runs.flatMap { [($0.start, $0.threads), ($0.end, -$0.threads)] }
        // At one moment what ends is counted before what starts.
        var taken = 0
        return changes.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { time, change in
            taken += change
            return event(
                "cores taken", phase: "C", row: 0,
                [.init("ts", .integer(Self.microseconds(time))), .init("args", .object([.init("cores", .integer(Int64(taken)))]))])
        }
    }

    private func box(_ name: String, category: String, row: Int, _ start: Double, _ end: Double, _ arguments: [Datum.Field]) -> Datum {
        let from = Self.microseconds(start)
        return event(
            name, phase: "X", row: row,
            [
                .init("cat", .string(category)), .init("ts", .integer(from)),
                .init("dur", .integer(max(0, Self.microseconds(end) - from))), .init("args", .object(arguments)),
            ])
    }

    private func event(_ name: String, phase: String, row: Int, _ fields: [Datum.Field]) -> Datum {
        .object([.init("name", .string(name)), .init("ph", .string(phase)), .init("pid", .integer(1)), .init("tid", .integer(Int64(row)))] + fields)
    }

    private static func microseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1e6).rounded()) }
}
