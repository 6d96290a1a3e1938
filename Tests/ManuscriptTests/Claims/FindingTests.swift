// How an observation and a criterion make a verdict; above all, what must never make a claim hold.
import Manuscript
import Testing

private func judge(_ observation: Observation, _ criterion: Criterion) -> Finding {
    Finding(id: "T", statement: "", source: "", criterion: criterion, observation: observation, judging: Judging("networks"))
}

@Suite struct ExactFindingTests {
    @Test func anExactValueIsJudgedOutright() {
        #expect(judge(.exact(2), .greater(than: 1, because: "test")).verdict == .holds)
        #expect(judge(.exact(1), .greater(than: 1, because: "test")).verdict == .fails)
        #expect(judge(.exact(1), .within(1...2, because: "test")).verdict == .holds)
        #expect(judge(.exact(3), .equals(2, within: 0.5, because: "test")).verdict == .fails)
        #expect(judge(.exact(2.25), .equals(2, within: 0.5, because: "test")).margin == 0.25)
    }

    @Test func aThresholdWithinTheNumericalErrorIsUndecided() {
        let finding = judge(.exact(1, error: 0.1), .less(than: 1.05, because: "test"))
        #expect(finding.verdict == .undecided)
        #expect(finding.isAnalytic)
        #expect(judge(.exact(1, error: 0.01), .less(than: 1.05, because: "test")).verdict == .holds)
        #expect(judge(.exact(1, error: 0.01), .greater(than: 1.05, because: "test")).verdict == .fails)
    }

    @Test func anOrderIsStrictAndAMonotoneSequenceMayRest() {
        func list(_ values: Double...) -> Observation {
            .list(values.enumerated().map { Observation.Item("\($0)", .exact($1)) })
        }
        #expect(judge(list(1, 2, 3), .ordered(.increasing, because: "test")).verdict == .holds)
        #expect(judge(list(1, 2, 2), .ordered(.increasing, because: "test")).verdict == .fails)
        #expect(judge(list(1, 2, 2), .monotone(.increasing, because: "test")).verdict == .holds)
        #expect(judge(list(3, 2, 2.1), .monotone(.decreasing, because: "test")).verdict == .fails)
        #expect(judge(list(3, 2, 2.1), .monotone(.decreasing, slack: 0.2, because: "test")).verdict == .holds)
        #expect(judge(list(3), .ordered(.increasing, because: "test")).problem != nil)
    }

    @Test func theWorstMemberOfAListSpeaksForIt() {
        let items = [Observation.Item("a", .exact(1)), .init("b", .exact(9)), .init("c", .exact(3))]
        let finding = judge(.list(items), .less(than: 10, because: "test"))
        #expect(finding.observed == 9)
        #expect(finding.observedName == "b")
        #expect(finding.items.count == 3)
        #expect(finding.verdict == .holds)
        #expect(judge(.list(items), .less(than: 5, because: "test")).verdict == .fails)
    }

    @Test func theSlopeOfACurveIsExact() {
        let line = [1.0, 2, 5].map { Observation.Point(x: $0, y: 0.5 * $0 + 1) }
        #expect(judge(.curve(line), .slope(within: 0.49...0.51, because: "test")).verdict == .holds)
        #expect(judge(.curve(line), .slope(within: 0.6...0.7, because: "test")).verdict == .fails)
    }

    @Test func aRatioOfExactValuesIsExact() {
        let ratio = Observation.ratio(.exact(1), over: .exact(-4))
        #expect(judge(ratio, .ratio(within: -0.3 ... -0.2, because: "test")).verdict == .holds)
        #expect(judge(ratio, .ratio(greaterThan: 0, because: "test")).verdict == .fails)
        #expect(judge(.ratio(.exact(1), over: .exact(0.1, error: 0.2)), .ratio(lessThan: 3, because: "test")).problem != nil)
    }
}

@Suite struct StatisticalFindingTests {
    let replicates = [0.98, 1.02, 1.01, 0.99, 1.00, 1.03, 0.97, 1.00]

    @Test func replicatesAreTestedInBothDirections() throws {
        let holds = judge(.sample(replicates), .less(than: 1.1, because: "test"))
        #expect(holds.verdict == .holds)
        #expect(try #require(holds.pHolds) < 1e-4)
        #expect(judge(.sample(replicates), .less(than: 0.9, because: "test")).verdict == .fails)
        #expect(judge(.sample(replicates), .less(than: 1.005, because: "test")).verdict == .undecided)
        #expect(holds.count == 8)
        #expect(!holds.isAnalytic)
    }

