// What the baseline knows besides verdicts: values that drift, and since when and why a claim does not hold.
import Foundation
import Manuscript
import Testing

private func finding(_ value: Double, error: Double = 0.05, id: String = "A") -> Finding {
    Finding(id: id, statement: "So it is | always", source: "", criterion: .greater(than: 0, because: "test"), observation: .exact(value, error: error))
}

private func known(_ verdict: Verdict, _ observed: Double? = nil, _ uncertainty: Double? = nil, margin: Double? = nil) -> KnownVerdict {
    var known = KnownVerdict(verdict)
    (known.observed, known.uncertainty, known.margin) = (observed, uncertainty, margin)
    return known
}

private func check(_ finding: Finding, _ before: KnownVerdict) -> ClaimsCheck {
    ClaimsCheck(
        profile: "smoke", claims: [finding.id], verdicts: VerdictTable(findings: [finding]), baseline: Baseline(profiles: ["smoke": [finding.id: before]]))
}

@Suite struct DriftTests {
    @Test func aValueThatLeavesItsIntervalIsToldThoughTheClaimHolds() {
        let drifting = check(finding(1.3), known(.holds, 1, 0.2, margin: 1))
        #expect(drifting.entries[0].drift == .left(observed: 1, uncertainty: 0.2))
        #expect(drifting.exitCode == 0)
        #expect(drifting.text(full: false).contains("✓ A  holds: 1.300"))
        #expect(drifting.text(full: false).contains("; drifts: it was 1.00"))
        #expect(drifting.summary.contains("; 1 drifts."))
        #expect(check(finding(1.2), known(.holds, 1, 0.2, margin: 1)).entries[0].drift == nil)
        // Nothing was recorded: nothing can be told.
        #expect(check(finding(9), .holds).entries[0].drift == nil)
    }

    @Test func aMarginThatHalvesIsTold() {
        #expect(check(finding(0.5), known(.holds, 0.9, 1, margin: 1.2)).entries[0].drift == .nearer(margin: 1.2, now: 0.5))
        #expect(check(finding(0.7), known(.holds, 0.9, 1, margin: 1.2)).entries[0].drift == nil)
        #expect(check(finding(-0.5), known(.fails, -0.9, 1, margin: -1.2)).entries[0].drift == nil)
    }

    @Test func acceptingRecordsValuesAndSinceWhenAClaimDoesNotHold() throws {
        func accepted(_ finding: Finding, _ before: KnownVerdict?) -> KnownVerdict? {
            let baseline = Baseline(profiles: before.map { ["smoke": ["A": $0]] } ?? [:])
            let check = ClaimsCheck(profile: "smoke", claims: ["A"], verdicts: VerdictTable(findings: [finding]), baseline: baseline)
            return check.accepting(into: baseline, today: "2026-11-28").profiles["smoke"]?["A"]
        }
        #expect(accepted(finding(1.23456789), nil) == known(.holds, 1.23457, 0.05, margin: 1.18457) || accepted(finding(1.23456789), nil)?.observed == 1.23457)
        #expect(accepted(finding(-1), nil)?.since == "2026-11-28")
        // As long as it stays so, day and reason stay; a value within its interval is not written again.
        var reasoned = known(.fails, -1, 0.2, margin: -0.9)
        (reasoned.since, reasoned.reason) = ("2026-01-02", "too narrow")
        #expect(accepted(finding(-1.1), reasoned) == reasoned)
        let moved = accepted(finding(-2), reasoned)
        #expect(moved?.observed == -2 && moved?.since == "2026-01-02" && moved?.reason == "too narrow")
        #expect(accepted(finding(1), reasoned)?.reason == nil)
        #expect(check(finding(-1.1), reasoned).text.contains("fails, as known since 2026-01-02: too narrow"))
    }

    @Test func theFileHasALinePerClaimAndIsReadAsItWasWritten() throws {
        var fails = known(.fails, -1.5, 0.25, margin: -1)
        (fails.since, fails.reason) = ("2026-11-28", "a \"reason\"")
        let baseline = Baseline(profiles: ["smoke": ["A": fails, "B": .holds, "C": known(.holds, 1e-17)]])
        let text = String(decoding: baseline.json(), as: UTF8.self)
        #expect(text.contains(#"    "A" : { "verdict" : "fails", "observed" : -1.5, "uncertainty" : 0.25, "margin" : -1.0, "since" : "2026-11-28", "reason" : "a \"reason\"" },"#))
        #expect(text.contains(#"    "B" : "holds","#))
        #expect(try Baseline(json: baseline.json(), path: "v.json") == baseline)
        #expect(throws: CommittedFileError.self) { try Baseline(json: Array(#"{"smoke": {"A": {"verdict": "passes"}}}"#.utf8), path: "v.json") }
        #expect(throws: CommittedFileError.self) { try Baseline(json: Array(#"{"smoke": {"A": {"observed": 1}}}"#.utf8), path: "v.json") }
    }

    @Test func gitHubGetsAnAnnotationAtTheLineOfTheClaim() {
        let places = ["A": Position(file: "Sources/A,B.swift", line: 12, column: 1)]
        let worse = check(finding(-1), .holds), drifting = check(finding(1.3), known(.holds, 1, 0.2))
        #expect(ClaimsGitHub.annotations(worse, places: places).hasPrefix("::error file=Sources/A%2CB.swift,line=12,title=Claim A::fails; it held before: "))
        #expect(ClaimsGitHub.annotations(drifting, places: [:]).hasPrefix("::warning title=Claim A::holds: "))
        #expect(ClaimsGitHub.annotations(check(finding(1), .holds), places: places) == "")
        #expect(ClaimsGitHub.summary(worse).contains("| ❌ | **A** So it is \\| always | fails; it held before"))
        #expect(ClaimsGitHub.summary(check(finding(1), .holds)).hasPrefix("### Claims: as they should be\n\nProfile smoke: 1 hold"))
        #expect(!ClaimsGitHub.annotations(worse, places: places).contains("\n"))
    }
}
