// The programs that figures and documents are made with, asked for their versions once, and only when something runs:
// asking takes longer than finding out that nothing has to.
import BuildGraph
import Manuscript
import Synchronization

/// The version of each program, or why it cannot be used. What is missing is an error when it is needed, not before.
final class ExternalTools: Sendable {
    private struct Answers {
        let gnuplot: Result<String, any Error>
        let pandoc: Result<String, any Error>
        let font: Result<String?, any Error>
    }

    private let run: @Sendable (Command) throws -> CommandResult
    private let answers = Mutex<Answers?>(nil)

    init(_ run: @escaping @Sendable (Command) throws -> CommandResult) { self.run = run }

    private var asked: Answers {
        answers.withLock { known in
            if let known { return known }
            let answers = Answers(
                gnuplot: Result { try Gnuplot.check(run) }, pandoc: Result { try Pandoc.check(run) },
                font: Result { try Gnuplot.font(run) })
            known = answers
            return answers
        }
    }

    var gnuplot: Result<String, any Error> { asked.gnuplot }
    var pandoc: Result<String, any Error> { asked.pandoc }
    /// Of the figures' PNGs; nil where the machine cannot tell.
    var font: Result<String?, any Error> { asked.font }

    /// The versions of those that can be used, by name.
    var versions: [String: String] {
        let asked = asked
        var versions: [String: String] = [:]
        versions["gnuplot"] = try? asked.gnuplot.get()
        versions["pandoc"] = try? asked.pandoc.get()
        versions["font"] = try? asked.font.get()
        return versions
    }
}
