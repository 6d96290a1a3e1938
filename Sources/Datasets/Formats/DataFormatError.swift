// A data file whose content is not what its name says.
import BuildGraph

/// What is wrong with a data file.
public struct DataFormatError: ReportableError, Equatable {
    public let file: String
    public let problem: String
    /// Whether the file may be incomplete.
    public let isTruncated: Bool

    public init(file: String, problem: String, isTruncated: Bool = false) {
        self.file = file
        self.problem = problem
        self.isTruncated = isTruncated
    }

    public var report: ErrorReport {
        ErrorReport(
            what: "\(file) cannot be read as a data set: \(problem).",
            why: isTruncated ? "It is probably an incomplete copy or download." : nil,
            next: "Remove it, and the next build downloads it again; or replace it with an intact copy.")
    }
}
