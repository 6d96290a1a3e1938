// The real command under everything at once: kills, stops, edits, flipped bits in every file of the store, collections, archives, removals,
// checks and looks, one or two commands at a time. Afterwards the outputs are those of an undisturbed build, byte for byte, and what nobody
// damaged or removed does not run again.
//
// PAPER_TEST_COMMAND_SOAK sets how many rounds (2 by default); `make soak` takes many. A failure prints its seed; PAPER_TEST_SEED begins
// with it.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct CommandSoakTests {
    @Test func whateverHappensToAProjectItsOutputsAreThoseOfAnUndisturbedBuild() throws {
        let rounds = TestSettings.count("PAPER_TEST_COMMAND_SOAK", default: 2), first = TestSettings.number("PAPER_TEST_SEED") ?? 1
        var soak = try CommandSoak()
        for seed in first..<first + rounds { try soak.round(seed: seed) }
        print(
            "command soak: \(rounds) rounds, \(soak.kills) kills, \(soak.stops) stops, \(soak.flips) flipped bits, \(soak.pairs) pairs, "
                + "\(soak.commands) other commands; \(soak.wrong) wrong, \(soak.lost) lost")
    }
}

private struct CommandSoak {
    private let project: ExampleProject
    private let archive: String
    private var random = SplitMix(state: 0)
    private var slope = 2
    /// The outputs of an undisturbed build, and its seconds, by slope.
    private var references: [Int: (outputs: [String: String], seconds: Double)] = [:]
    private var log: [String] = []
    /// Whether something was edited or removed, so that anything may have to run.
    private var isEdited = true
    /// Flipped bits that no run has made good yet.
    private var outstanding = 0
    private(set) var kills = 0, stops = 0, flips = 0, pairs = 0, commands = 0, wrong = 0, lost = 0

    init() throws {
        project = try ExampleProject()
        archive = try RealFileSystem().makeScratchFolder() + "/values.tar"
        for slope in 2...4 {
            let reference = try ExampleProject(), start = SystemClock().monotonic()
            #expect(try reference.run(["build"], environment: ["EXAMPLE_SLOPE": "\(slope)"], timeLimit: 600).succeeded)
            references[slope] = (try Self.outputs(of: reference), SystemClock().monotonic() - start)
        }
    }

