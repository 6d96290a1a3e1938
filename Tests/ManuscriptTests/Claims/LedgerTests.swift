// The ledger of judgings: the file, and which networks judge by it.
import BuildGraph
import Foundation
import Manuscript
import Testing

/// A claim of a group, of which everything can be changed that the ledger knows.
private struct Judged: Claim {
    var id: String
    var judging: Judging?
    var version = ClaimVersion.first
    var statement = "Networks learn."
    var criterion = Criterion.greater(than: 0, because: "test")
    var source: String { "test" }
    func observe(_ inputs: Inputs) -> Observation { .sample([1, 2, 3]) }

    var recorded: JudgedClaim {
        JudgedClaim(version: version, look: 1, verdict: .holds, count: 3, sentence: statement, criterion: criterion.exactText)
    }
}

private typealias Books = [String: [JudgedSeries]]

/// A paper of claims "A-1" and "A-2" of the group "runs", assembled after what is recorded.
private func assembled(
    _ ledger: Books, looks: Int = Look.most, group: String = "runs", change: @escaping @Sendable (inout Judged, PaperSetting) -> Void = { _, _ in }
) -> AssembledPaper {
    let paper = Paper(title: "T", authors: [], chapters: [], profiles: [ProfileSetting(.laptop, summary: "")]) { setting in
        PaperContents(claims: ["A-1", "A-2"].map { id in
            var claim = Judged(id: id, judging: setting.judging(group, looks: looks))
            change(&claim, setting)
            return claim
        })
    }
    return paper.assemble(PaperSetting(.laptop, ledger: ledger), reading: { _ in "" })
}

private func judging(_ paper: AssembledPaper) -> Judging? { paper.claims.first?.judging }
private func share(_ paper: AssembledPaper, _ id: String = "A-1") throws -> Double {
    let claim = try #require(paper.claims.first { $0.id == id })
    return try #require(
        Finding(
            id: id, statement: "", source: "", criterion: .greater(than: 0, because: "test"), observation: .sample([1, 2]), judging: claim.judging,
            version: claim.version
        ).spending).share
}

private let both = ["A-1": Judged(id: "A-1").recorded, "A-2": Judged(id: "A-2").recorded]

@Suite struct LedgerTests {
    @Test func theFileIsReadAndWrittenAsItIs() throws {
        let text = """
            {
              "laptop" : {
                "runs-2" : [
                  {
                    "series" : 1,
                    "looks" : 2,
                    "limit" : 4,
                    "over" : true,
                    "note" : "Seeds 0 to 7: \\"the\\" whole level.",
                    "claims" : {
                      "P1-2" : {
                        "version" : "1.2",
                        "look" : 1,
                        "verdict" : "holds",
                        "count" : 8,
                        "sentence" : "It grows as $\\\\sqrt L$.",
                        "criterion" : "greater than 0, confidence 0.95"
                      },
                      "P1-10" : {
                        "version" : "1.1",
                        "look" : 2,
                        "sentence" : "It learns.",
                        "criterion" : "less than 0, confidence 0.95"
                      }
                    }
                  }
                ],
                "runs-10" : [
                  {
                    "series" : 3,
                    "looks" : 1,
                    "limit" : 1,
                    "claims" : {}
                  }
                ]
              }
            }

            """
        let ledger = try Ledger(json: Array(text.utf8), path: "paper/P1/ledger.json")
        #expect(ledger["laptop"]["runs-2"]?[0].claims["P1-10"]?.verdict == nil)
        #expect(ledger["smoke"].isEmpty)
        #expect(String(decoding: ledger.json(), as: UTF8.self) == text)
    }

