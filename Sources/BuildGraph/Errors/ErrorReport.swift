// The form in which an error reaches a person. What to do next may depend on the program that uses the engine: such a
// program adds its own advice, see `Effects.advice`.
import Foundation

/// An error in words: what happened, why, and what to do next.
public struct ErrorReport: Sendable, Equatable {
    public var what: String
    public var why: String?
    public var next: String?
    /// What a program printed, in full.
    public var output: String?

    public init(what: String, why: String? = nil, next: String? = nil, output: String? = nil) {
        self.what = what
        self.why = why
        self.next = next
        self.output = output
    }
}

/// An error that knows how to explain itself.
public protocol ReportableError: Error {
    var report: ErrorReport { get }
}

extension ErrorReport {
    /// The report of any error: its own if it has one.
    ///
    /// - Parameter advice: what to do next, in place of the report's own suggestion; nil for an error that it does not know.
    public init(_ error: any Error, advice: (any Error) -> String? = { _ in nil }) {
        switch error {
        case let error as any ReportableError: self = error.report
        case let error as DecodingError: self.init(what: "A stored value does not have the expected form.", why: "\(error)")
        default: self.init(what: (error as? any LocalizedError)?.errorDescription ?? "\(error)")
        }
        next = advice(error) ?? next
    }

    /// One line.
    public var summary: String { [what, why].compactMap { $0 }.joined(separator: " ") }
}
