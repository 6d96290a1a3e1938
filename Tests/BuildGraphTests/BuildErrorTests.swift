// The wording of every error of the engine, and that it is the engine's own: no word of a program that uses it.
import BuildGraph
import TestSupport
import Testing

@Suite struct BuildErrorTests {
    private static let texts: [BuildErrorCase: (what: String, why: String?, next: String?)] = [
        .undeclaredInput: (
            "sum uses a without declaring it.", "Only handles that are stored in a target are its dependencies.",
            "Store the handle in a property of sum."
        ),
        .undeclaredFile: ("sum reads a.txt without declaring it.", nil, "Store SourceFile(\"a.txt\") in a property of sum."),
        .notCanonical: ("A parameter of sum has no canonical form: scale.width.", "NaN is equal to nothing, itself included", nil),
        .unstableTypeName: (
            "The target type Sum is private or local.", "Its name is not the same from run to run.",
            "Move it out of the function and make it internal or public."
        ),
        .unknownCode: (
            "The code of the target type Study.Sum<Study.A> is not known.", "No fingerprint of Study.A was compiled into this program.",
            "Declare it at the top level of a module, not in an extension of another module's type, and apply CodeFingerprintPlugin to the "
                + "executable that links it."
        ),
        .duplicateName: ("Two different targets are called sum.", "Study.Sum, Study.Total", "Give one of them another name."),
        .unknownTarget: ("There is no target called sun.", nil, "Did you mean sum or run?"),
        .missingFile: ("a.txt is missing.", "sum reads it.", "Put it back, or change the target."),
        .store: (
            "The disk of /store is full.", "write /store/objects: No space left on device",
            "Make room there, then build again: finished work is kept."
        ),
        .fileChanged: ("a.txt changed while sum was being made from it.", nil, "Build again."),
        .storeNotWritable: ("The store cannot be written: /store.", "Permission denied", "Check its permissions."),
        .storeOfAnotherFormat: ("/store/traces.journal was written by another version of this program.", nil, "Move it away."),
        .storeDamaged: (
            "/store/traces.journal is damaged: 812 bytes in 2 places are not records.",
            "A damaged record may have named values that nothing else names.", "Build first: that mends it."
        ),
        .journalMissing: (
            "The store has values, but no record of any: /store/traces.journal.", "Nothing says which of them are needed.",
            "Put the file back, or build: what is needed is made again."
        ),
        .storeChanged: (
            "Something removed values from the store while it was in use: /store.",
            "3 values that were made or used are not there any more.", "Build again: only what is gone is made again."
        ),
        .storeRemoved: ("The store was removed or replaced while it was in use: /store.", nil, "Build again: what the store held is made again."),
        .storeInUse: ("The store is in use: /store.", "By a, b, c and 1 more.", "Try again when that has ended."),
        .damagedObject: (
            "The stored value of sum is gone or damaged (object 4bf5122f).", nil,
            "Build again: the value is made again. If the error comes back, check the disk."
        ),
        .malformedValue: ("The stored value of sum does not have the expected form.", "a Double was expected", nil),
        .valueTooLarge: (
            "The value of sum is too large.", "It has 3000 MB, and a value has at most 2000 MB.", "Split the target, or keep less in its value."
        ),
        .workerEnded: (
            "The worker process was killed (signal 9), as happens when memory runs out.", nil, "Free memory, or run fewer targets at once."
        ),
        .unknownKey: ("No target has the key abc.", "A key holds for one state of the code, the parameters and the inputs.", nil),
        .interrupted: ("Interrupted.", nil, "Build again: finished work is kept."),
    ]

    @Test(arguments: BuildErrorCase.allCases) func saysWhatWhyAndWhatToDo(_ kind: BuildErrorCase) throws {
        #expect(BuildErrorCase(kind.example) == kind)
        let report = ErrorReport(kind.example), expected = try #require(Self.texts[kind])
        #expect(report.what == expected.what)
        #expect(report.why == expected.why)
        #expect(report.next == expected.next)
    }

    @Test(arguments: BuildErrorCase.allCases) func namesNoCommandThatTheEngineDoesNotHave(_ kind: BuildErrorCase) {
        let report = ErrorReport(kind.example)
        let text = [report.what, report.why, report.next].compactMap { $0 }.joined(separator: " ")
        for word in ["`", "--", "PAPER_", "paper", "command"] { #expect(!text.contains(word), "\(text)") }
    }

    @Test func theAdviceOfTheProgramTakesThePlaceOfTheEnginesOwn() {
        var effects = TestWorld().effects
        #expect(effects.report(BuildError.interrupted).next == "Build again: finished work is kept.")
        effects.advice = { if case BuildError.interrupted = $0 { "Press the button." } else { nil } }
        #expect(effects.report(BuildError.interrupted).next == "Press the button.")
        #expect(effects.report(BuildError.unknownTarget("sun", suggestions: ["sum"])).next == "Did you mean sum?")
    }

    @Test func aFailedTargetCarriesTheAdviceOfTheProgram() throws {
        var world = TestWorld()
        world.effects.advice = { if case BuildError.missingFile = $0 { "Look under the table." } else { nil } }
        let failure = try #require(try world.build([AnyInput(FileText(name: "text", file: SourceFile("absent.txt")))]).outcome.failures.first?.1)
        #expect(failure.what == "absent.txt is missing.")
        #expect(failure.next == "Look under the table.")
    }
}
