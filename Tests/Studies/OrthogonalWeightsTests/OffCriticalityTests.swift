// A study that is run off criticality: what is claimed of critical networks is undecided, and says why.
import BuildGraph
import Manuscript
import OrthogonalWeights
import TestSupport
import Testing

@Suite struct OffCriticalityTests {
    private func claims(_ settings: [(String, String)] = []) -> [String: any Claim] {
        let variation = settings.isEmpty ? nil : Variation(settings.map { .init("tensors.\($0.0)", $0.1) })
        let contents = OrthogonalWeights.contents(PaperSetting(.smoke, variation: variation))
        return Dictionary(uniqueKeysWithValues: contents.claims.map { ($0.id, $0) })
    }

    private static let small = [("preactivationNetworks", "40"), ("groups", "4")]
    private static let aboutCriticality = ["P4-1a", "P4-1b", "P4-2a", "P4-2b", "P4-3a", "P4-3b", "P4-4a", "P4-4b", "P4-4f", "P4-4g", "P4-4h"]

    private func input(_ claim: some Claim) -> Input<Finding> { Input(claim) }

    private func identity(_ id: String, _ claims: [String: any Claim]) throws -> Digest {
        let claim = try #require(claims[id])
        return input(claim).node.identity
    }

    private func findings(_ ids: [String], _ settings: [(String, String)]) throws -> [Finding] {
        let claims = claims(settings)
        let inputs = try ids.map { id -> Input<Finding> in
            let claim = try #require(claims[id])
            return input(claim)
        }
        let outcome = try TestWorld().build(inputs.map { AnyInput($0) }).outcome
        return try inputs.map { try decodeValue(Finding.self, from: outcome.bytes(of: $0.node)) }
    }

    @Test func claimsAboutCriticalNetworksAreUndecidedByName() throws {
        for finding in try findings(["P4-1a", "P4-2a", "P4-3a", "P4-3b", "P4-1b", "P4-2b"], Self.small + [("weightVariance", "1.1")]) {
            #expect(finding.verdict == .undecided && finding.problem == nil && finding.observed != nil, "\(finding.id)")
            #expect(finding.doubt == "it is about critical tanh networks, C_W = 1, and this study is run with C_W = 1.1", "\(finding.id)")
            #expect(!finding.isTest && finding.pHolds == nil)
        }
    }

    @Test func atCriticalityTheyAreDecided() throws {
        for finding in try findings(["P4-1a", "P4-2a", "P4-3a", "P4-3b"], [("weightVariance", "1")]) { #expect(finding.verdict == .holds, "\(finding.id)") }
    }

    @Test func theOthersAreJudgedAsEver() throws {
        let here = claims(), off = claims([("weightVariance", "1.1")])
        #expect(Set(here.keys) == Set(off.keys))
        for (id, claim) in off {
            #expect("\(type(of: claim))".hasPrefix("OffCriticality") == Self.aboutCriticality.contains(id), "\(id)")
        }
        // Claims about other networks are the same targets; those about the varied networks are not.
        for (id, isSame) in [("P4-4c", true), ("P4-9", true), ("P4-3c", true), ("P4-7b", true), ("P4-3d", false), ("P4-7a", false)] {
            #expect(try (identity(id, here) == identity(id, off)) == isSame, "\(id)")
        }
        // At the critical C_W a setting changes no target.
        let same = claims([("weightVariance", "1")])
        for id in here.keys { #expect(try identity(id, here) == identity(id, same), "\(id)") }
    }
}