    @Test func equalityNeedsEvidenceOfEquality() {
        #expect(judge(.sample(replicates), .equals(1, within: 0.05, because: "test")).verdict == .holds)
        #expect(judge(.sample(replicates), .equals(1, within: 0.005, because: "test")).verdict == .undecided)
        #expect(judge(.sample(replicates), .equals(2, within: 0.05, because: "test")).verdict == .fails)
    }

    @Test func orderedSamplesNeedEveryStep() {
        let low = Observation.Item("low", .sample(replicates))
        let middle = Observation.Item("middle", .sample(replicates.map { $0 + 0.001 }))
        let high = Observation.Item("high", .sample(replicates.map { $0 + 1 }))
        #expect(judge(.list([low, high]), .ordered(.increasing, because: "test")).verdict == .holds)
        #expect(judge(.list([low, middle, high]), .ordered(.increasing, because: "test")).verdict == .undecided)
        #expect(judge(.list([high, low]), .ordered(.increasing, because: "test")).verdict == .fails)
    }

    @Test func aRatioOfSamplesIsJudgedByItsContrast() {
        let top = Quantity.sample(replicates.map { $0 * 3 }), bottom = Quantity.sample(replicates.reversed())
        let finding = judge(.ratio(top, over: bottom), .ratio(within: 2.5...3.5, because: "test"))
        #expect(finding.verdict == .holds)
        #expect(abs((finding.observed ?? 0) - 3) < 1e-12)
        #expect(judge(.ratio(top, over: bottom), .ratio(greaterThan: 4, because: "test")).verdict == .fails)
    }
}

@Suite struct FailClosedTests {
    static let criteria: [Criterion] = [
        .equals(1, within: 0.1, because: "test"), .less(than: 1, because: "test"), .greater(than: -1, because: "test"),
        .within(-1...1, because: "test"), .ordered(.increasing, because: "test"),
        .monotone(.increasing, slack: 1, because: "test"), .slope(within: -1...1, because: "test"),
        .ratio(lessThan: 9, because: "test"), .ratio(greaterThan: -9, because: "test"),
        .ratio(within: -9...9, because: "test"),
    ]

    static let nothing: [Observation] = [Double.nan, .infinity, -.infinity].flatMap { bad -> [Observation] in
        [
            .exact(bad), .exact(0, error: bad), .sample([0, 0.1, bad]), .sample([bad]),
            .ratio(.exact(bad), over: .exact(1)), .ratio(.exact(1), over: .sample([1, 2, bad])),
            .difference(.exact(0), minus: .exact(bad)), .list([.init("a", .exact(0)), .init("b", .exact(bad))]),
            .curve([.init(x: 0, y: 0), .init(x: 1, y: bad)]), .curve([.init(x: 0, y: 0), .init(x: bad, y: 0)]),
            .points([.init(x: 0, y: 0), .init(x: 1, y: 1), .init(x: 2, y: bad)]),
        ]
    } + [
        .sample([]), .sample([0]), .list([]), .curve([]), .points([]), .exact(0, error: -1),
        .ratio(.exact(0), over: .exact(0)), .sample([0.5, 0.5, 0.5]),
        .points([.init(x: 0, y: 0), .init(x: 1, y: 1)]), .curve([.init(x: 1, y: 1), .init(x: 1, y: 2)]),
        .ratio(.sample([1, 1.1]), over: .sample([1, -1])),
        .sample([.greatestFiniteMagnitude, -.greatestFiniteMagnitude]),
    ]

    @Test(arguments: criteria) func whatIsNoNumberNeverHoldsNorFails(criterion: Criterion) {
        for observation in Self.nothing {
            let finding = judge(observation, criterion)
            #expect(finding.verdict == .undecided, "\(observation) under \(criterion.text)")
            #expect(finding.problem != nil || finding.doubt != nil)
            let numbers = [finding.observed, finding.uncertainty, finding.margin, finding.pHolds, finding.pFails]
            #expect(numbers.allSatisfy { $0?.isFinite ?? true })
        }
    }

