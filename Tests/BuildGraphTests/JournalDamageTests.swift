// Both journals, cut off at every length and with every byte changed, in a store with traces, values kept in the journal,
// failures and digests of files. Nothing is asked of the journal's form: only that what the store says is true.
import BuildGraph
import Foundation
import TestSupport
import Testing

@Suite struct JournalDamageTests {
    enum JournalFile: String, Sendable, CaseIterable {
        case traces, files
        var path: String { "\(TestWorld.storeFolder)/\(rawValue).journal" }
    }

    /// Bit patterns a byte is changed by: the lowest bit, a middle one, the highest, all.
    static let patterns: [UInt8] = [0x01, 0x10, 0x80, 0xff]

    /// A store and what it truly holds.
    struct Sample {
        let world = TestWorld()
        let roots: [AnyInput]
        let graph: Graph
        let journals: [JournalFile: [UInt8]]
        let others: [String: [UInt8]]
        let values: [String: [UInt8]]
        let traces: [String: Trace]
        let failure: FailureRecord

        init() throws {
            try world.write("fail", to: "state")
            try world.write("text", to: "notes")
            let series = Input(Series(name: "series", count: 400))
            roots = [
                AnyInput(Sum(name: "sum", terms: [Input(Constant(name: "a", value: 1)), Input(Total(name: "total", series: series))])),
                AnyInput(FileText(name: "text", file: SourceFile("notes"))),
                AnyInput(Fragile(name: "fragile", file: SourceFile("state"))),
            ]
            let result = try world.build(roots, jobs: 1)
            let store = try world.openStore()
            graph = try Graph(roots: roots.map(\.node))
            var values: [String: [UInt8]] = [:], traces: [String: Trace] = [:]
            for item in result.outcome.items where item.output != nil {
                values[item.node.name] = try result.outcome.bytes(of: item.node)
                traces[item.node.name] = store.lastTrace(of: item.node)
            }
            (self.values, self.traces) = (values, traces)
            failure = try #require(store.lastFailure(ofIdentity: roots[2].node.identity))
            var journals: [JournalFile: [UInt8]] = [:], others: [String: [UInt8]] = [:]
            for file in JournalFile.allCases { journals[file] = try world.files.read(file.path) }
            for path in world.files.paths where path.hasPrefix(TestWorld.storeFolder) { others[path] = try world.files.read(path) }
            (self.journals, self.others) = (journals, others)
        }

        /// The store as it was, but for one journal.
        func damage(_ file: JournalFile, _ bytes: [UInt8]) throws {
            for path in world.files.paths where path.hasPrefix(TestWorld.storeFolder) && others[path] == nil { try world.files.remove(path) }
            for (path, content) in others { try world.files.write(path == file.path ? bytes : content, to: path) }
        }

        /// All that the store says without building. Returns how many targets it has no value for.
        func checkWhatItSays(_ comment: String) throws -> Int {
            let store = try world.openStore()
            let scheduler = Scheduler(
                BuildContext(graph: graph, store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8))),
                options: BuildOptions(jobs: 1, machine: world.effects.machine))
            let plan = scheduler.plan(Array(graph.nodes.indices))
            for item in plan.upToDate {
                let output = item.key.flatMap(store.trace(for:))?.output
                // A trace whose details cannot be read is as good as not there, to those who ask for details.
                if let output { #expect(try store.load(output, target: "") == values[item.node.name], "\(comment)") }
            }
            for node in graph.nodes {
                if let trace = store.lastTrace(of: node) { #expect(trace == traces[node.name], "\(comment)") }
            }
            if let told = store.lastFailure(ofIdentity: roots[2].node.identity) { #expect(told == failure, "\(comment)") }
            return plan.toRun.count
        }

        /// Builds: the values are right, and afterwards all is up to date but what fails.
        func checkBuild(_ comment: String) throws {
            let result = try world.build(roots, jobs: 1)
            #expect(result.failed == ["fragile"], "\(comment)")
            for (name, value) in values {
                let node = try #require(graph.nodes.first { $0.name == name })
                #expect(try result.outcome.bytes(of: node) == value, "\(comment)")
            }
            #expect(try world.build(roots, jobs: 1).ran.isEmpty, "\(comment)")
        }
    }

    @Test(arguments: JournalFile.allCases) func aJournalThatEndsAnywhereIsReadAsFarAsItGoes(file: JournalFile) throws {
        let sample = try Sample()
        let whole = try #require(sample.journals[file])
        var missing = Int.max
        for length in 0...whole.count {
            try sample.damage(file, Array(whole.prefix(length)))
            let missingNow = try sample.checkWhatItSays("\(file) cut at \(length)")
            // A longer journal never says less.
            #expect(missingNow <= missing, "\(file) cut at \(length)")
            missing = missingNow
            try sample.checkBuild("\(file) cut at \(length)")
        }
        #expect(missing == 1)
        print("journals: \(file) loaded at each of \(whole.count + 1) lengths")
    }

    @Test(arguments: JournalFile.allCases, patterns)
    func aChangedByteAnywhereInAJournalIsNeverBelieved(file: JournalFile, pattern: UInt8) throws {
        let sample = try Sample()
        let whole = try #require(sample.journals[file])
        for position in whole.indices {
            let comment = "\(file) with byte \(position) changed by \(pattern)"
            try sample.damage(file, whole.flipping(position, by: pattern))
            do {
                _ = try sample.checkWhatItSays(comment)
                if position % 8 == Int(pattern) % 8 { try sample.checkBuild(comment) }
            } catch BuildError.storeOfAnotherFormat {
                // Only the version says so; it is told with what to do, and nothing is lost.
                #expect(position < 8, "\(comment)")
            }
        }
        print("journals: \(file) loaded with each of \(whole.count) bytes changed by \(String(pattern, radix: 16))")
    }
}
