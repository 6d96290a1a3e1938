// The rules for failed runs, in the order in which they are tried.
import BuildGraph
import Testing

@Suite struct FailurePolicyTests {
    private struct Broken: Error {}
    private static let fullDisk = FileError(operation: "write", path: "/store", code: 28)

    /// What follows from failures of one build, one after another.
    private func consequences(keepsGoing: Bool = true, _ failures: FailurePolicy.Failure...) -> [FailurePolicy.Consequence] {
        var policy = FailurePolicy(keepsGoing: keepsGoing)
        return failures.map { policy.consequence(of: $0) }
    }

    @Test func aTargetThatThrowsFailsAndTheRestGoesOnUnlessToldOtherwise() {
        #expect(consequences(.init(Broken())) == [.fail(stops: false)])
        #expect(consequences(keepsGoing: false, .init(Broken())) == [.fail(stops: true)])
    }

    @Test func anInterruptedBuildBlamesNoTarget() {
        let failure = FailurePolicy.Failure(
            BuildError.store(Self.fullDisk), lostInputs: [1], isInterrupted: true, hasChangedFiles: { true })
        #expect(consequences(failure) == [.stop])
    }

    @Test func aStoreThatCannotBeWrittenEndsTheBuild() {
        #expect(consequences(.init(BuildError.store(Self.fullDisk), lostInputs: [1])) == [.end(Self.fullDisk)])
        for error in [BuildError.storeRemoved(path: "/store"), .storeChanged(path: "/store", lost: 1)] { #expect(consequences(.init(error)) == [.stop]) }
        // A target that cannot write its own files fails, and nothing else does.
        #expect(consequences(.init(Self.fullDisk)) == [.fail(stops: false)])
    }

    /// To make an input again each time that one target has lost it would not end.
    @Test func aLostInputIsMadeAgainOnceForEachTargetThatMissesIt() {
        let found = consequences(
            .init(Broken(), of: 7, lostInputs: [1, 2]), .init(Broken(), of: 8, lostInputs: [3]), .init(Broken(), of: 8, lostInputs: [2, 3]),
            .init(Broken(), of: 7, lostInputs: [1]), .init(Broken(), of: 8, lostInputs: [3]))
        #expect(found == [.redo([1, 2]), .redo([3]), .redo([2, 3]), .fail(stops: false), .fail(stops: false)])
    }

    /// The value of an input was set aside in that moment.
    @Test func aWorkerThatFoundNoTargetOfItsKeyIsDecidedAgainOnce() {
        let error = BuildError.unknownKey("ab"), failure = WorkerFailure(error, report: ErrorReport(error))
        #expect(consequences(.init(failure, of: 3), .init(failure, of: 3)) == [.decideAgain, .fail(stops: false)])
    }

    /// The value was gone when the target read it, and is there when its failure is looked into.
    @Test func aTargetThatMissedWhatAnotherHadMadeAgainReadsItOnceMore() {
        let missed = BuildError.damagedObject(Digest(of: [1]), target: "a")
        let found = consequences(
            .init(missed, of: 7), .init(missed, of: 8), .init(WorkerFailure(missed, report: ErrorReport(missed)), of: 9), .init(missed, of: 7),
            .init(BuildError.damagedObject(Digest(of: [2]), target: "b"), of: 7))
        #expect(found == [.decideAgain, .decideAgain, .decideAgain, .fail(stops: false), .decideAgain])
    }

    @Test func anEditedFileIsAReasonToDecideAnewAndIsLookedAtOnlyThen() {
        #expect(consequences(keepsGoing: false, .init(Broken(), hasChangedFiles: { true })) == [.decideAgain])
        var wasAsked = false
        let lost = FailurePolicy.Failure(Broken(), lostInputs: [1]) {
            wasAsked = true
            return true
        }
        #expect(consequences(lost) == [.redo([1])])
        #expect(!wasAsked)
    }

    @Test func aKilledWorkerRunsOnceMoreAndOneThatStoppedByItselfDoesNot() {
        func ended(_ signal: Int32, _ position: Int) -> FailurePolicy.Failure {
            .init(BuildError.workerEnded(.signalled(signal), log: ""), of: position)
        }
        #expect(consequences(ended(9, 1), ended(9, 2), ended(9, 1)) == [.runAgain, .runAgain, .fail(stops: false)])
        #expect(consequences(ended(15, 1)) == [.runAgain])
        for trap in [4, 5, 6, 8, 11] as [Int32] { #expect(consequences(ended(trap, 1)) == [.fail(stops: false)]) }
    }
}
