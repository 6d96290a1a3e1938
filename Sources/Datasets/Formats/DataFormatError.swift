// A data file that is not what its name says.
import BuildGraph

/// What is wrong with a data file.
public struct DataFormatError: ReportableError, Equatable {
    public let file: String
    public let problem: String
    /// Whether more of the file might mend it.
    public let isTruncated: Bool

    public init(file: String, problem: String, isTruncated: Bool = false) {
        self.file = file
        self.problem = problem
        self.isTruncated = isTruncated
    }

    public var report: ErrorReport {
        ErrorReport(
            what: "\(file) cannot be read as a data set: \(problem).",
            why: isTruncated ? "It was probably not copied or downloaded to its end." : nil,
            next: "Remove it, and the next build downloads it anew; or put a sound copy in its place.")
    }
}
