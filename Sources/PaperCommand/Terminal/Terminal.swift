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
