// Every reader of what comes from outside, for a fixed time on random changes of valid inputs, in a process of its own: none
// traps, hangs, or takes more memory than there is.
//
// PAPER_FUZZ_SECONDS sets the seconds for all readers together, PAPER_FUZZ_SEED the seed. What a failure prints is kept by
// copying it to Tests/ReaderFuzzCorpus/READER: it is read first from then on.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ReaderFuzzTests {
    private static let program: String = {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
        return [tests, ".build/release", ".build/debug"].map { "\($0)/reader-fuzz" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "reader-fuzz"
    }()

    private func run(_ arguments: [String], timeLimit: Double = 600) throws -> CommandResult {
        try SystemProcessRunner().run(
            Command(Self.program, arguments, environment: ["SWIFT_BACKTRACE": "enable=no"], timeLimit: timeLimit), until: Cancellation())
    }

    @Test func noReaderTrapsHangsOrTakesAllMemory() throws {
        let readers = try run(["list"]).outputText.split(separator: "\n").map(String.init)
        try #require(readers.count >= 16)
        let seconds = Double(TestSettings.count("PAPER_FUZZ_SECONDS", default: 7)) / Double(readers.count)
        let seed = TestSettings.count("PAPER_FUZZ_SEED", default: 1)
        let corpus = URL.project(of: #filePath).appending(path: "Tests/ReaderFuzzCorpus").path
        var total = 0
        for reader in readers {
            let record = "\(try RealFileSystem().makeScratchFolder())/record"
            let result = try run(["run", reader, "\(seconds)", "\(seed)", record, "\(corpus)/\(reader)"], timeLimit: seconds + 60)
            let flight = FileManager.default.contents(atPath: record).flatMap { Self.read(Array($0)) }
            total += flight?.executions ?? 0
            let words = result.outputText.split(whereSeparator: \.isWhitespace)
            if result.succeeded, words.count == 2 {
                print("fuzz: \(reader): \(words[0]) executions, \(words[1]) outcomes")
                try RealFileSystem().removeAll(record.parentFolder)
                continue
            }
            try Data(flight?.input ?? []).write(to: URL(filePath: record + ".input"))
            Issue.record("\(reader), seed \(seed): \(result.ending) at input \(flight?.executions ?? 0), kept as \(record).input; \(result.errorText.suffix(600))")
        }
        print("fuzz: \(total) executions of \(readers.count) readers")
    }

    /// As `FlightRecord` writes it: how many inputs were begun, the length of the last, and the input.
    private static func read(_ bytes: [UInt8]) -> (executions: Int, input: [UInt8])? {
        guard bytes.count > 16 else { return nil }
        func number(_ offset: Int) -> Int { bytes.withUnsafeBytes { Int(clamping: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) } }
        return (number(0), Array(bytes.dropFirst(16).prefix(number(8))))
    }
}
