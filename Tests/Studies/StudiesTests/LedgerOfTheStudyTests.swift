// The committed ledger of P1 compared with the claims of both of its studies.
import BuildGraph
import DynamicalIsometry
import Foundation
import LearningSpeed
import Manuscript
import Testing

@Suite struct LedgerOfTheStudyTests {
    private func ledger() throws -> (ledger: Ledger, text: String) {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "paper/P1/ledger.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        return (try Ledger(json: Array(text.utf8), path: "paper/P1/ledger.json"), text)
    }

    private func assembled(_ profile: Profile) throws -> AssembledPaper {
        let paper = Paper(
            title: "P1", authors: [], chapters: [], studies: [DynamicalIsometry.self, LearningSpeed.self],
            profiles: Profile.allCases.map { ProfileSetting($0, summary: "") })
        return paper.assemble(
            PaperSetting(profile, data: ["CIFAR-10", "MNIST"], ledger: try ledger().ledger[profile.name]), reading: { _ in "" })
    }

    @Test func theFileIsInTheFormThatTheProgramWrites() throws {
        let (ledger, text) = try ledger()
        #expect(String(decoding: ledger.json(), as: UTF8.self) == text)
    }

    @Test(arguments: [Profile.laptop, .smoke, .overnight]) func theClaimsAgreeWithTheRecord(profile: Profile) throws {
        let paper = try assembled(profile)
        #expect(paper.ledgerErrors.isEmpty, "\(paper.ledgerErrors.map(\.text).joined(separator: "\n"))")
    }

    @Test func noSeriesThatIsOverJudgesAgain() throws {
        let recorded = try ledger().ledger["laptop"]
        for claim in try assembled(.laptop).claims {
            guard let judging = claim.judging else { continue }
            let over = recorded[judging.group]?.filter(\.isOver).map(\.series) ?? []
            #expect(!over.contains(judging.series), "\(claim.id)")
        }
    }
}
