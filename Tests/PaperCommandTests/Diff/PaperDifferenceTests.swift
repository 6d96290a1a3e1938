// A difference as a whole: its order, its words and its forms.
import BuildGraph
import Foundation
import Manuscript
import PaperCommand
import TestSupport
import Testing

@Suite struct PaperDifferenceTests {
    private func claim(_ id: String, _ verdict: Verdict?, _ value: Double, statement: String = "", networks: String? = nil) -> ClaimState {
        var state = ClaimState(id: id, verdict: verdict, estimate: Estimate(value: value, uncertainty: .interval(0.1)))
        state.statement = statement
        state.networks = networks
        return state
    }

    private func difference(_ old: [ClaimState], _ new: [ClaimState], figures: ([DataState], [DataState]) = ([], []), name: String = "old") -> PaperDifference {
        var (before, after) = (BuildSnapshot(name: name, profile: "smoke"), BuildSnapshot(name: "new", profile: "smoke"))
        (before.claims, after.claims) = (old, new)
        (before.figures, after.figures) = (figures.0, figures.1)
        return PaperDifference(before, after, title: "A paper")
    }

    @Test func theWorstStandsFirst() {
        let old = [claim("A", .holds, 1), claim("B", .holds, 1), claim("C", .fails, 1), claim("D", .holds, 1), claim("E", .holds, 1), claim("F", .holds, 1)]
        let new = [claim("A", .holds, 1), claim("B", .holds, 1.2), claim("C", .holds, 2), claim("D", nil, 1), claim("E", .undecided, 1), claim("G", .holds, 1)]
        let result = difference(old, new)
        #expect(result.claims?.map(\.id) == ["E", "D", "F", "G", "C", "B", "A"])
        #expect(result.claims?.map(\.kind) == [.worse, .broken, .removed, .added, .better, .moved, .same])
        #expect(result.summary.first == "1 claim became worse")
    }

    @Test func aVerdictThatIsAnotherOnTheSameEvidenceIsExplainedByTheSharedLevel() {
        let result = difference([claim("A", .holds, 1)], [claim("A", .undecided, 1)])
        #expect(result.claims?.first?.causes.map(\.kind) == [.level])
    }

    @Test func theSameNetworksOnBothSidesAreToldToBePairs() {
        let result = difference([claim("A", .holds, 1, networks: "walks, series 1")], [claim("A", .holds, 1.05, networks: "walks, series 1")])
        #expect(result.claims?.first?.isPaired == true && DifferenceMarkdown.text(result).contains("the same networks (walks, series 1)"))
        let other = difference([claim("A", .holds, 1, networks: "walks, series 1")], [claim("A", .holds, 1.05, networks: "walks, series 2")])
        #expect(other.claims?.first?.isPaired == false)
    }

    @Test func figuresAreOrderedByTheirGreatestDifference() {
        func figure(_ name: String, _ last: String) -> DataState { DataState(name: name, csv: "series,x,y\n\n\na,0,0\na,1,\(last)\n") }
        let result = difference(
            [], [], figures: ([figure("a", "1"), figure("b", "1"), figure("c", "1"), figure("d", "1")], [figure("a", "1"), figure("b", "1.01"), figure("c", "1.5"), figure("e", "1")]))
        #expect(result.figures?.map { "\($0.name) \($0.status)" } == ["c changed", "b changed", "e added", "d removed", "a same"])
    }

    @Test func whatIsTheSameIsSaidToBeSo() {
        let result = difference([claim("A", .holds, 1)], [claim("A", .holds, 1)])
        #expect(result.summary == ["nothing differs"])
        #expect(DifferenceMarkdown.text(result).contains("✅"))
    }

    @Test func aTableOfMarkdownSurvivesWhatStandsInAStatement() {
        let text = DifferenceMarkdown.text(difference([claim("A", .holds, 1)], [claim("A", .fails, 2, statement: "$|x|$ is\nsmall")]))
        #expect(text.contains("**A** $\\|x\\|$ is small"))
        #expect(text.contains("**1 claim became worse**") && text.contains("❌"))
        #expect(text.contains("| holds → fails |"))
    }

    @Test func namesFromOutsideAreNoMarkup() {
        let result = difference([claim("A", .holds, 1)], [claim("A", .fails, 2, statement: "<script>alert(1)</script>")], name: "<script>@everybody")
        #expect(!DifferencePage(difference: result).html.contains("<script"))
        #expect(!DifferenceMarkdown.text(result).contains("<script>@"))
    }

    @Test func aCommentOnAPullRequestStaysShortWhateverChanged() {
        let ids = (0..<2000).map { "C-\($0)" }
        let text = DifferenceMarkdown.text(difference(ids.map { claim($0, .holds, 1) }, ids.map { claim($0, .fails, 2) }))
        // What GitHub takes for a comment.
        #expect(text.utf8.count < 65_536 && text.contains("and 1975 more"))
    }

    @Test func thePageCanBeReadByEverybodyInBothSchemesAndOnATelephone() throws {
        guard let browser = Browser() else { return print("Skipped: there is no Chromium.") }
        func drawing(_ y: Int) -> String { "<svg width=\"680\" height=\"400\" viewBox=\"0 0 680 400\"><g><text x=\"300\" y=\"200\">A label</text><path id=\"p\" d=\"M0 \(y)H680\" stroke=\"black\"/></g></svg>" }
        func figure(_ last: String, _ y: Int) -> DataState { DataState(name: "curves", csv: "series,x,y\n\n\na,0,0\na,1,\(last)\n") { drawing(y) } }
        let old = [claim("A", .holds, 1, statement: "It is large."), claim("B", .holds, 1, statement: "It is small.")], new = [claim("A", .fails, 2, statement: "It is large."), claim("C", nil, 1)]
        let html = DifferencePage(difference: difference(old, new, figures: ([figure("1", 100)], [figure("2", 200)]))).html
        for scheme in [Browser.ColourScheme.light, .dark] {
            for width in [1280, 390] { #expect(try browser.faults(of: html, width: width, scheme: scheme) == [], "\(scheme), \(width) pixels") }
        }
    }
}