    /// The digests of the outputs, by name.
    private static func outputs(of project: ExampleProject) throws -> [String: String] {
        let figures = try FileManager.default.contentsOfDirectory(atPath: "\(project.folder)/build/figures").map { "figures/\($0)" }
        let names = ["paper.md", "claims.json"] + figures.filter { !$0.hasSuffix(".png") && !$0.contains(".new-") }
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, Digest(of: try RealFileSystem().read("\(project.folder)/build/\($0)")).hexadecimal) })
    }

    private var cache: String { project.folder + "/build/cache" }
    private var environment: [String: String] { ["EXAMPLE_SLOPE": "\(slope)"] }
    private var comment: String { log.joined(separator: ", ") }

    private func spawn(_ arguments: [String]) throws -> SpawnedBuild {
        try SpawnedBuild(arguments + ["--project", project.folder], environment: environment)
    }

    mutating func round(seed: Int) throws {
        random = SplitMix(state: UInt64(seed) &* 0x9e37_79b9)
        log = ["PAPER_TEST_SEED=\(seed)"]
        if random.next(in: 0...2) > 0 { edit() }
        for _ in 0..<random.next(in: 2...5) {
            switch random.next(in: 0...9) {
            case 0...3: try kill()
            case 4: try stop()
            case 5, 6: try flip()
            case 7: try pair()
            case 8: try one()
            default: try look()
            }
        }
        try settle()
    }

    private mutating func edit() {
        slope = random.next(in: 2...4)
        isEdited = true
        log.append("edit \(slope)")
    }

    /// Kills one build or two, somewhere between beginning and end, and perhaps what they have started.
    private mutating func kill() throws {
        let victim = random.element(of: SpawnedBuild.Victim.allCases), count = random.next(in: 1...2)
        // A build with nothing to do has most often ended before it is killed.
        if random.next(in: 0...1) == 0 { edit() }
        log.append("kill \(count)")
        let running = try (0..<count).map { _ in try spawn(["build"]) }
        let seconds = references[slope]?.seconds ?? 1
        for build in running {
            let part = Double(random.next(in: 0...1000)) / 1000
            usleep(UInt32(part * part * seconds * 1e6 / Double(count)))
            build.kill(victim)
        }
        for build in running where build.wait() == nil { kills += 1 }
    }

    /// A build stands still while another one runs.
    private mutating func stop() throws {
        log.append("stop")
        let build = try spawn(["build"])
        usleep(UInt32(random.next(in: 0...300_000)))
        build.signal(SIGSTOP)
        let other = try spawn(["list"])
        expect(other, ["list"])
        build.signal(SIGCONT)
        expect(build, ["build"])
        stops += 1
    }

    /// Flips bits anywhere in the store, and looks at it.
    private mutating func flip() throws {
        var paths: [String] = []
        for case let path as String in FileManager.default.enumerator(atPath: cache) ?? .init() { paths.append("\(cache)/\(path)") }
        let files = try paths.sorted().filter { try RealFileSystem().status($0).map { !$0.isFolder && $0.size > 0 } ?? false }
        guard !files.isEmpty else { return }
        for _ in 0..<random.next(in: 1...8) {
            let path = random.element(of: files)
            var bytes = try RealFileSystem().read(path)
            let position = random.next(in: 0...bytes.count - 1)
            bytes[position] ^= 1 << UInt8(random.next(in: 0...7))
            try RealFileSystem().write(bytes, to: path)
            log.append("flip \(path.lastPathComponent):\(position)")
            flips += 1
            outstanding += 1
        }
        if random.next(in: 0...2) == 0 { try look() }
    }

    private static let others = [
        ["build"], ["build"], ["check"], ["gc"], ["gc", "--apply"], ["gc", "--apply", "--wait"], ["list"], ["plan"], ["why", "line"], ["doctor"],
        ["doctor", "--mend"], ["verify", "line"], ["clean"], ["clean", "--cache", "--yes"], ["show", "EX-1"],
    ]

    private mutating func other() -> [String] {
        let number = random.next(in: 0...Self.others.count + 1)
        if number < Self.others.count { return Self.others[number] }
        return number == Self.others.count ? ["cache", "export", "--force", archive] : ["cache", "import", archive]
    }

    private mutating func pair() throws {
        let words = [other(), other()]
        log.append("pair \(words)")
        let running = try words.map(spawn)
        for (command, arguments) in zip(running, words) { expect(command, arguments) }
        pairs += 1
    }

    private mutating func one() throws {
        let words = other()
        log.append("\(words)")
        expect(try spawn(words), words)
        commands += 1
    }

    /// It ends by itself: well, or with a message that says what to do next; `check` and `doctor` with what they found.
    private mutating func expect(_ command: SpawnedBuild, _ arguments: [String]) {
        let status = command.wait(), output = command.output
        if arguments == ["clean", "--cache", "--yes"], status == 0 { isEdited = true }
        #expect(status == 0 || status == 1 || status == 2 && output.contains("→"), "\(comment): \(arguments): \(status ?? -1): \(output)")
        #expect(!output.contains("Fatal error"), "\(comment): \(arguments): \(output)")
    }

    /// Commands that look change nothing.
    private mutating func look() throws {
        func store() throws -> [String: Digest] {
            var files: [String: Digest] = [:]
            for case let path as String in FileManager.default.enumerator(atPath: cache) ?? .init() {
                guard let status = try RealFileSystem().status("\(cache)/\(path)"), !status.isFolder else { continue }
                files[path] = Digest(of: try RealFileSystem().read("\(cache)/\(path)"))
            }
            return files
        }
        let words = random.element(of: [["list"], ["plan"], ["why", "line"], ["doctor"], ["gc"], ["show", "EX-1"], ["graph"]])
        log.append("look \(words)")
        // What a killed build had started may still write.
        try waitForQuiet()
        let before = try store()
        expect(try spawn(words), words)
        #expect(try store() == before, "\(comment)")
        commands += 1
    }

    private func waitForQuiet() throws {
        guard try RealFileSystem().status(cache + "/in-use") != nil else { return }
        try RealFileSystem().lock(cache + "/in-use", .exclusive).unlock()
    }

    private func build() throws -> ExampleProject.Report {
        let result = try project.run(["build", "--json"], environment: environment, timeLimit: 600)
        #expect(result.succeeded, "\(comment): \(result.errorText)")
        return try ExampleProject.Report(events: result.outputText)
    }

    /// A build without a disturbance: it succeeds, its outputs are right, and the next one has nothing to do.
    private mutating func settle() throws {
        try waitForQuiet()
        let report = try build()
        if !isEdited && report.ran.count > outstanding {
            lost += report.ran.count - outstanding
            Issue.record("\(comment): \(report.ran) ran again after \(outstanding) flipped bits")
        }
        if !isEdited { outstanding = max(0, outstanding - report.ran.count) }
        let outputs = try Self.outputs(of: project)
        for (name, text) in references[slope]?.outputs ?? [:] where outputs[name] != text {
            wrong += 1
            Issue.record("\(comment): \(name) differs")
        }
        let again = try build()
        if !again.ran.isEmpty {
            lost += again.ran.count
            Issue.record("\(comment): \(again.ran) ran again at once")
        }
        isEdited = false
    }
}
