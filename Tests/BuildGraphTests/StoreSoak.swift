// One random history of a store in memory: builds, edits, kills, power cuts, flipped bits in every file, collections, exports, imports,
// removals and checks, alone and two at a time, against the pure evaluator. Wrong is a value that differs; lost is a target that runs
// although nothing that it needs was damaged, removed or never made.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

/// A number with as many zeros as wanted: in the journal or in a file of its own.
struct WideTarget: Target {
    var position: Int
    var salt: Int
    var grain: Int
    var fails: Bool
    var inputs: [Input<[Int]>]
    var notes: SourceFile
    var label: String? { "t\(position)" }

    func make(_ values: Inputs) throws -> [Int] {
        if fails { throw SpecifiedTarget.Failure() }
        let value = try values[inputs].compactMap(\.first).reduce(salt, +) / grain * grain
        // No two targets share a value: what is damaged is one target's.
        return [value, position] + [Int](repeating: 0, count: position % 2 == 0 ? 400 : 0)
    }
}

extension GraphSpecification {
    /// The same graph as targets with values in the journal and in files, which read a file each.
    var wideRoots: [AnyInput] {
        var handles: [Input<[Int]>] = []
        for (position, item) in items.enumerated() {
            handles.append(
                Input(
                    WideTarget(
                        position: position, salt: item.salt, grain: item.grain, fails: item.fails, inputs: item.inputs.map { handles[$0] },
                        notes: SourceFile("notes\(position % 3)"))))
        }
        return handles.map(AnyInput.init)
    }
}

/// What a soak did and found.
struct SoakCounts {
    var builds = 0, kills = 0, flips = 0, pairs = 0, collections = 0, transfers = 0, removals = 0, looks = 0
    var madeAgain = 0, wrong = 0, lost = 0

    static func += (sum: inout SoakCounts, more: SoakCounts) {
        for field in [\SoakCounts.builds, \.kills, \.flips, \.pairs, \.collections, \.transfers, \.removals, \.looks, \.madeAgain, \.wrong, \.lost] {
            sum[keyPath: field] += more[keyPath: field]
        }
    }
}

struct StoreSoak {
    let seed: Int
    private(set) var counts = SoakCounts()
    private var random: SplitMix
    private var reference = ReferenceEvaluator()
    private let world = TestWorld()
    private var graph = GraphSpecification(items: [])
    /// All graphs so far: a collection keeps what any of them needs.
    private var past: [GraphSpecification] = []
    /// Flipped bits that no run has made good yet: a value of an earlier graph is not read until that graph comes back.
    private var pendingFlips = 0
    /// Whether a killed build may have left the end of a journal torn, which nothing but a build or `mend` puts in order.
    private var mayBeTorn = false
    /// Targets that a killed build made and that no build has committed since: there, and not yet durable.
    private var volatile = 0
    /// Of these, those that a cut of the power came upon.
    private var lostWithPower = 0
    private var log: [String] = []

    init(seed: Int) throws {
        self.seed = seed
        random = SplitMix(state: UInt64(seed))
        for position in 0..<random.next(in: 2...10) {
            let inputs = (0..<random.next(in: 0...3)).compactMap { _ in position == 0 ? nil : random.next(in: 0...position - 1) }
            graph.items.append(.init(salt: random.next(in: 0...20), grain: random.next(in: 1...12), inputs: inputs, fails: random.next(in: 0...19) == 0))
        }
        for number in 0..<3 { try world.write("note \(number)", to: "notes\(number)") }
    }

    /// An error that nothing asked for is a finding.
    mutating func run(steps: Int) {
        do { try go(steps) } catch { Issue.record("\(comment): \(error)") }
    }

    private mutating func go(_ steps: Int) throws {
        try wholeBuild()
        for _ in 0..<steps {
            switch random.next(in: 0...13) {
            case 0, 1: edit()
            case 2, 3: killedBuild()
            case 4, 5, 6: try flip()
            case 7: try collect()
            case 8: try transfer()
            case 9: try pair()
            case 10: try look()
            case 11: if random.next(in: 0...3) == 0 { try remove() } else { try mend() }
            default: try wholeBuild()
            }
        }
        try wholeBuild()
    }

    private var comment: String { "rerun with PAPER_TEST_SEED=\(seed): \(log.joined(separator: ", "))" }
    private func positions(_ names: [String]) -> Set<Int> { Set(names.compactMap { Int($0.dropFirst()) }) }

