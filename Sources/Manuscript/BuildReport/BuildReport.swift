// How the last build went, and what a build from nothing would cost: the last section of the page.
import BuildGraph

/// A build in tables.
public struct BuildReport: Sendable {
    /// A target, by what it is called, and the last run that made its present value.
    public struct Run: Sendable {
        public var title: String
        public var seconds: Double
        public var processorSeconds: Double
        /// Bytes; of a target on a thread, of the whole program.
        public var peakMemory: Int
        public var reason: String

        public init(title: String, seconds: Double, processorSeconds: Double, peakMemory: Int, reason: String) {
            self.title = title
            self.seconds = seconds
            self.processorSeconds = processorSeconds
            self.peakMemory = peakMemory
            self.reason = reason
        }
    }

    /// The last build that ran something; nil when that is not known.
    public var timing: BuildTiming?
    public var jobs: Int
    public var machine: Machine
    /// The slowest runs behind the page.
    public var slowest: [Run] = []
    public var whole = WholeCost()
    /// Bytes of all values behind the page.
    public var storedBytes = 0
    /// Wall seconds of the longest chain of targets, each at its last run.
    public var longestChain = 0.0

    public init(timing: BuildTiming?, jobs: Int, machine: Machine) {
        (self.timing, self.jobs, self.machine) = (timing, jobs, machine)
    }

    private static func time(_ seconds: Double) -> String { HumanUnits.duration(seconds, space: "\u{202F}") }
    private static func bytes(_ count: Int) -> String { HumanUnits.bytes(count, space: "\u{202F}") }

    package var html: String {
        var parts = ["<section id=\"build\">", "<h3>How it was built</h3>", facts]
        if let timing {
            parts.append(Self.table("What ran in that build, and why", ["type", "why", "targets", "time"], Self.reasons(timing), numbers: 2))
            parts.append(Self.table("The chain of targets that decided how long it took", ["target", "time"], Self.path(timing), numbers: 1))
        }
        let slow = slowest.map { [$0.title, $0.reason, Self.time($0.seconds), Self.time($0.processorSeconds), Self.bytes($0.peakMemory)] }
        parts.append(Self.table("The slowest targets behind this page, at their last runs", ["target", "why it ran", "time", "processor", "memory"], slow, numbers: 3))
        return parts.joined(separator: "\n") + "\n</section>"
    }

    private var facts: String {
        var rows: [(String, String)] = []
        if let timing {
            let rate = HumanUnits.share(timing.processorTime, of: timing.duration * Double(timing.jobs)).replacing(" ", with: "\u{202F}")
            rows.append((
                "Last build", "\(ProvenancePanel.date(timing.started)): \(timing.runs.count) target\(timing.runs.count == 1 ? "" : "s") ran in \(Self.time(timing.duration)), "
                    + "\(timing.upToDate) \(timing.upToDate == 1 ? "was" : "were") up to date; \(rate) of \(timing.jobs) core\(timing.jobs == 1 ? "" : "s")"))
        }
        rows.append(("Stored", "\(whole.targets) values behind this page, \(Self.bytes(storedBytes))"))
        rows.append((
            "From nothing", "about \(Self.time(max(whole.seconds / Double(max(1, jobs)), longestChain))) on \(jobs) core\(jobs == 1 ? "" : "s"): "
                + "\(Self.time(whole.seconds)) of work, \(Self.time(longestChain)) of it in one chain; at most \(Self.bytes(whole.peakMemory)) of memory at once by one target"))
        rows.append(("Machine", HTMLText.escaped("\(machine.processor), \(machine.cores) cores, \(Self.bytes(machine.memory)); \(machine.system)")))
        return "<dl class=\"facts\">\(rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined())</dl>"
    }

    /// Targets of one type that ran for one reason in one line, the longest first.
    private static func reasons(_ timing: BuildTiming) -> [[String]] {
        struct Group: Hashable { let type, reason: String }
        let groups = Dictionary(grouping: timing.runs) { Group(type: $0.type, reason: $0.reason) }
        let rows = groups.map { (group: $0.key, count: $0.value.count, seconds: $0.value.reduce(0) { $0 + $1.duration }) }
            .sorted { ($1.seconds, $0.group.type, $0.group.reason) < ($0.seconds, $1.group.type, $1.group.reason) }
        let shown = rows.prefix(12).map { [Ancestry.words($0.group.type), $0.group.reason, "\($0.count)", time($0.seconds)] }
        let rest = rows.dropFirst(12)
        return shown + (rest.isEmpty ? [] : [["\(rest.count) more", "", "\(rest.reduce(0) { $0 + $1.count })", time(rest.reduce(0) { $0 + $1.seconds })]])
    }

    private static func path(_ timing: BuildTiming) -> [[String]] {
        let path = timing.criticalPath
        let shown = path.sorted { $0.duration > $1.duration }.prefix(10).sorted { $0.start < $1.start }
        let rest = path.count - shown.count
        return shown.map { [$0.name, time($0.duration)] }
            + (rest > 0 ? [["\(rest) shorter ones", time(path.reduce(0) { $0 + $1.duration } - shown.reduce(0) { $0 + $1.duration })]] : [])
    }

    /// - Parameter numbers: so many columns at the end are set as numbers.
    private static func table(_ caption: String, _ titles: [String], _ rows: [[String]], numbers: Int) -> String {
        if rows.isEmpty { return "" }
        func style(_ column: Int) -> String { column >= titles.count - numbers ? " class=\"number\"" : "" }
        let head = titles.enumerated().map { "<th scope=\"col\"\(style($0))>\($1)</th>" }.joined()
        let body = rows.map { row in "<tr>\(row.enumerated().map { "<td\(style($0))>\(HTMLText.escaped($1))</td>" }.joined())</tr>" }
        return "<h4>\(caption)</h4>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"\(caption)\"><table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\(body.joined(separator: "\n"))</tbody></table></div>"
    }
}
