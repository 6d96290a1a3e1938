// Fuzzes one reader for some seconds in a process of its own: whoever started it sees a trap, a hang or too much memory in how
// it ends, and finds the input in the flight record.
//
//   reader-fuzz list
//   reader-fuzz run READER SECONDS SEED FLIGHT-RECORD CORPUS-FOLDER
//   reader-fuzz replay READER FILE…
//   reader-fuzz grow READER SECONDS SEED FLIGHT-RECORD CORPUS-FOLDER    as run, and adds small inputs that have new outcomes to the corpus
import BuildGraph
import Foundation

@main
enum ReaderFuzz {
    /// Seconds for one input: more is a hang.
    private static let patience: UInt32 = 20
    /// Bytes of address space: more is a finding.
    private static let memory: rlim_t = 4 << 30

    /// Bytes of an input that is added to the corpus.
    private static let largestKept = 2000
    /// Inputs of one reader's corpus, beyond which it does not grow by itself: the first to be different show most.
    private static let corpusSize = 24

    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let readers = try Reader.all()
        guard arguments.count > 1, let reader = readers.first(where: { $0.name == arguments[1] }) else {
            return readers.forEach { print($0.name) }
        }
        switch arguments[0] {
        case "replay":
            for path in arguments.dropFirst(2) { print(path, reader.outcome(try RealFileSystem().read(path))) }
        default:
            guard arguments.count == 6, let seconds = Double(arguments[2]), let seed = UInt64(arguments[3]) else { exit(64) }
            try run(
                reader, seconds: seconds, seed: seed, record: FlightRecord(path: arguments[4]), corpus: arguments[5], grows: arguments[0] == "grow")
        }
    }

    private static func run(_ reader: Reader, seconds: Double, seed: UInt64, record: FlightRecord, corpus: String, grows: Bool) throws {
        var limit = rlimit(rlim_cur: memory, rlim_max: memory)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        let files = RealFileSystem(), clock = SystemClock()
        if grows { try files.makeFolder(corpus) }
        let kept = try files.status(corpus)?.isFolder == true ? files.list(corpus).map { try files.read("\(corpus)/\($0)") } : []
        var pool = reader.seeds + kept, outcomes: Set<String> = [], executions = 0, room = grows ? corpusSize - kept.count : 0
        func execute(_ input: [UInt8]) -> Bool {
            executions += 1
            record.begin(input, number: executions)
            alarm(patience)
            return outcomes.insert(reader.outcome(input)).inserted
        }
        pool.forEach { _ = execute($0) }
        var mutator = Mutator(seed: seed)
        let end = clock.monotonic() + seconds
        while clock.monotonic() < end {
            var input = mutator.changed(mutator.pick(pool), with: pool)
            if mutator.random.next(in: 0...1) == 0 { input = Array(reader.repair(input).prefix(Mutator.largest)) }
            guard execute(input), pool.count < 2000 else { continue }
            pool.append(input)
            guard room > 0, input.count <= largestKept else { continue }
            try files.write(input, to: "\(corpus)/\(Digest(of: input).short)")
            room -= 1
        }
        print("\(executions) \(outcomes.count)")
    }
}