    private func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in world.files.paths where path.hasPrefix(TestWorld.storeFolder) { files[path] = try world.files.read(path) }
        return files.filter { !$0.value.isEmpty }
    }

    // MARK: Builds

    /// Builds, reads every value, and builds once more: then nothing is left to do.
    private mutating func wholeBuild() throws {
        log.append("build")
        let expected = reference.expect(graph, code: "code")
        var ran: Set<Int> = [], failed: Set<Int> = [], reasons: [String] = []
        var store: Store?, isRead = false
        for _ in 0...graph.items.count where !isRead {
            counts.builds += 1
            let result = try world.build(graph.wideRoots, jobs: random.next(in: 1...3), store: store)
            // As the command does: it goes on with the store that has found the damage.
            store = result.outcome.store
            ran.formUnion(positions(result.ran))
            reasons += result.ran.sorted().map { "\($0) (\(result.reasons[$0]?.description ?? ""))" }
            failed = positions(result.failed)
            if failed != expected.failed {
                Issue.record("\(comment): \(result.outcome.failures.map { "\($0.0.name): \($0.1.summary)" }) failed, not \(expected.failed.sorted())")
                break
            }
            do {
                for (position, value) in expected.values {
                    let bytes = try result.outcome.bytes(of: graph.wideRoots[position].node)
                    if try decodeValue([Int].self, from: bytes).first != value {
                        counts.wrong += 1
                        Issue.record("\(comment): t\(position) is wrong")
                    }
                }
                isRead = true
            } catch BuildError.damagedObject { continue }
        }
        #expect(isRead || failed != expected.failed, "\(comment): a damaged value is not made again")
        let again = ran.subtracting(expected.ran)
        counts.madeAgain += again.count
        let mayRun = pendingFlips + lostWithPower
        if again.count > mayRun {
            counts.lost += again.count - mayRun
            Issue.record("\(comment): \(again.sorted()) ran after \(pendingFlips) flipped bits: \(reasons.joined(separator: ", "))")
        }
        let idle = try world.build(graph.wideRoots, jobs: 1)
        if !idle.ran.isEmpty {
            counts.lost += idle.ran.count
            Issue.record("\(comment): \(idle.ran) ran again at once")
        }
        pendingFlips -= min(again.count, pendingFlips)
        mayBeTorn = false
        volatile = ran.isEmpty ? volatile + expected.ran.count : 0
        reference.record(expected, ran: expected.ran, failed: expected.failed)
        past.append(graph)
    }

    /// A build that the machine does not survive, if it has so many effects.
    private mutating func killedBuild() {
        let number = random.next(in: 0...40), share = Double(random.next(in: 0...10)) / 10, losesPower = random.next(in: 0...1) == 0
        log.append("kill at \(number)")
        world.files.inject { $0.number == number ? .crash(share) : nil }
        _ = try? world.build(graph.wideRoots, jobs: 2)
        if world.files.isDown {
            counts.kills += 1
            mayBeTorn = true
        }
        guard losesPower else { return world.files.restart() }
        world.files.cutPower(seed: UInt64(seed &* 31 &+ number))
        lostWithPower += volatile
        volatile = 0
    }

    // MARK: What happens to a store

    private mutating func flip() throws {
        let files = try files()
        guard !files.isEmpty else { return }
        let path = random.element(of: files.keys.sorted()), bytes = try #require(files[path])
        let position = random.next(in: 0...bytes.count - 1), bit = random.next(in: 0...7)
        log.append("flip \(path.lastPathComponent):\(position).\(bit)")
        world.files.corrupt(path) { $0[position] ^= 1 << UInt8(bit) }
        counts.flips += 1
        pendingFlips += 1
    }

    private mutating func edit() {
        let position = random.next(in: 0...graph.items.count - 1)
        log.append("edit t\(position)")
        switch random.next(in: 0...3) {
        case 0: graph.items[position].salt = random.next(in: 0...20)
        case 1: graph.items[position].grain = random.next(in: 1...12)
        case 2: graph.items[position].fails.toggle()
        default: if !past.isEmpty { graph = random.element(of: past) }
        }
    }

    private func live(_ store: Store) throws -> LiveSet {
        var live = LiveSet()
        for graph in past + [graph] {
            live.add(BuildContext(graph: try Graph(roots: graph.wideRoots.map(\.node)), store: store, code: CodeFingerprints(everything: Digest(of: "code".utf8))))
        }
        return live
    }

    /// A collection takes nothing that any graph so far needs, and nothing at all while a journal is damaged.
    private mutating func collect() throws {
        log.append("gc")
        counts.collections += 1
        let before = try files()
        do { _ = try world.openStore().collect(CollectionPolicy(), keeping: live) } catch BuildError.storeDamaged, BuildError.journalMissing {
            #expect(try files() == before, "\(comment)")
        }
    }

    /// A whole store comes out of an archive as it went in.
    private mutating func transfer() throws {
        log.append("export")
        counts.transfers += 1
        let expected = reference.expect(graph, code: "code"), other = TestWorld()
        for number in 0..<3 { try other.write("note \(number)", to: "notes\(number)") }
        var sink = MemorySink()
        do { _ = try world.openStore().export(live, title: "soak", profiles: [], to: &sink) } catch BuildError.journalMissing {
            return  // killed before its first commit
        } catch BuildError.storeDamaged, BuildError.damagedObject {
            if pendingFlips == 0 && !mayBeTorn { Issue.record("\(comment): damage without a flipped bit or a kill") }
            return
        }
        try other.files.write(sink.bytes, to: "/archive")
        var source = FileSource(path: "/archive", files: other.files)
        _ = try other.openStore().importArchive(from: &source, name: "archive")
        let ran = positions(try other.build(graph.wideRoots).ran).subtracting(expected.ran)
        // What needs a value that was lost is not up to date, and not in the archive.
        if pendingFlips == 0 && !ran.isEmpty {
            counts.lost += ran.count
            Issue.record("\(comment): \(ran) were not in the archive")
        }
    }

    private mutating func remove() throws {
        log.append("clean")
        counts.removals += 1
        do {
            try world.openStore().removeAll()
            reference = ReferenceEvaluator()
        } catch BuildError.storeDamaged {}
    }

    private mutating func mend() throws {
        log.append("mend")
        try world.openStore().mend()
        mayBeTorn = false
        #expect(try world.openStore().check().damagedJournals.isEmpty, "\(comment)")
    }

    /// Looking changes nothing.
    private mutating func look() throws {
        log.append("look")
        counts.looks += 1
        let before = try files(), store = try world.openStore()
        _ = try store.check()
        _ = try? store.planCollection(keeping: live(store), CollectionPolicy())
        for graph in past { for root in graph.wideRoots { _ = store.lastTrace(of: root.node).map { try? store.load($0.output, target: "") } } }
        #expect(try files() == before, "\(comment)")
    }

    /// A build from which something else took a damaged value ends, and says that it is to be started again.
    private func undisturbed<T>(_ build: () throws -> T) throws -> T {
        do { return try build() } catch BuildError.storeChanged where pendingFlips > 0 { return try build() }
    }

    /// A build, and something else at the same time.
    private mutating func pair() throws {
        try wholeBuild()
        edit()
        counts.pairs += 1
        let expected = reference.expect(graph, code: "code"), other = random.next(in: 0...4)
        log.append("pair with \(other)")
        let failure = Mutex<String?>(nil)
        let world = world, roots = graph.wideRoots, past = past + [graph], seed = seed
        let thread = Thread {
            do {
                let store = try world.openStore()
                let code = CodeFingerprints(everything: Digest(of: "code".utf8))
                func live(_ store: Store) throws -> LiveSet {
                    var live = LiveSet()
                    for graph in past { live.add(BuildContext(graph: try Graph(roots: graph.wideRoots.map(\.node)), store: store, code: code)) }
                    return live
                }
                switch other {
                case 0: _ = try world.build(roots, jobs: 2)
                case 1: _ = try store.collect(CollectionPolicy(), keeping: live)
                case 2: _ = try store.check()
                case 3:
                    var sink = MemorySink()
                    _ = try store.export(live, title: "soak", profiles: [], to: &sink)
                    try world.files.write(sink.bytes, to: "/archive-\(seed)")
                    var source = FileSource(path: "/archive-\(seed)", files: world.files)
                    _ = try world.openStore().importArchive(from: &source, name: "archive")
                default: try store.mend()
                }
            } catch BuildError.storeInUse {
                // Refused: somebody builds.
            } catch { failure.withLock { $0 = "\(error)" } }
        }
        thread.start()
        let result = try undisturbed { try world.build(roots, jobs: 2) }
        while !thread.isFinished { usleep(200) }
        if let failure = failure.withLock({ $0 }), pendingFlips == 0 { Issue.record("\(comment): \(failure)") }
        #expect(positions(result.failed) == expected.failed, "\(comment)")
        let again = positions(result.ran).subtracting(expected.ran)
        #expect(again.count <= pendingFlips + lostWithPower, "\(comment): \(again) ran")
        pendingFlips -= min(again.count, pendingFlips)
        reference.record(expected, ran: expected.ran, failed: expected.failed)
        try wholeBuild()
    }
}

@Suite struct StoreSoakTests {
    /// PAPER_TEST_SOAK sets how many histories (40 by default); `make soak` takes many.
    @Test(arguments: 0..<2) func whateverHappensToAStoreNothingIsWrongAndNothingIsLost(block: Int) throws {
        let only = TestSettings.number("PAPER_TEST_SEED")
        let seeds = only.map { block == 0 ? [$0] : [] } ?? Array(stride(from: block, to: TestSettings.count("PAPER_TEST_SOAK", default: 40), by: 2))
        var total = SoakCounts()
        for seed in seeds {
            var soak = try StoreSoak(seed: seed)
            soak.run(steps: 25)
            total += soak.counts
        }
        print(
            "soak: \(seeds.count) stores, \(total.builds) builds, \(total.kills) kills, \(total.flips) flipped bits, \(total.pairs) pairs, "
                + "\(total.collections) collections, \(total.transfers) transfers, \(total.removals) removals, \(total.looks) looks; "
                + "\(total.madeAgain) made again, \(total.wrong) wrong, \(total.lost) lost")
    }
}
