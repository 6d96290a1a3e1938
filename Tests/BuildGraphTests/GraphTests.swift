// The graph as positions: order, edges, and the look-up of nodes.
import BuildGraph
import TestSupport
import Testing

@Suite struct GraphTests {
    /// A graph of many nodes, some of which are mentioned twice by one other.
    func graph(seed: UInt64) throws -> Graph {
        var random = SplitMix(state: seed)
        var handles: [Input<Double>] = []
        for i in 0..<300 {
            let terms = (0..<random.next(in: 0...4)).compactMap { _ in i == 0 ? nil : handles[random.next(in: 0...i - 1)] }
            handles.append(Input(Sum(name: "s\(i)", terms: terms)))
        }
        return try Graph(roots: handles.map(\.node))
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func dependenciesStandBeforeTheirDependantsAndEdgesAgreeFromBothSides(seed: UInt64) throws {
        let graph = try graph(seed: seed)
        #expect(graph.nodes.count == 300)
        for (position, node) in graph.nodes.enumerated() {
            let dependencies = graph.dependencies[position].map(Int.init)
            #expect(dependencies.map { graph.nodes[$0].identity } == node.dependencies.map(\.identity))
            #expect(dependencies.allSatisfy { $0 < position })
            for dependency in dependencies { #expect(graph.dependants[dependency].contains(Int32(position))) }
            #expect(graph.dependants[position].allSatisfy { graph.dependencies[Int($0)].contains(Int32(position)) })
            #expect(Array(graph.dependants[position]) == graph.dependants[position].sorted())
        }
    }

    @Test func aNodeIsFoundByWhatItIsAndNoOtherIs() throws {
        let graph = try graph(seed: 1)
        for (position, node) in graph.nodes.enumerated() { #expect(graph.position(of: node) == position) }
        #expect(graph.position(of: Input(Constant(name: "elsewhere", value: 1)).node) == nil)
    }

    @Test func anOutcomeFindsItsOwnTargetsAndNoOthers() throws {
        let world = TestWorld()
        let wanted = Sum(name: "wanted", terms: [Input(Constant(name: "a", value: 1))])
        let other = Sum(name: "other", terms: [Input(Constant(name: "b", value: 2))])
        let outcome = try world.build([AnyInput(other), AnyInput(wanted)], only: ["wanted"]).outcome
        #expect(outcome.item(for: AnyInput(wanted).node)?.node.name == "wanted")
        #expect(outcome.item(for: AnyInput(other).node) == nil)
        #expect(try outcome.value(of: wanted) == 1)
    }
}
