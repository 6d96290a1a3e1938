// Verification: classes, causes, conditions, records; in memory.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct VerificationTests {
    let test = VerificationWorld()

    func finding(_ name: String, in verification: Verification) throws -> VerificationRecord {
        try #require(verification.findings.first { $0.subject.node.name == name }?.record)
    }

    @Test func whatIsMadeAlikeIsBitwiseEqualAndRemembered() throws {
        let sum = AnyInput(Sum(name: "sum", terms: [Input(Constant(name: "a", value: 1)), Input(Constant(name: "b", value: 2))]))
        let verification = try test.verify([sum])
        #expect(verification.count(.bitwiseEqual) == 3)
        let (_, store, subjects) = try test.subjects([sum])
        for subject in subjects {
            let record = try #require(store.verification(ofKey: subject.key))
            #expect(record.result == .bitwiseEqual)
            #expect(record.conditions == ["as built"])
        }
        // What the processes handed back has been taken away.
        #expect(!test.world.files.paths.contains { $0.contains("/request") || $0.contains("/value-") })
    }

    @Test func aLocaleThatIsNotInstalledIsToldAndNotClaimed() {
        let (matrix, missing) = Surroundings.available(among: Surroundings.matrix(cores: 2, threadVariables: ["LIBRARY_THREADS"])) { $0 != "tr_TR.UTF-8" }
        #expect(missing == ["tr_TR.UTF-8"])
        let names = matrix.flatMap(\.conditions).map(\.name)
        #expect(names.contains("locale de_DE.UTF-8"))
        #expect(!names.contains("locale tr_TR.UTF-8"))
        #expect(matrix.count == 3)
        #expect(Surroundings.available(among: [Surroundings([Condition("c", environment: ["LC_ALL": "C"])])]).missing.isEmpty)
        #expect(Surroundings.available(among: [Surroundings([Condition("x", environment: ["LC_ALL": "xx_XX.nonsense"])])]).missing == ["xx_XX.nonsense"])
    }

    @Test func verifyingRunsNoBuildAndChangesNoTrace() throws {
        let roots = [AnyInput(Fickle(name: "clock", cause: .clock))]
        try test.world.build(roots)
        let before = try test.world.openStore().lastTrace(of: roots[0].node)
        _ = try test.verify(roots)
        #expect(try test.world.openStore().lastTrace(of: roots[0].node) == before)
        #expect(try test.world.build(roots).ran.isEmpty)
    }

    @Test func aValueThatDiffersIsNotReproducibleWithItsFirstDifference() throws {
        let record = try finding("clock", in: test.verify([AnyInput(Fickle(name: "clock", cause: .clock))]))
        #expect(record.result == .notReproducible)
        #expect(record.difference?.path == "value[1]")
        #expect(record.differing == ["as built"])
        #expect(record.cause == .everyRunDiffers)
    }

    @Test func aDifferenceWithinTheDeclaredToleranceIsCountedInUlp() throws {
        let record = try finding("near", in: test.verify([AnyInput(Fickle(name: "near", cause: .clock, isTolerant: true))]))
        #expect(record.result == .withinTolerance)
        #expect(record.greatestUlps == 3)
        #expect(record.difference == nil)
        #expect(record.verdict == "equal within its tolerance, 4 ulp (greatest difference 3 ulp)")
    }

    @Test func newRunsThatAgreeBlameTheStoredValue() throws {
        let record = try finding("odd", in: test.verify([AnyInput(Fickle(name: "odd", cause: .process))]))
        #expect(record.result == .notReproducible)
        #expect(record.cause == .newRunsAgree)
    }

    @Test func theMatrixNamesTheConditionThatMakesTheDifferenceAndNoOther() throws {
        let roots = [AnyInput(Fickle(name: "locale", cause: .environment)), AnyInput(Fickle(name: "steady", cause: .nothing))]
        let verification = try test.verify(roots, matrix: Surroundings.matrix(cores: 2, threadVariables: ["LIBRARY_THREADS"]))
        let record = try finding("locale", in: verification)
        #expect(record.result == .notReproducible)
        #expect(record.differing == ["locale de_DE.UTF-8"])
        #expect(record.conditions.contains("locale tr_TR.UTF-8"))
        #expect(try finding("steady", in: verification).differing.isEmpty)
    }

    @Test func conditionsThatOnlyTogetherMakeADifferenceAreNamedTogether() throws {
        let pair = Surroundings([Condition("one", environment: ["ONE": "1"]), Condition("two", environment: ["TWO": "2"])])
        let roots = [AnyInput(Fickle(name: "pair", cause: .pair))]
        let record = try finding("pair", in: test.verify(roots, matrix: [pair]))
        #expect(record.result == .notReproducible)
        #expect(record.differing == ["one + two"])
        let halves = pair.conditions.map { Surroundings([$0]) }
        #expect(try finding("pair", in: test.verify(roots, matrix: halves)).result == .bitwiseEqual)
    }

    @Test func aTargetThatCannotBeMadeAgainIsNotReproducibleAndSaysWhy() throws {
        let record = try finding("crash", in: test.verify([AnyInput(Fickle(name: "crash", cause: .nothing, crashes: true))]))
        #expect(record.result == .notReproducible)
        #expect(record.problem?.contains("Crash") == true)
    }

    @Test func whenAProcessDiesItsTargetsAreTriedAloneAndOnlyTheGuiltyOneFails() throws {
        let roots = [AnyInput(Constant(name: "a", value: 1)), AnyInput(Constant(name: "guilty", value: 2)), AnyInput(Constant(name: "c", value: 3))]
        let world = test.world
        try world.build(roots)
        let subjects = try test.subjects(roots).2
        let verification = try test.verify(roots, ending: { folder in
            try RemakeNames.of(folder, graph: subjects, files: world.files).contains("guilty") ? .signalled(9) : .exited(0)
        })
        #expect(try finding("guilty", in: verification).problem?.contains("killed") == true)
        #expect(try finding("a", in: verification).result == .bitwiseEqual)
        #expect(try finding("c", in: verification).result == .bitwiseEqual)
        #expect(test.groups.all.contains(["a"]))
    }

    @Test func smallTargetsShareAProcessAndLongOnesDoNot() throws {
        let roots = (0..<300).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) }
        let verification = try test.verify(roots)
        #expect(verification.count(.bitwiseEqual) == 300)
        #expect(test.groups.all.count <= 4)
        #expect(test.groups.all.joined().count == 300)
        let node = roots[0].node, digest = Digest(of: [])
        func subject(_ duration: Double) -> VerificationSubject { VerificationSubject(node: node, key: digest, output: digest, duration: duration) }
        let mixed = [0.001, 5, 0.002, 0.3].map(subject)
        #expect(RemakeGroups(mixed, positions: [0, 1, 2, 3], width: 2).groups == [[1], [3], [2, 0]])
        #expect(RemakeGroups(mixed, positions: [0, 2], width: 2, isEachAlone: true).groups == [[2], [0]])
    }

    @Test func anInterruptedVerificationKeepsWhatItHasFound() throws {
        let cancellation = Cancellation()
        let roots = (0..<3).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) } + [AnyInput(Fickle(name: "clock", cause: .clock))]
        // Interrupted when the first difference is told: the second run of it is never made.
        let verification = try test.verify(roots, matrix: Surroundings.matrix(cores: 2, threadVariables: ["LIBRARY_THREADS"]), cancellation: cancellation, observe: { event in
            if case .differs = event { cancellation.cancel() }
        })
        #expect(verification.wasInterrupted)
        #expect(verification.findings.count == 4)
        let (_, store, subjects) = try test.subjects(roots)
        #expect(subjects.allSatisfy { store.verification(ofKey: $0.key)?.conditions == ["as built"] })
    }

    @Test func aStoreThatCannotBeWrittenIsVerifiedAllTheSameAndSaysSo() throws {
        let roots = [AnyInput(Constant(name: "a", value: 1))]
        try test.world.build(roots)
        test.world.files.injectFaults { operation, path in operation == "append" && path.contains("traces") ? EROFS : nil }
        let verification = try test.verify(roots)
        #expect(verification.count(.bitwiseEqual) == 1)
        #expect(verification.notKept != nil)
    }

    @Test func aRecordSaysNothingOfAnotherValueOfTheSameKey() throws {
        let roots = [AnyInput(Fickle(name: "clock", cause: .clock))]
        _ = try test.verify(roots)
        let (_, store, subjects) = try test.subjects(roots)
        #expect(store.verification(ofKey: subjects[0].key) != nil)
        try test.world.build(roots, forced: ["clock"])
        #expect(try test.world.openStore().verification(ofKey: subjects[0].key) == nil)
    }

    @Test func aDamagedValueIsToldButIsNoVerdictOnItsTarget() throws {
        let roots = [AnyInput(Total(name: "total", series: Input(Series(name: "series", count: 1000))))]
        try test.world.build(roots)
        let object = try #require(test.world.files.paths.first { $0.contains("/objects/") })
        test.world.files.corrupt(object) { $0[100] ^= 1 }
        let verification = try test.verify(roots)
        #expect(verification.count(.notReproducible) == 1)
        #expect(try finding("total", in: verification).problem?.contains("damaged") == true)
        let (_, store, subjects) = try test.subjects(roots)
        #expect(subjects.allSatisfy { store.verification(ofKey: $0.key) == nil || $0.node.name == "series" })
    }

    @Test func aCollectionKeepsTheLastVerificationOfWhatStaysAndTakesTheOthers() throws {
        let kept = [AnyInput(Constant(name: "kept", value: 1))], gone = [AnyInput(Constant(name: "gone", value: 2))]
        for _ in 0..<3 { _ = try test.verify(kept) }
        _ = try test.verify(gone)
        let subjects = try (kept: test.subjects(kept).2[0], gone: test.subjects(gone).2[0])
        #expect(try test.world.openStore().check().verifications == 4)
        let plan = try test.world.collect([kept])
        let store = try test.world.openStore()
        #expect(store.verification(ofKey: subjects.kept.key)?.result == .bitwiseEqual)
        #expect(store.verification(ofKey: subjects.gone.key) == nil)
        #expect(try store.check().verifications == 1)
        let stays = test.world.files.paths.filter { $0.hasPrefix(TestWorld.cache) }.compactMap { try? test.world.files.status($0)?.size }
        #expect(plan.stays.bytes == stays.reduce(0, +))
        #expect(try test.world.collect([kept]).isEmpty)
    }

    // MARK: Samples and cost

    @Test func aSampleIsTheSameForTheSameSeedAndAnotherForAnother() throws {
        let roots = (0..<30).map { AnyInput(Constant(name: "c\($0)", value: Double($0))) }
        try test.world.build(roots)
        let subjects = try test.subjects(roots).2
        func names(_ fraction: Double, _ seed: UInt64) -> [String] {
            VerificationSample(fraction: fraction, seed: seed).draw(subjects).map(\.node.name)
        }
        #expect(names(0.1, 7).count == 3)
        #expect(names(0.1, 7) == names(0.1, 7))
        #expect((0..<20).contains { names(0.1, $0) != names(0.1, 7) })
        #expect(names(0.001, 7).count == 1)
        #expect(names(1, 7).count == 30)
        // A larger sample of one seed holds the smaller one.
        #expect(Set(names(0.1, 7)).isSubset(of: names(0.5, 7)))
    }

    @Test func theCostCountsRunsAndStartsOfAllPasses() {
        let node = AnyInput(Constant(name: "a", value: 1)).node, digest = Digest(of: [])
        let subjects = (0..<4).map { _ in VerificationSubject(node: node, key: digest, output: digest, duration: 2) }
        let once = VerificationCost(subjects, matrix: [], jobs: 2)
        #expect(once.processes == 4)
        #expect(abs(once.work - 4 * 2.1) < 1e-12)
        #expect(abs(once.time - 4.2) < 1e-12)
        // One at a time takes as long as all the work.
        let matrix = VerificationCost(subjects, matrix: [Surroundings([Condition("one", width: 1)])], jobs: 2)
        #expect(abs(matrix.time - (4.2 + 8.4)) < 1e-12)
    }
}
