// Every claim of the study on doctored evidence: values that are off by as much as the claim must notice.
import BuildGraph
import Manuscript
import SkipConnections
import TestSupport
import Testing

/// One value of a list that is not as claimed.
private func list(_ values: Double...) -> ClaimTrial.Entry {
    .init(fails: .observed(.list(values.enumerated().map { .init("\($0)", .exact($1)) })))
}

@Suite struct ClaimTrialTests {
    @Test func everyClaimFailsOnDoctoredEvidence() throws {
        let trial = ClaimTrial(of: SkipConnections.contents(PaperSetting(.laptop)).claims)
        #expect(try trial.complaints([
            "P3-9a": list(0, 0.01), "P3-9b": list(0, 0.01), "P3-9c": list(0, 1), "P3-9d": list(3, -0.1), "P3-9e": list(3, -0.1),
            "P3-13a": list(0, 1e-6), "P3-13b": list(0, 1), "P3-13c": list(1, 0.5), "P3-13d": list(0, 0.5),
        ]) == [])
    }

    @Test func analyticClaimsAreTheSameTargetsAtEveryScale() {
        func identities(_ profile: Profile) -> [String: Digest] {
            func identity(_ claim: some Claim) -> Digest { Input(claim).node.identity }
            return Dictionary(uniqueKeysWithValues: SkipConnections.contents(PaperSetting(profile)).claims.map { ($0.id, identity($0)) })
        }
        let (small, large) = (identities(.smoke), identities(.laptop))
        for id in small.keys where id.hasPrefix("P3-9") || id.hasPrefix("P3-13") { #expect(small[id] == large[id], "\(id)") }
    }
}