    @Test func nanIsAProblemAndASingleReplicateADoubt() {
        #expect(judge(.exact(.nan), .less(than: 1, because: "test")).problem == "the observed value is not a number (NaN)")
        #expect(judge(.sample([1, .nan]), .less(than: 1, because: "test")).problem == "replicate 1 is not a number (NaN)")
        let single = judge(.sample([0.5]), .less(than: 1, because: "test"))
        #expect(single.problem == nil)
        #expect(single.doubt == "one replicate has no spread to judge it by")
        #expect(single.observed == 0.5)
    }

    @Test(arguments: [
        Criterion.equals(1, within: -0.1, because: "test"), .equals(1, within: .nan, because: "test"),
        .equals(1, within: .infinity, because: "test"), .equals(1, within: 1, because: "test"),
        .equals(.nan, within: 0.1, because: "test"), .less(than: .nan, because: "test"),
        .greater(than: -.infinity, because: "test"), .within(-.infinity ... .infinity, because: "test"),
        .less(than: 1, because: " "), .less(than: 1, confidence: 0.2, because: "test"),
        .less(than: 1, because: "a bound of $\\sqrt L$"), .less(than: 1, confidence: 1, because: "test"), .monotone(.increasing, slack: .infinity, because: "test"),
    ])
    func anAbsurdCriterionIsRefused(criterion: Criterion) {
        #expect(criterion.defect != nil)
        #expect(judge(.exact(1), criterion).verdict == .undecided)
        #expect(judge(.exact(1), criterion).problem != nil)
    }
}

/// What is known beforehand, and what only the data tell.
@Suite struct DoubtTests {
    let positive = Criterion.greater(than: 0, because: "test")
    let good = Observation.sample([0.9, 1.1, 1.2, 1.0, 0.95]), bad = Observation.sample([-0.9, -1.1, -1.2, -1.0, -0.95])

    @Test func aStandInDecidesNothingAndIsNoTest() {
        for observation in [good, bad, .exact(1)] {
            let finding = judge(observation.standingIn(because: "synthetic images"), positive)
            #expect(finding.verdict == .undecided && finding.doubt == "synthetic images" && finding.isStandIn && !finding.isTest)
            #expect(finding.pHolds == nil && finding.pFails == nil && finding.observed != nil)
        }
    }

    @Test func aDoubtTakesHoldsAwayAndStaysATest() throws {
        let finding = judge(good.doubted(because: "one never learnt"), positive)
        #expect(finding.verdict == .undecided && finding.doubt == "one never learnt")
        #expect(finding.isTest && !finding.isAnalytic && !finding.isStandIn)
        #expect(finding.pHolds == 1 && finding.pFails == 1)
    }

    @Test func failsStandsWhereTheDoubtErrsOnTheSafeSide() {
        let plain = judge(bad, positive)
        #expect(plain.verdict == .fails)
        #expect(judge(bad.doubted(because: "cut off"), positive).verdict == .undecided)
        let safe = judge(bad.doubted(because: "cut off", failureStands: true), positive)
        #expect(safe.verdict == .fails && safe.pFails == plain.pFails && safe.pHolds == 1 && safe.doubt == nil)
        #expect(judge(good.doubted(because: "cut off", failureStands: true), positive).verdict == .undecided)
    }

    @Test func ofTwoDoubtsBothCount() {
        let twice = bad.doubted(because: "a", failureStands: true).doubted(because: "b")
        #expect(twice.doubt == Observation.Doubt("a; b"))
        #expect(judge(twice, positive).verdict == .undecided)
        #expect(judge(bad.doubted(because: "a", failureStands: true).doubted(because: "b", failureStands: true), positive).verdict == .fails)
    }

    @Test func aDoubtedExactValueNeverHolds() {
        #expect(judge(.exact(1).doubted(because: "at the edge"), positive).verdict == .undecided)
        #expect(judge(.exact(-1).doubted(because: "at the edge", failureStands: true), positive).verdict == .fails)
    }

    @Test func aNoteIsAddedToTheData() {
        #expect(judge(Observation(.value(.exact(1)), data: "width 8", note: "without L = 2"), positive).data == "width 8; without L = 2")
    }

    @Test func whatNoNetworksAreNamedForIsAProblem() {
        func finding(_ observation: Observation) -> Finding {
            Finding(id: "T", statement: "", source: "", criterion: positive, observation: observation)
        }
        #expect(finding(good).problem?.contains("`judging`") == true && finding(good).verdict == .undecided)
        #expect(finding(.exact(1)).verdict == .holds)
    }
}
