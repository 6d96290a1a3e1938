// Durations, sizes and shares for people, on a terminal and on the page alike: one system of units, powers of 1000.
//
// Total: the numbers come from files, clocks and divisions, so none may trap, whatever it is. What is not a duration or a
// size (NaN, infinite, negative) is a question mark.
import Foundation

package enum HumanUnits {
    private static let unknown = "?"

    /// Seconds as `42 ms`, `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`, `120 d`.
    ///
    /// - Parameter space: what stands between a number and its unit.
    package static func duration(_ seconds: Double, space: String = " ") -> String {
        guard seconds.isFinite, seconds > -0.0005 else { return unknown }
        func number(_ value: Double, digits: Int = 0) -> String { String(format: "%.\(digits)f", value) }
        switch seconds {
        case ..<0.0995: return number(max(0, seconds * 1000)) + space + "ms"
        case ..<9.95: return number(seconds, digits: 1) + space + "s"
        case ..<59.5: return number(seconds) + space + "s"
        case ..<3599.5:
            let whole = Int(seconds.rounded())
            return "\(whole / 60)\(space)min \(padded(whole % 60))\(space)s"
        case ..<8_640_000:
            let minutes = Int((seconds / 60).rounded())
            return "\(minutes / 60)\(space)h \(padded(minutes % 60))\(space)min"
        case ..<1e14: return number(seconds / 86_400) + space + "d"
        default: return String(format: "%.1e", seconds / 86_400) + space + "d"
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Bytes as `512 B`, `1.5 kB`, `170 MB`.
    package static func bytes(_ count: Int, space: String = " ") -> String { bytes(Double(count), space: space) }

    package static func bytes(_ count: Double, space: String = " ") -> String {
        guard count.isFinite, count >= 0 else { return unknown }
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        var value = count, unit = 0
        while value >= 999.5 && unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        return String(format: unit > 0 && value < 9.95 ? "%.1f" : "%.0f", value) + space + units[unit]
    }

    /// A part of a whole as `42 %`.
    package static func share(_ part: Double, of whole: Double) -> String {
        let percent = part / whole * 100
        return percent.isFinite && percent >= 0 ? String(format: "%.0f", percent) + " %" : unknown
    }
}
