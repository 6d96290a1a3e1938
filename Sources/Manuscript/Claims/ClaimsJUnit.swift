// Claims for continuous integration: build/claims.xml, in the format of JUnit, which every service reads.
//
// What makes `paper check` fail is a failure, or an error where it cannot be evaluated; a known failure or undecided claim
// is skipped with its reason.

/// Renders build/claims.xml.
public enum ClaimsJUnit {
    public static func render(_ check: ClaimsCheck) -> String {
        let cases = check.entries.map { testCase($0, of: check) }
        func count(_ outcome: Outcome) -> Int { cases.lazy.filter { $0.outcome == outcome }.count }
        let lines = cases.map(\.xml).joined(separator: "\n")
        let suite = "claims at profile \(check.profile)"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
            <testsuite name="\(HTMLText.escaped(suite))" tests="\(cases.count)" failures="\(count(.failure))" errors="\(count(.error))" skipped="\(count(.skipped))">
            \(lines)
            </testsuite>
            </testsuites>

            """
    }

    private enum Outcome { case success, failure, error, skipped }

    private static func testCase(_ entry: ClaimsCheck.Entry, of check: ClaimsCheck) -> (outcome: Outcome, xml: String) {
        let name = HTMLText.escaped(entry.finding.map { "\(entry.id): \($0.statement)" } ?? entry.id)
        let finding = entry.finding
        let spending = finding.map(\.spendingText).map { $0.isEmpty ? "" : "; \($0)" } ?? ""
        let observed = finding.map { "\($0.observedText(in: .plain)) against \($0.threshold)\(spending)" } ?? ""
        let outcome: Outcome =
            check.fails(entry) ? (entry.verdict == nil ? .error : .failure) : entry.verdict == .holds ? .success : .skipped
        let verdict = entry.verdict?.rawValue ?? "cannot be evaluated"
        let message = HTMLText.escaped(entry.problem ?? "\(verdict): \(observed)")
        let inner: String =
            switch outcome {
            case .success: ""
            case .failure: "<failure message=\"\(message)\"/>"
            case .error: "<error message=\"\(message)\"/>"
            case .skipped: "<skipped message=\"\(message)\"/>"
            }
        return (outcome, "<testcase classname=\"claims\" name=\"\(name)\">\(inner)</testcase>")
    }
}
