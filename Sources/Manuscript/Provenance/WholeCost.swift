// What stands behind a figure: not its drawing alone, but the last runs of everything that it was made from.
import BuildGraph

/// The sum of some runs.
public struct WholeCost: Sendable, Equatable {
    public private(set) var targets = 0
    /// Wall seconds, one after another.
    public private(set) var seconds = 0.0
    public private(set) var processorSeconds = 0.0
    /// Bytes; the largest of all.
    public private(set) var peakMemory = 0

    public init() {}

    public mutating func add(_ run: RunCost) {
        targets += 1
        seconds += run.duration
        processorSeconds += run.processorTime
        peakMemory = max(peakMemory, run.peakMemory)
    }

    /// "12 min 05 s of work, 11 min 50 s of processor time, at most 180 MB of memory, in 311 targets"
    package var text: String {
        "\(HumanUnits.duration(seconds, space: "\u{202F}")) of work, \(HumanUnits.duration(processorSeconds, space: "\u{202F}")) of processor time, "
            + "at most \(HumanUnits.bytes(peakMemory, space: "\u{202F}")) of memory, in \(targets) target\(targets == 1 ? "" : "s")"
    }
}
