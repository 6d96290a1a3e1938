// Random graphs under random edits, failures and kills: the engine against its specification.
//
// PAPER_TEST_GRAPHS sets how many (10,000 by default); a failure prints its seed, and PAPER_TEST_SEED runs that one alone.
import BuildGraph
import TestSupport
import Testing

@Suite struct RandomGraphTests {
    private static let blocks = 4

    @Test(arguments: 0..<blocks) func aBuildAgreesWithThePureEvaluator(block: Int) throws {
        let count = TestSettings.count("PAPER_TEST_GRAPHS", default: 10_000)
        let only = TestSettings.number("PAPER_TEST_SEED")
        let seeds = only.map { block == 0 ? [$0] : [] } ?? Array(stride(from: block, to: count, by: Self.blocks))
        var total = RandomHistory.Counts()
        for seed in seeds {
            var history = RandomHistory(seed: seed)
            try history.run()
            total.builds += history.counts.builds
            total.kills += history.counts.kills
        }
        print("random graphs: \(seeds.count), with \(total.builds) builds of which \(total.kills) were killed")
    }
}

/// One random graph, built again and again between edits and kills.
struct RandomHistory {
    struct Counts {
        var builds = 0
        var kills = 0
    }

    let seed: Int
    private(set) var counts = Counts()
    private var random: SplitMix
    private var reference = ReferenceEvaluator()
    private let world = TestWorld()
    private var graph = GraphSpecification(items: [])
    private var code = "code"

    init(seed: Int) {
        self.seed = seed
        random = SplitMix(state: UInt64(seed))
        for position in 0..<random.next(in: 1...12) {
            let inputs = (0..<random.next(in: 0...3)).compactMap { _ in position == 0 ? nil : random.next(in: 0...position - 1) }
            graph.items.append(
                .init(salt: random.next(in: 0...20), grain: random.next(in: 1...12), inputs: inputs, fails: random.next(in: 0...19) == 0))
        }
    }

    mutating func run() throws {
        for _ in 0..<6 {
            if random.next(in: 0...2) == 0 { try killedBuild() } else { try wholeBuild() }
            edit()
        }
        try wholeBuild()
    }

    private var comment: String { "rerun with PAPER_TEST_SEED=\(seed), build \(counts.builds)" }

    private func positions(_ names: [String]) -> Set<Int> { Set(names.compactMap { Int($0.dropFirst()) }) }

    private mutating func wholeBuild() throws {
        counts.builds += 1
        let expected = reference.expect(graph, code: code)
        let result = try world.build(graph.roots, code: code, jobs: random.next(in: 1...3))
        #expect(positions(result.ran) == expected.ran, "\(comment)")
        #expect(positions(result.failed) == expected.failed, "\(comment)")
        #expect(positions(result.skipped) == expected.skipped, "\(comment)")
        for (position, value) in expected.values {
            let bytes = try result.outcome.bytes(of: graph.roots[position].node)
            #expect(try decodeValue(Int.self, from: bytes) == value, "\(comment)")
        }
        for (name, reason) in result.reasons {
            #expect(ReasonKind(reason) == positions([name]).first.flatMap { expected.reasons[$0] }, "\(comment): \(name)")
        }
        reference.record(expected, ran: expected.ran, failed: expected.failed)
    }

    /// A build that is killed at a random effect, if it has so many. What it recorded is all that it may have changed.
    private mutating func killedBuild() throws {
        let expected = reference.expect(graph, code: code)
        let number = random.next(in: 0...7), share = Double(random.next(in: 0...10)) / 10
        world.files.inject { $0.number == number ? .crash(share) : nil }
        let result = Result { try world.build(graph.roots, code: code, jobs: 2) }
        guard world.files.isDown else {
            world.files.restart()
            #expect(throws: Never.self, "\(comment)") { try result.get() }
            return try wholeBuildAfterSurvival(expected, result)
        }
        counts.builds += 1
        counts.kills += 1
        world.files.restart()
        let store = try world.openStore()
        let plan = Scheduler(
            BuildContext(graph: try Graph(roots: graph.roots.map(\.node)), store: store, code: CodeFingerprints(everything: Digest(of: code.utf8))),
            options: BuildOptions(jobs: 1, machine: world.effects.machine)
        ).plan(Array(graph.items.indices))
        let upToDate = positions(plan.upToDate.map(\.node.name))
        let before = Set(expected.values.keys).subtracting(expected.ran)
        #expect(upToDate.isSubset(of: expected.values.keys), "\(comment)")
        // Of what needs nothing that was lost, all that was known is known still.
        let reachable = before.filter { isReachable($0, from: upToDate) }
        #expect(upToDate.isSuperset(of: reachable), "\(comment)")
        let failed = expected.failed.filter { position in
            store.lastFailure(ofIdentity: graph.roots[position].node.identity)
                .map { failure in plan.toRun.contains { $0.key == failure.key && $0.reason == .failedBefore } } ?? false
        }
        reference.record(expected, ran: upToDate.intersection(expected.ran), failed: failed)
    }

    private func isReachable(_ position: Int, from upToDate: Set<Int>) -> Bool {
        graph.items[position].inputs.allSatisfy { upToDate.contains($0) }
    }

    /// The kill came too late: the build must have done what any build must do.
    private mutating func wholeBuildAfterSurvival(
        _ expected: ReferenceEvaluator.Expectation, _ result: Result<TestWorld.Result, any Error>
    ) throws {
        counts.builds += 1
        if case .success(let build) = result { #expect(positions(build.ran) == expected.ran, "\(comment)") }
        reference.record(expected, ran: expected.ran, failed: expected.failed)
    }

    private mutating func edit() {
        for _ in 0..<random.next(in: 0...2) {
            let position = random.next(in: 0...graph.items.count - 1)
            switch random.next(in: 0...3) {
            case 0: graph.items[position].salt = random.next(in: 0...20)
            case 1: graph.items[position].grain = random.next(in: 1...12)
            case 2: graph.items[position].fails.toggle()
            default: if position > 0 { graph.items[position].inputs = [random.next(in: 0...position - 1)] }
            }
        }
        if random.next(in: 0...9) == 0 { code = "code\(random.next(in: 0...1))" }
    }
}
