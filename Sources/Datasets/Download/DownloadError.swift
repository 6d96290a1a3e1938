// A download that failed.
import BuildGraph

/// Why a file could not be downloaded, for each address.
public struct DownloadError: ReportableError, Equatable {
    public struct Failure: Sendable, Equatable {
        public let address: String
        public let problem: String
    }

    public let fileName: String
    public let failures: [Failure]

    public var report: ErrorReport {
        ErrorReport(
            what: "\(fileName) could not be downloaded.",
            why: failures.map { "\($0.address): \($0.problem)" }.joined(separator: "\n"),
            next: "Try again: what was downloaded is kept. Or put a copy of the data set where it is looked for (see docs/data.md).")
    }
}
