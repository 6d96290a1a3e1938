// SLURM's way of writing durations: minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes:seconds.

public enum SlurmTime {
    /// Seconds; nil for what is no duration, and for "UNLIMITED" and the like.
    public static func seconds(_ text: some StringProtocol) -> Double? {
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let last = halves.last else { return nil }
        let fields = last.split(separator: ":", omittingEmptySubsequences: false).map(number)
        guard (1...3).contains(fields.count), !fields.contains(nil) else { return nil }
        let values = fields.compactMap { $0 }
        if halves.count == 2 {
            guard let days = number(halves[0]) else { return nil }
            return days * 86_400 + zip(values, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        switch values.count {
        case 1: return values[0] * 60
        case 2: return values[0] * 60 + values[1]
        default: return values[0] * 3600 + values[1] * 60 + values[2]
        }
    }

    /// Whole minutes, at least one, as sbatch takes them.
    public static func minutes(_ seconds: Double) -> String { "\(Int(min(max(1, (seconds / 60).rounded(.up)), 5_000_000)))" }

    private static func number(_ digits: Substring.SubSequence) -> Double? { number(String(digits)) }
    private static func number(_ digits: some StringProtocol) -> Double? {
        guard (1...9).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Double(String(digits))
    }
}