    @Test func aDamagedFileIsNeverThatNothingWasJudged() {
        func series(_ text: String) -> String { #"{"laptop": {"runs": [\#(text)]}}"# }
        let claim = #"{"version": "1", "look": 1, "sentence": "", "criterion": ""}"#
        for text in [
            "", "[]", "{", series(#"{"series": 1}"#), series(#"{"series": 0, "looks": 1, "limit": 4, "claims": {}}"#),
            series(#"{"series": 1, "looks": 5, "limit": 4, "claims": {}}"#), series(#"{"series": 1, "looks": 0, "limit": 4, "claims": {}}"#),
            series(#"{"series": 1, "looks": 1, "limit": 4, "claims": {"A": \#(claim)}}"#),
            series(#"{"series": 1, "looks": 1, "limit": 4, "claims": {"A": \#(claim.replacing("\"1\"", with: "\"1.1\"").replacing("\"look\": 1", with: "\"look\": 2"))}}"#),
        ] {
            #expect(throws: CommittedFileError.self, "\(text)") { try Ledger(json: Array(text.utf8), path: "l.json") }
        }
    }

    @Test func nothingIsTakenBackWhateverTheOrderOfTwoRecords() {
        var later = both
        later["A-1"]?.look = 2
        later["A-1"]?.verdict = .undecided
        var one = Ledger(), other = Ledger()
        one.record(JudgedSeries(series: 1, looks: 2, note: "first", claims: later), group: "runs", profile: "laptop")
        other.record(JudgedSeries(series: 1, looks: 1, isOver: true, claims: both), group: "runs", profile: "laptop")
        other.record(JudgedSeries(series: 2, claims: [:]), group: "runs", profile: "laptop")
        other.record(JudgedSeries(series: 1, claims: [:]), group: "others", profile: "smoke")
        #expect(one.merging(other) == other.merging(one))
        let merged = one.merging(other)["laptop"]["runs"]
        #expect(merged?.map(\.series) == [1, 2] && merged?[0].looks == 2 && merged?[0].isOver == true && merged?[0].note == "first")
        #expect(merged?[0].claims["A-1"] == later["A-1"] && merged?[0].claims["A-2"] == both["A-2"])
        #expect(one.merging(other)["smoke"]["others"]?.count == 1)
    }

    @Test func versionsAreReadAndOrdered() {
        #expect(ClaimVersion("2.10") == ClaimVersion(sentence: 2, criterion: 10))
        #expect(ClaimVersion("1.9")! < ClaimVersion("1.10")! && ClaimVersion("1.10")! < ClaimVersion("2.1")!)
        for text in ["", "1", "1.", "0.1", "1.0", "1.2.3", "a.b", "-1.2"] { #expect(ClaimVersion(text) == nil, "\(text)") }
    }

    @Test func idsAreOrderedAsPeopleCount() {
        let ids = ["P1-1", "P1-2", "P1-2a", "P1-2b", "P1-10", "P1-10a", "P2-1", "P10-1"]
        #expect(ids.reversed().sorted(by: NaturalOrder.isAscending) == ids)
        for id in ids { #expect(!NaturalOrder.isAscending(id, id)) }
    }
}

@Suite struct JudgingTests {
    @Test func seriesHaveNoSeedInCommonWithEachOtherNorWithThoseThatChoose() {
        var seeds: Set<Int> = Set((0..<300).map(Judging.choosingSeed))
        for series in 1...4 { for replicate in 0..<300 { #expect(seeds.insert(Judging("runs", series: series).seed(replicate)).inserted) } }
        #expect(Judging("runs", series: 1).seed(Judging.seedsPerSeries - 1) < Judging("runs", series: 2).seed(0))
    }

    @Test func aGroupIsJudgedByTheSeriesAndTheLookThatAreRecorded() throws {
        #expect(judging(assembled([:])) == Judging("runs"))
        let second = assembled(["runs": [JudgedSeries(series: 1, looks: 2, claims: both)]])
        #expect(second.errors.isEmpty && judging(second)?.look == Look(2, of: 4) && judging(second)?.series == 1)
        #expect(judging(second)?.count(3) == 6)
        // 1/2 of the first series, 1/4 of the second look.
        #expect(try share(second) == 0.125)
        #expect(try share(assembled([:], looks: 1)) == 0.5)
    }

    @Test func aNewCriterionIsJudgedByNewNetworksAndWhatWasSpentStaysSpent() throws {
        let ledger = ["runs": [JudgedSeries(series: 1, looks: 2, claims: both)]]
        let raised = assembled(ledger) { claim, _ in
            if claim.id == "A-1" { (claim.version, claim.criterion) = (ClaimVersion(criterion: 2), .greater(than: 1, because: "test")) }
        }
        #expect(raised.errors.isEmpty, "\(raised.errors.map(\.text))")
        #expect(judging(raised)?.series == 2 && judging(raised)?.look == Look(1, of: 4))
        // Both were judged before: a quarter of the level, and half of that at the first look.
        #expect(try share(raised) == 0.125 && share(raised, "A-2") == 0.125)
    }

    @Test func aNewSentenceBeginsWithTheWholeLevelAndTheOthersGoOn() throws {
        let raised = assembled(["runs": [JudgedSeries(series: 1, claims: both)]]) { claim, _ in
            if claim.id == "A-1" { (claim.version, claim.statement) = (ClaimVersion(sentence: 2), "Networks forget.") }
        }
        #expect(raised.errors.isEmpty && judging(raised)?.series == 2)
        #expect(try share(raised) == 0.25 && share(raised, "A-2") == 0.125)
    }

    @Test func aClaimThatIsNewInItsGroupIsJudgedByNewNetworks() throws {
        let added = assembled(["runs": [JudgedSeries(series: 1, claims: ["A-1": Judged(id: "A-1").recorded])]])
        #expect(added.errors.isEmpty && judging(added)?.series == 2)
        #expect(try share(added) == 0.125 && share(added, "A-2") == 0.25)
    }

    @Test func aSeriesThatIsOverJudgesNoMore() throws {
        let next = assembled(["runs": [JudgedSeries(series: 1, claims: both), JudgedSeries(series: 2, looks: 3, isOver: true, claims: both)]])
        #expect(judging(next)?.series == 3 && judging(next)?.look.number == 1)
        #expect(try share(next) == 1 / 16.0)
    }

    @Test func aClaimThatMovesToAnotherGroupTakesWhatItSpentAlongAndMeetsNoOldSeed() throws {
        let moved = assembled(["old": [JudgedSeries(series: 1, claims: both), JudgedSeries(series: 2, claims: both)]], group: "new")
        #expect(moved.errors.isEmpty && judging(moved)?.series == 3)
        #expect(try share(moved) == 1 / 16.0)
        #expect(moved.warnings.contains { $0.text.contains("judgings by the networks of old") })
    }

    @Test func aChangeWithoutANewVersionIsAnErrorThatSaysWhatToDo() {
        let ledger = ["runs": [JudgedSeries(series: 1, claims: both)]]
        func error(_ change: @escaping @Sendable (inout Judged) -> Void) -> String {
            let paper = assembled(ledger) { claim, _ in if claim.id == "A-1" { change(&claim) } }
            #expect(paper.ledgerErrors.count == 1)
            return paper.ledgerErrors.map(\.text).joined()
        }
        #expect(error { $0.criterion = .greater(than: 0.1, because: "test") }.contains("by another criterion: greater than 0, confidence 0.95"))
        #expect(error { $0.criterion.confidence = 0.9 }.contains("Raise its version to 1.2"))
        #expect(error { $0.statement = "Networks forget." }.contains("Raise its version to 2.1"))
        #expect(error { ($0.version, $0.statement) = (ClaimVersion(criterion: 2), "Networks forget.") }.contains("Raise its version to 2.1"))
        #expect(assembled(ledger) { claim, _ in claim.statement = "Networks\n   learn." }.ledgerErrors.isEmpty)
        let newer = ["runs": [JudgedSeries(series: 1, claims: both.mapValues { var claim = $0; claim.version = ClaimVersion(criterion: 3); return claim })]]
        #expect(assembled(newer).ledgerErrors.allSatisfy { $0.text.contains("A version only grows.") } && assembled(newer).ledgerErrors.count == 2)
    }

    @Test func howOftenAGroupIsLookedAtHoldsForTheWholeSeries() {
        let ledger = ["runs": [JudgedSeries(series: 1, limit: 4, claims: both)]]
        #expect(assembled(ledger, looks: 2).ledgerErrors.first?.text.contains("was begun with 4") == true)
        #expect(assembled(["runs": [JudgedSeries(series: 1, limit: 4, isOver: true, claims: both)]], looks: 2).ledgerErrors.isEmpty)
    }

    @Test func aJudgingThatIsNotTheLedgersIsRefused() {
        let paper = assembled(["runs": [JudgedSeries(series: 1, looks: 2, claims: both)]]) { claim, _ in claim.judging = Judging("runs") }
        #expect(paper.ledgerErrors.count == 2 && paper.ledgerErrors[0].text.contains("setting.judging(\"runs\")"))
    }

    @Test func theSameLedgerGivesTheSameTargets() {
        func identities() -> [Digest] {
            assembled(["runs": [JudgedSeries(series: 1, looks: 2, isOver: true, claims: both)]]).claims.map { $0.input.node.identity }
        }
        #expect(identities() == identities())
    }
}
