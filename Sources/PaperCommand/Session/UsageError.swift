// Errors of the person at the command line.
import BuildGraph

/// A mistake in how the command was called.
struct UsageError: ReportableError {
    var what: String
    var why: String?
    var next: String?
    var report: ErrorReport { ErrorReport(what: what, why: why, next: next) }
}
