// The stored form of a profile: one array for each property, so that a build of 100,000 targets leaves a few megabytes
// and is written in milliseconds.

extension BuildTiming: Codable {
    /// Raised whenever the form changes; a profile of another form is ignored.
    private static let format = 1

    private struct Columns: Codable {
        var format: Int
        @Checked<Moment> var started: Double
        @Checked<Seconds> var duration: Double
        var jobs: Int
        var processor: String
        var upToDate: Int
        var wasInterrupted: Bool
        var phases: [BuildPhase]
        /// Texts of types and reasons, each once; the runs hold their numbers.
        var texts: [String]
        var names: [String]
        var types: [Int]
        var reasons: [Int]
        var lanes: [Int]
        var starts: [Double]
        var ends: [Double]
        var processorTimes: [Double]
        var peakMemories: [Int]
        var threads: [Int]
        /// Bit 0: in a process; bit 1: failed; bit 2: critical.
        var flags: [UInt8]
    }

    public func encode(to encoder: any Encoder) throws {
        var numbers: [String: Int] = [:]
        var texts: [String] = []
        func number(_ text: String) -> Int {
            if let known = numbers[text] { return known }
            numbers[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }
        let types = runs.map { number($0.type) }, reasons = runs.map { number($0.reason) }
        try Columns(
            format: Self.format, started: started, duration: duration, jobs: jobs, processor: processor, upToDate: upToDate,
            wasInterrupted: wasInterrupted, phases: phases, texts: texts, names: runs.map(\.name), types: types, reasons: reasons,
            lanes: runs.map(\.lane), starts: runs.map(\.start), ends: runs.map(\.end),
            processorTimes: runs.map(\.processorTime), peakMemories: runs.map(\.peakMemory), threads: runs.map(\.threads),
            flags: runs.map { ($0.isProcess ? 1 : 0) | ($0.hasFailed ? 2 : 0) | ($0.isCritical ? 4 : 0) }
        ).encode(to: encoder)
    }

    public init(from decoder: any Decoder) throws {
        let columns = try Columns(from: decoder)
        let count = columns.names.count
        let counts = [
            columns.types.count, columns.reasons.count, columns.lanes.count, columns.starts.count, columns.ends.count,
            columns.processorTimes.count, columns.peakMemories.count, columns.threads.count, columns.flags.count,
        ]
        guard columns.format == Self.format, counts.allSatisfy({ $0 == count }),
            (columns.types + columns.reasons).allSatisfy(columns.texts.indices.contains), columns.jobs > 0,
            (columns.starts + columns.ends + columns.processorTimes).allSatisfy(Seconds.range.contains),
            columns.peakMemories.allSatisfy(Bytes.range.contains), columns.threads.allSatisfy(Count.range.contains)
        else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a profile of another form"))
        }
        started = columns.started
        duration = columns.duration
        jobs = columns.jobs
        processor = columns.processor
        upToDate = columns.upToDate
        wasInterrupted = columns.wasInterrupted
        phases = columns.phases
        runs = (0..<count).map { i in
            Run(
                name: columns.names[i], type: columns.texts[columns.types[i]], reason: columns.texts[columns.reasons[i]],
                lane: columns.lanes[i], start: columns.starts[i], end: columns.ends[i], processorTime: columns.processorTimes[i],
                peakMemory: columns.peakMemories[i], threads: columns.threads[i], isProcess: columns.flags[i] & 1 != 0,
                hasFailed: columns.flags[i] & 2 != 0, isCritical: columns.flags[i] & 4 != 0)
        }
    }
}
