// Random graphs under random edits: the engine against its specification.
import BuildGraph
import TestSupport
import Testing

@Suite struct RandomGraphTests {
    @Test(arguments: 0..<200) func aBuildAgreesWithThePureEvaluator(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        var reference = ReferenceEvaluator()
        let world = TestWorld()
        var graph = GraphSpecification(items: [])
        for position in 0..<random.next(in: 1...14) {
            let inputs = (0..<random.next(in: 0...3)).compactMap { _ in position == 0 ? nil : random.next(in: 0...position - 1) }
            graph.items.append(.init(salt: random.next(in: 0...20), grain: random.next(in: 1...12), inputs: inputs))
        }
        var code = "code"
        for _ in 0..<6 {
            let expected = reference.build(graph, code: code)
            let result = try world.build(graph.roots, code: code, jobs: random.next(in: 1...3))
            func positions(_ names: [String]) -> Set<Int> { Set(names.compactMap { Int($0.dropFirst()) }) }
            #expect(positions(result.ran) == expected.ran)
            #expect(positions(result.failed) == expected.failed)
            #expect(positions(result.skipped) == expected.skipped)
            for (position, value) in expected.values {
                let bytes = try result.outcome.bytes(of: graph.roots[position].node)
                #expect(try decodeValue(Int.self, from: bytes) == value)
            }
            edit(&graph, &code, &random)
        }
    }

    private func edit(_ graph: inout GraphSpecification, _ code: inout String, _ random: inout SplitMix) {
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
