// The committed files under two writers at once, and as files of studies.
import BuildGraph
import Foundation
import Manuscript
import PaperCommand
import Synchronization
import Testing

@Suite struct CommittedFilesTests {
    private func files(_ studies: [any Study.Type] = []) throws -> CommittedFiles {
        let effects = Effects.live(root: try RealFileSystem().makeScratchFolder())
        let paper = Paper(title: "T", authors: [], chapters: [], studies: studies, profiles: [ProfileSetting(.laptop, summary: "")])
        return CommittedFiles(paper: paper, effects: effects)
    }

    /// Runs two pieces of work in threads that begin together.
    private func atOnce(_ first: @escaping @Sendable () throws -> Void, _ second: @escaping @Sendable () throws -> Void) throws {
        let errors = Mutex<[any Error]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { k in
            do { try k == 0 ? first() : second() } catch { errors.withLock { $0.append(error) } }
        }
        if let error = errors.withLock({ $0.first }) { throw error }
    }

    @Test func twoWhoRecordAtOnceLoseNothing() throws {
        let files = try files()
        @Sendable func ledgers(_ group: String, _ round: Int) -> Ledgers {
            var ledgers = Ledgers()
            ledgers.record(JudgedSeries(series: round, claims: [:]), group: group, of: "", profile: "laptop")
            return ledgers
        }
        for round in 1...40 {
            try atOnce({ _ = try files.record(ledgers("curves", round)) }, { _ = try files.record(ledgers("times", round)) })
        }
        let known = try files.ledgers()["laptop"]
        #expect(known["curves"]?.map(\.series) == Array(1...40) && known["times"]?.map(\.series) == Array(1...40))
    }

    @Test func twoWhoAcceptAtOnceLoseNothing() throws {
        let files = try files()
        @Sendable func check(_ id: String) -> ClaimsCheck {
            let finding = Finding(id: id, statement: "", source: "", criterion: .greater(than: 0, because: "test"), observation: .exact(1))
            return ClaimsCheck(profile: "laptop", claims: [id], verdicts: VerdictTable(findings: [finding]), baseline: Baseline())
        }
        for round in 1...40 {
            try atOnce({ _ = try files.accept(check("A-\(round)")) }, { _ = try files.accept(check("B-\(round)")) })
        }
        #expect(try files.baseline().baseline.profiles["laptop"]?.count == 80)
    }

    private enum One: Study {
        static let prefix = "P1"
        static let chapters: [SourceFile] = []
        static func contents(_ setting: PaperSetting) -> PaperContents { PaperContents() }
    }

    private enum Twelve: Study {
        static let prefix = "P12"
        static let chapters: [SourceFile] = []
        static func contents(_ setting: PaperSetting) -> PaperContents { PaperContents() }
    }

    @Test func eachStudyHasFilesOfItsOwn() throws {
        let files = try files([One.self, Twelve.self])
        let findings = ["P1-2", "P1-10", "P12-1", "Q-1"].map {
            Finding(id: $0, statement: "", source: "", criterion: .greater(than: 0, because: "test"), observation: .exact(1))
        }
        let check = ClaimsCheck(
            profile: "laptop", claims: findings.map(\.id), verdicts: VerdictTable(findings: findings), baseline: Baseline())
        #expect(try files.accept(check) == ["paper/P1/verdicts.json", "paper/P12/verdicts.json", "paper/verdicts.json"])
        #expect(try files.accept(check).isEmpty)
        #expect(try files.baseline().baseline.profiles["laptop"]?.count == 4)
        var ledgers = Ledgers()
        ledgers.record(JudgedSeries(series: 1, claims: [:]), group: "curves", of: "P12", profile: "laptop")
        #expect(try files.record(ledgers) == ["paper/P12/ledger.json"])
        #expect(try files.record(ledgers).isEmpty)
        #expect(try files.ledgers()["laptop"].keys.sorted() == ["curves"])
    }
}
