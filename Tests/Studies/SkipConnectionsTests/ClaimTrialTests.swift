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

/// Networks on the wrong side of a threshold that lies between -1 and 1, and networks on both sides.
private func sample(wrong sign: Double) -> ClaimTrial.Entry {
    .init(fails: .observed(.sample([2.9, 3, 3.1, 3.05, 2.95].map { sign * $0 })), undecided: .observed(.sample([-4, 4])))
}

@Suite struct ClaimTrialTests {
    /// Differences in eight problems for each of three comparisons, one of which may be off; and two problems that disagree.
    private func order(_ last: Double) -> ClaimTrial.Evidence {
        .observed(.list([1, 1, last].enumerated().map { k, mean in
            .init("\(k)", .sample((0..<8).map { mean + 0.01 * Double($0) }))
        }))
    }

    private func replicates(_ values: [Double]) -> ClaimTrial.Evidence { .observed(.sample(values)) }

    /// Claims about networks that say "greater than" and "less than".
    private static let greater = [
        "P3-1a", "P3-1b", "P3-1c", "P3-1d", "P3-1e", "P3-1f", "P3-1g", "P3-1h", "P3-1i", "P3-2", "P3-3a", "P3-3b", "P3-3c", "P3-3d", "P3-4a", "P3-4c", "P3-5",
        "P3-7", "P3-8a", "P3-8b", "P3-8c", "P3-8d", "P3-14a", "P3-14b",
    ]
    private static let less = ["P3-4b", "P3-6a", "P3-6b", "P3-12"]

    @Test func everyClaimFailsOnDoctoredEvidence() throws {
        let trial = ClaimTrial(of: SkipConnections.contents(PaperSetting(.laptop)).claims)
        let networks = Self.greater.map { ($0, sample(wrong: -1)) } + Self.less.map { ($0, sample(wrong: 1)) }
        let far = replicates((0..<8).map { 2 + 0.01 * Double($0) })
        let weak = ClaimTrial.Evidence.observed(.list([.init("two problems", .sample([1, -0.9]))]))
        let scattered = replicates([-0.9, 0.8])
        let exact: [String: ClaimTrial.Entry] = [
            "P3-9a": list(0, 0.01), "P3-9b": list(0, 0.01), "P3-9c": list(0, 1), "P3-9d": list(3, -0.1), "P3-9e": list(3, -0.1),
            "P3-10a": .init(fails: order(-1), undecided: weak), "P3-10b": .init(fails: far, undecided: scattered),
            "P3-10c": .init(fails: far, undecided: scattered), "P3-10d": .init(fails: far, undecided: scattered),
            "P3-10e": .init(fails: far, undecided: scattered), "P3-10f": .init(fails: order(-1), undecided: weak),
            "P3-10g": .init(fails: order(-1), undecided: weak), "P3-10h": .init(fails: order(-1), undecided: weak),
            "P3-11a": list(3, 0), "P3-11b": list(0, 3), "P3-11c": list(0, 4), "P3-11d": list(3, 0),
            "P3-13a": list(0, 1e-6), "P3-13b": list(0, 1), "P3-13c": list(1, 0.5), "P3-13d": list(0, 0.5),
        ]
        #expect(try trial.complaints(exact.merging(networks) { $1 }) == [])
    }

    @Test func analyticClaimsAreTheSameTargetsAtEveryScale() {
        func identities(_ profile: Profile) -> [String: Digest] {
            func identity(_ claim: some Claim) -> Digest { Input(claim).node.identity }
            return Dictionary(uniqueKeysWithValues: SkipConnections.contents(PaperSetting(profile)).claims.map { ($0.id, identity($0)) })
        }
        let (small, large) = (identities(.smoke), identities(.laptop))
        for id in small.keys where ["P3-9", "P3-11", "P3-13"].contains(where: id.hasPrefix) { #expect(small[id] == large[id], "\(id)") }
    }
}
