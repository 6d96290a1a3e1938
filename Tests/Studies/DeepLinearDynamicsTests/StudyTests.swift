// The study as a whole at profile smoke: nothing is named twice, and all claims of the publication are there.
import BuildGraph
import DeepLinearDynamics
import Foundation
import Manuscript
import TestSupport
import Testing

@Suite struct StudyTests {
    @Test func theClaimsOfThePaperAreAllThere() {
        let claims = DeepLinearDynamics.contents(PaperSetting(.laptop)).claims
        for number in 1...13 {
            let id = "P2-\(number)"
            #expect(claims.contains { $0.id == id || ($0.id.hasPrefix(id) && $0.id.dropFirst(id.count).allSatisfy(\.isLetter)) }, "\(id)")
        }
        #expect(Set(claims.map(\.id)).count == claims.count)
        for claim in claims {
            #expect(claim.criterion.defect == nil, "\(claim.id): \(claim.criterion.defect ?? "")")
            #expect(!claim.statement.isEmpty && !claim.source.isEmpty)
        }
    }

    @Test func exactClaimsHoldInMemory() throws {
        let claims = DeepLinearDynamics.contents(PaperSetting(.smoke)).claims.filter { claim in
            ["P2-1a", "P2-1b", "P2-2a", "P2-2b", "P2-3a", "P2-3b", "P2-4a", "P2-4b", "P2-5", "P2-6a", "P2-7a", "P2-10e", "P2-11a"].contains(claim.id)
        }
        #expect(claims.count == 13)
        func input(_ claim: some Claim) -> AnyInput { AnyInput(Input(claim)) }
        let result = try TestWorld().build(claims.map { input($0) })
        for claim in claims {
            let finding = try decodeValue(Finding.self, from: result.outcome.bytes(of: input(claim).node))
            #expect(finding.isAnalytic && finding.verdict == .holds, "\(claim.id): \(finding.observed ?? .nan) \(finding.problem ?? "")")
        }
    }
}
