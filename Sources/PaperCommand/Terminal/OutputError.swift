// A result that could not be written is no result: the command fails, whatever it has found.
import BuildGraph
import Foundation

/// A write to standard output that failed.
struct OutputError: ReportableError {
    let code: Int32

    /// Whether the reader has gone, as `head` does when it has seen enough: no error of anybody.
    var isClosedPipe: Bool { code == EPIPE }

    /// The exit status of a program that the signal of a closed pipe ends.
    static let closedPipeStatus: Int32 = 128 + SIGPIPE

    var report: ErrorReport {
        ErrorReport(what: "The result could not be written to standard output.", why: String(cString: strerror(code)))
    }
}
