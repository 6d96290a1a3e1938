// Claims for continuous integration: build/claims.xml, in the format of JUnit, which every service reads.
//
// A claim that is worse than its baseline, or new and does not hold, is a failure; one that cannot be evaluated is an
// error; a known failure or undecided claim is skipped with its reason. So the service's verdict is `paper check`'s.

/// Renders build/claims.xml.
public enum ClaimsJUnit {
    public static func render(_ check: ClaimsCheck) -> String {
        let cases = check.entries.map { testCase($0, isStrict: check.isStrict) }
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

    private static func testCase(_ entry: ClaimsCheck.Entry, isStrict: Bool) -> (outcome: Outcome, xml: String) {
        let name = HTMLText.escaped(entry.finding.map { "\(entry.id): \($0.statement)" } ?? entry.id)
        let finding = entry.finding
        let look = finding.map(\.lookText).map { $0.isEmpty ? "" : "; \($0)" } ?? ""
        let observed = finding.map { "\($0.observedText(in: .plain)) against \($0.threshold)\(look)" } ?? ""
        let outcome: Outcome
        switch entry.status {
        case .notEvaluated, .missing: outcome = .error
        case .worse: outcome = .failure
        case .new: outcome = entry.verdict == .holds ? .success : .failure
        case .same, .better: outcome = entry.verdict == .holds ? .success : isStrict ? .failure : .skipped
        }
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
