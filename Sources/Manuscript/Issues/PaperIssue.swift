// What is wrong with a paper, wherever it was noticed: one value, so that everything is reported at once.
import BuildGraph

/// Something wrong, or doubtful, in the paper's text or contents.
public struct PaperIssue: Codable, Sendable, Equatable {
    public enum Severity: Codable, Sendable, Equatable {
        /// The documents cannot be made.
        case error
        /// They can, and are probably not what was meant.
        case warning
    }

    public var severity: Severity
    public var message: String
    public var position: Position?
    public var next: String?

    public init(_ severity: Severity, _ message: String, at position: Position? = nil, next: String? = nil) {
        self.severity = severity
        self.message = message
        self.position = position
        self.next = next
    }

    public static func error(_ message: String, at position: Position? = nil, next: String? = nil) -> PaperIssue {
        PaperIssue(.error, message, at: position, next: next)
    }

    public static func warning(_ message: String, at position: Position? = nil, next: String? = nil) -> PaperIssue {
        PaperIssue(.warning, message, at: position, next: next)
    }

    /// One line: `paper/02-spectra.md:12:5: There is no figure called specra. Did you mean spectra?`
    public var text: String {
        [position.map { "\($0):" }, message, next].compactMap { $0 }.joined(separator: " ")
    }
}

/// Errors of the paper that keep its documents from being made.
public struct PaperError: Error, Equatable, ReportableError {
    public let issues: [PaperIssue]

    public init(_ issues: [PaperIssue]) { self.issues = issues }

    public var report: ErrorReport {
        guard issues.count > 1 else {
            let issue = issues.first
            return ErrorReport(
                what: [issue?.position.map { "\($0):" }, issue?.message].compactMap { $0 }.joined(separator: " "),
                next: issue?.next)
        }
        return ErrorReport(
            what: "The paper has \(issues.count) errors.",
            output: issues.map(\.text).joined(separator: "\n"))
    }
}

/// "Did you mean a or b?", when something is near.
func didYouMean(_ name: String, among candidates: [String]) -> String? {
    let near = nearestNames(to: name, among: candidates)
    return near.isEmpty ? nil : "Did you mean \(near.joined(separator: " or "))?"
}
