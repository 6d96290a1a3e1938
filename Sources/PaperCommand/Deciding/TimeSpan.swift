// Times on the command line, as people write them: 90s, 20m, 1.5h.
import ArgumentParser

/// A time with its unit: s, m or min, h.
struct TimeSpan: ExpressibleByArgument {
    let seconds: Double

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber || $0 == "." }
        let units = ["s": 1.0, "m": 60, "min": 60, "h": 3600]
        guard let number = Double(digits), let unit = units[String(argument.dropFirst(digits.count))] else { return nil }
        seconds = number * unit
        // A year: more is a slip of the keyboard.
        guard seconds < 366 * 86_400 else { return nil }
    }
}
