// How words reach the user: on a terminal with colour and a live line, elsewhere as plain lines.
import Foundation
import Synchronization

/// Where a command writes, and what that place can show.
final class Terminal: Sendable {
    enum Style: String {
        case bold = "1", dim = "2", red = "31", green = "32", yellow = "33", blue = "34", cyan = "36"
    }

    /// A live line can be drawn and drawn over.
    let isLive: Bool
    let hasColour: Bool
    private let descriptor: Int32
    /// The live line now on the screen.
    private let status = Mutex("")

    init(descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.descriptor = descriptor
        let isTerminal = isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        isLive = isTerminal
        // https://no-color.org: any non-empty value.
        hasColour = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    }

    static let output = Terminal(descriptor: 1)
    static let errors = Terminal(descriptor: 2)

    func styled(_ text: String, _ styles: Style...) -> String {
        hasColour ? "\u{1b}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1b}[0m" : text
    }

    /// Columns; 80 when unknown.
    var width: Int {
        var size = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// What lines are cut to: a file or a pipe takes whole ones, whatever their length.
    var longestLine: Int { isatty(descriptor) == 1 ? width : .max }

    /// Writes lines above the live line.
    func print(_ text: String) {
        status.withLock { status in
            write((status.isEmpty ? "" : "\r\u{1b}[2K") + text + "\n" + status)
        }
    }

    /// Draws the live line; nothing where there is none. An empty text removes it.
    func show(status text: String) {
        guard isLive else { return }
        status.withLock { status in
            if status == text { return }
            write("\r\u{1b}[2K" + text)
            status = text
        }
    }

    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

extension String {
    /// Cut to a number of columns, with an ellipsis.
    func fitted(to width: Int) -> String { count <= width ? self : String(prefix(max(0, width - 1))) + "…" }

    func padded(to width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }
    func leftPadded(to width: Int) -> String { count >= width ? self : String(repeating: " ", count: width - count) + self }
}

/// Durations and sizes for people.
enum Quantity {
    /// Seconds as `0.42 s`, `12 s`, `3 min 05 s`, `2 h 10 min`.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.0995: String(format: "%.0f ms", seconds * 1000)
        case ..<9.95: String(format: "%.1f s", seconds)
        case ..<59.5: String(format: "%.0f s", seconds)
        case ..<3600: String(format: "%d min %02d s", Int(seconds.rounded()) / 60, Int(seconds.rounded()) % 60)
        default: String(format: "%d h %02d min", Int(seconds) / 3600, Int(seconds) % 3600 / 60)
        }
    }

    static func bytes(_ count: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(count), unit = 0
        while value >= 999.5 && unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        return unit == 0 ? "\(count) B" : String(format: value < 9.95 ? "%.1f %@" : "%.0f %@", value, units[unit])
    }
}

/// Rows of text in columns.
enum TextTable {
    /// The last column is not padded, and is cut to the width that is left.
    static func lines(_ rows: [[String]], width: Int, indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                line += column == row.count - 1
                    ? cell.fitted(to: max(20, width - line.count)) : cell.padded(to: widths[column]) + "  "
            }
            return line
        }
    }
}
