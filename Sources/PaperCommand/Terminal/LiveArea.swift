// The live area of a build: how much is done, of which types, what runs by its words, and the time left.
import BuildGraph
import Manuscript

package struct LiveArea {
    /// Running targets get a line each up to so many, types two lines together.
    private static let mostRunning = 8, typeLines = 2

    let progress: BuildEvent.Progress

    package init(progress: BuildEvent.Progress) { self.progress = progress }

    /// Lines of at most `width` columns, and at most `height` of them; at least the bar.
    package func lines(width: Int, height: Int, on terminal: Terminal) -> [String] {
        // The last column stays free: some terminals go on to the next line there.
        let width = max(20, width - 1)
        let bar = ProgressBar(
            done: progress.done, total: progress.total, remaining: progress.remaining,
            note: progress.remaining == nil ? "time left not known yet" : "", now: "")
        let types = typeLines(width: width) + ClusterText.lines(progress.elsewhere).map { "  \($0)".fitted(to: width) }
        let room = max(0, height - 2 - types.count)
        return [bar.line(on: terminal, width: width)] + (height > 4 ? types.map { terminal.styled($0, .dim) } : []) + running(width: width, most: room)
    }

    /// "  Training 402/1200 · claims 3/58", of those that are not done.
    private func typeLines(width: Int) -> [String] {
        let open = progress.types.filter { $0.done < $0.total }.sorted { $0.total - $0.done > $1.total - $1.done }
        let texts = open.map { "\($0.name) \($0.done)/\($0.total)" }
        var lines: [String] = []
        for (index, text) in texts.enumerated() {
            if let last = lines.last, last.columns + text.columns + 3 <= width {
                lines[lines.count - 1] = last + " · " + text
            } else if lines.count < Self.typeLines {
                lines.append("  " + text.fitted(to: width - 2))
            } else {
                let more = " and \(texts.count - index) more"
                lines[lines.count - 1] = lines[lines.count - 1].fitted(to: width - more.columns) + more
                break
            }
        }
        return lines
    }

    private func running(width: Int, most: Int) -> [String] {
        let most = min(most, Self.mostRunning)
        let shown = progress.running.prefix(progress.running.count > most ? max(0, most - 1) : most)
        let lines = shown.map { job in
            let time = job.seconds < 1 ? "" : HumanUnits.duration(job.seconds.rounded())
            return "  \(time.leftPadded(to: 9))  \(job.node.title)".fitted(to: width)
        }
        let more = progress.running.count - shown.count
        return lines + (more > 0 && most > 0 ? ["             and \(more) more run".fitted(to: width)] : [])
    }
}
