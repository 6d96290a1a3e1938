// The programs that figures and documents are made with, asked once.
import BuildGraph
import Manuscript

/// The version of each program, or why it cannot be used. What is missing is an error when it is needed, not before.
struct ExternalTools {
    let gnuplot: Result<String, any Error>
    let pandoc: Result<String, any Error>

    init(asking processes: any ProcessRunner) {
        gnuplot = Result { try Gnuplot.check(processes) }
        pandoc = Result { try Pandoc.check(processes) }
    }

    /// The versions of those that can be used, by name.
    var versions: [String: String] {
        var versions: [String: String] = [:]
        versions["gnuplot"] = try? gnuplot.get()
        versions["pandoc"] = try? pandoc.get()
        return versions
    }
}
