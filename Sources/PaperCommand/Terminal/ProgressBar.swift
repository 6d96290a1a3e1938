// The live line of what takes long: a bar, how many of how many, the time left, and what is being done.
import Manuscript

/// How far something has come.
struct ProgressBar {
    private static let cells = 16

    var done: Int
    var total: Int
    /// Seconds; nil when it is not known.
    var remaining: Double?
    /// A remark after the numbers; empty for none.
    var note = ""
    /// What is being done now; cut to the room that is left.
    var now: String

    func line(on terminal: Terminal) -> String { line(on: terminal, width: terminal.width) }

    func line(on terminal: Terminal, width: Int) -> String {
        let share = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 1
        let filled = Int(share * Double(Self.cells))
        let time = remaining.map { $0 >= 1 ? "about \(HumanUnits.duration($0.rounded())) left" : "" } ?? ""
        let text = (["\(done)/\(total)", time, note, now].filter { !$0.isEmpty }).joined(separator: "  ")
        let bar = terminal.styled(String(repeating: "━", count: filled), .green) + terminal.styled(String(repeating: "─", count: Self.cells - filled), .dim)
        return bar + "  " + text.fitted(to: max(0, width - Self.cells - 2))
    }
}
