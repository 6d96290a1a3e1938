// What the command advises for each error of the engine.
import BuildGraph
import PaperCommand
import TestSupport
import Testing

@Suite struct AdviceTests {
    /// Nil where the engine's own suggestion stands.
    private static let advice: [BuildErrorCase: String?] = [
        .undeclaredInput: nil, .undeclaredFile: nil, .notCanonical: nil, .unstableTypeName: nil, .unknownCode: nil, .duplicateName: nil,
        .unknownTarget: nil, .missingFile: nil, .malformedValue: nil,
        .valueTooLarge: nil,
        .store: "Make room there (`paper gc` takes out of the store what is not needed, `paper clean` the outputs), then run the same command again: finished work is kept.",
        .fileChanged: "Run the same command again.",
        .storeNotWritable: "Check its permissions, or set PAPER_CACHE to a folder that you can write.",
        .storeOfAnotherFormat: "Move it away, or set PAPER_CACHE to another folder.",
        .storeDamaged: "`paper build` and `paper doctor --mend` set the damaged part aside and keep it.",
        .journalMissing: "Put the file back, or run `paper build`: what is needed is made again.",
        .storeChanged: "Run the same command again: only what is gone is made again.",
        .storeRemoved: "Run the same command again: what the store held is made again.",
        .storeInUse: "Try again when that has ended, or wait for it with --wait.",
        .damagedObject: "Run the same command again: the value is made again. If the error comes back, check the disk.",
        .workerEnded: "Free memory, or run fewer targets at once: `--jobs 1`.",
        .unknownKey: "`paper plan --json` prints the present keys.",
        .interrupted: "Run the same command again: it goes on where it stopped.",
    ]

    @Test(arguments: BuildErrorCase.allCases) func eachErrorOfTheEngineHasItsAdvice(_ kind: BuildErrorCase) throws {
        #expect(Advice.next(for: kind.example) == (try #require(Self.advice[kind])))
    }

    @Test func whereTheDetailsMatterTheyDecide() {
        let table: [(any Error, String?)] = [
            (BuildError.unknownTarget("x", suggestions: []), "`paper list` shows all names."),
            (BuildError.missingFile(path: "data:cifar/a.bin", target: "images"), "`paper doctor` says where data is looked for. "
                + "A target of a data set is only of use where PaperSetting.data has its name."),
            (BuildError.storeNotWritable(path: "/store", code: 17), "Move it away, or set PAPER_CACHE to a folder that you can write."),
            (BuildError.workerEnded(.exited(0), log: ""), "Run the same command again; the store may have been removed meanwhile."),
            (BuildError.workerEnded(.signalled(5), log: ""), nil),
            (FileError(operation: "open", path: "/a", code: 13), "Check its permissions, or set PAPER_CACHE to a folder that you can write."),
            (FileError(operation: "open", path: "/a", code: 2), nil),
            (CommandError.notFound(program: "gnuplot"), "Install it: `make setup` does so on Debian and Ubuntu, and prints the command elsewhere."),
            (ArchiveError.compressed("a.tar.gz"), "Unpack it on the way: gunzip --stdout FILE | paper cache import -"),
            (ArchiveError.notAnArchive("a"), "`paper cache export FILE` makes one."),
            (ArchiveError.truncated("a"), nil),
        ]
        for (error, next) in table { #expect(Advice.next(for: error) == next, "\(error)") }
    }
}
