// How words reach the user: on a terminal with colour and a live line, elsewhere as plain lines.
import Foundation
import Synchronization

/// Where a command writes, and what that place can show.
package final class Terminal: Sendable {
    enum Style: String {
        case bold = "1", dim = "2", red = "31", green = "32", yellow = "33", blue = "34", cyan = "36"
    }

    /// A live line can be drawn and drawn over.
    let isLive: Bool
    let hasColour: Bool
    private let descriptor: Int32
    /// The live lines now on the screen.
    private let status = Mutex<[String]>([])
    /// The error number of the first write that failed.
    private let writeFailure = Mutex<Int32?>(nil)

    package init(descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
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
    var width: Int { size.columns }
    /// Rows; 24 when unknown.
    var height: Int { size.rows }

    private var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// What lines are cut to: a file or a pipe takes whole ones, whatever their length.
    var longestLine: Int { isatty(descriptor) == 1 ? width : .max }

    /// Writes lines above the live ones.
    func print(_ text: String) {
        // What goes to standard error is for people: its hints name this program.
        let text = descriptor == 2 ? Program.named(text) : text
        status.withLock { status in
            write(Self.removal(status) + text + "\n" + status.joined(separator: "\n"))
        }
    }

    /// Writes a warning.
    func warn(_ text: String) { print("\(styled("!", .yellow)) \(text)") }

    /// Writes a question, after which the answer is typed.
    func ask(_ question: String) { write(question) }

    /// Draws the live line; nothing where there is none. An empty text removes it.
    func show(status text: String) { show(status: text.isEmpty ? [] : [text]) }

    /// Draws live lines, none longer than the terminal is wide.
    func show(status lines: [String]) {
        guard isLive else { return }
        status.withLock { status in
            if status == lines { return }
            write(Self.removal(status) + lines.joined(separator: "\n"))
            status = lines
        }
    }

    /// From the end of live lines to where they began, and nothing from there on.
    private static func removal(_ lines: [String]) -> String {
        lines.isEmpty ? "" : (lines.count > 1 ? "\u{1b}[\(lines.count - 1)A" : "") + "\r\u{1b}[J"
    }

    /// Throws when something that was printed did not arrive.
    func requireWritten() throws {
        if let code = writeFailure.withLock({ $0 }) { throw OutputError(code: code) }
    }

    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                return writeFailure.withLock { $0 = $0 ?? code }
            }
            bytes = bytes.dropFirst(count)
        }
    }
}

