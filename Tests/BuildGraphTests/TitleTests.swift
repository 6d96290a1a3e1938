// What targets are called in words: from their own words, from the parameters that differ, and never the same twice.
import BuildGraph
import TestSupport
import Testing

private func node(_ target: some Target) -> Node { AnyInput(target).node }

private enum Shape: String, Codable { case round, square }
private enum Rule: Codable { case plain, decaying(Double), mixed(by: Double, over: Int) }

struct Simulation: Target {
    fileprivate struct Network: Codable {
        var width = 8
        var shape = Shape.round
        var rule = Rule.plain
    }
    fileprivate var network = Network()
    var depths = [2, 8]
    var rate = 0.1
    var isLong = false
    var note: String?
    var seed = 0
    func make(_ inputs: Inputs) -> Double { rate }
}

struct Told: Target {
    var size: Double
    var seed: Int
    var words: [String] { ["σ_w² = \(size)", "seed \(seed)"] }
    func make(_ inputs: Inputs) -> Double { size }
}

struct Curt: Target {
    var size: Double
    var steps: Int
    var rate: Double
    var words: [String] { ["σ_w² = \(size)"] }
    func make(_ inputs: Inputs) -> Double { size }
}

struct Mean: Target {
    var of: [Input<Double>]
    func make(_ inputs: Inputs) throws -> Double { try inputs[of].reduce(0, +) }
}

struct Named: Target {
    var label: String? { "result" }
    var of: [AnyInput]
    func make(_ inputs: Inputs) -> Int { 0 }
}

@Suite struct TitleTests {
    private func titles(_ targets: [AnyInput]) throws -> [String] {
        let graph = try Graph(roots: targets.map(\.node))
        // A title is asked of the graph's own node; an equal target that came later is the same one.
        return targets.map { target in graph.position(of: target.node).map { graph.nodes[$0].title } ?? "" }
    }

    @Test func aTargetThatSpeaksForItselfIsCalledByItsWords() throws {
        #expect(try titles([AnyInput(Told(size: 1.05, seed: 102)), AnyInput(Told(size: 1.05, seed: 103))])
            == ["Told: σ_w² = 1.05, seed 102", "Told: σ_w² = 1.05, seed 103"])
    }

    @Test func equalWordsAreFollowedByTheParametersThatDiffer() throws {
        #expect(try titles([AnyInput(Curt(size: 1, steps: 3, rate: 2)), AnyInput(Curt(size: 1, steps: 4, rate: 2)), AnyInput(Curt(size: 2, steps: 4, rate: 2))])
            == ["Curt: σ_w² = 1.0, steps 3", "Curt: σ_w² = 1.0, steps 4", "Curt: σ_w² = 2.0"])
    }

    @Test func ofTheOthersTheParametersThatDifferAreNamed() throws {
        let targets = [
            Simulation(rate: 0.1, seed: 1), Simulation(rate: 0.0316227766, seed: 2), Simulation(network: .init(width: 64, shape: .square), seed: 3),
        ]
        #expect(try titles(targets.map { AnyInput($0) }) == [
            "Simulation: width 8, round, rate 0.1, seed 1", "Simulation: width 8, round, rate 0.031623, seed 2",
            "Simulation: width 64, square, rate 0.1, seed 3",
        ])
    }

    @Test func casesListsAndSwitchesReadAsWords() throws {
        let targets = [
            Simulation(network: .init(rule: .plain), depths: [1], isLong: true),
            Simulation(network: .init(rule: .decaying(0.9)), depths: Array(1...9), isLong: false, note: "calm"),
            Simulation(network: .init(rule: .mixed(by: 2, over: 3)), depths: [1, 2]),
        ]
        #expect(try titles(targets.map { AnyInput($0) }) == [
            "Simulation: plain, depths 1, isLong", "Simulation: decaying 0.9, depths 1 … 9 (9), not isLong, calm",
            "Simulation: by 2, over 3, depths 1, 2, not isLong",
        ])
    }

    @Test func theOnlyOneOfItsTypeTellsWhatItIsMadeOf() throws {
        #expect(try titles([AnyInput(Seeded(seed: 7))]) == ["Seeded: seed 7"])
    }

    @Test func whatHasNoParametersIsCalledAfterWhatItIsMadeFrom() throws {
        func mean(_ size: Double, _ seeds: Range<Int>) -> AnyInput { AnyInput(Mean(of: seeds.map { Input(Told(size: size, seed: $0)) })) }
        #expect(try titles([mean(1, 0..<3), mean(2, 0..<3), mean(2, 0..<4)]) == [
            "Mean: 3 × Told, σ_w² = 1.0", "Mean: 3 × Told, σ_w² = 2.0", "Mean: 4 × Told, σ_w² = 2.0",
        ])
    }

    @Test func twoThatWordsCannotTellApartAreToldApartByTheirIdentity() throws {
        let graph = try Graph(roots: [node(Mean(of: [Input(Told(size: 1, seed: 1)), Input(Told(size: 1, seed: 2))])), node(Mean(of: [Input(Told(size: 1, seed: 3)), Input(Told(size: 1, seed: 4))]))])
        let means = graph.nodes.filter { $0.shortTypeName == "Mean" }
        #expect(means.map(\.title) == means.map { "Mean: 2 × Told, σ_w² = 1.0 (\($0.name.suffix(6)))" })
    }

    /// Two studies make the same target, each for itself.
    @Test func anEqualTargetThatWasMadeTwiceIsCalledTheSame() throws {
        func mean() -> AnyInput { AnyInput(Mean(of: [Input(Told(size: 1, seed: 1)), Input(Told(size: 1, seed: 2))])) }
        let other = AnyInput(Named(of: [mean(), AnyInput(Told(size: 1, seed: 2))]))
        let graph = try Graph(roots: [mean().node, other.node])
        let node = try #require(graph.nodes.first { $0.label == "result" })
        #expect(node.dependencies.map(\.title) == ["Mean: 2 × Told, σ_w² = 1.0", "Told: σ_w² = 1.0, seed 2"])
    }

    /// A reason stores names, and titles are worked out only where it is shown.
    @Test func inputsInAReasonAreCalledByTheirTitles() throws {
        let graph = try Graph(roots: [node(Mean(of: [Input(Told(size: 1, seed: 1)), Input(Told(size: 1, seed: 2))]))])
        let mean = try #require(graph.nodes.last), name = mean.dependencies[1].name
        #expect(mean.reasonText(.inputsChanged([name])) == "changed input: Told: σ_w² = 1.0, seed 2")
        #expect(mean.reasonText(.waitsForInputs([name, "Told-000000"])) == "if changed: Told: σ_w² = 1.0, seed 2, Told-000000")
    }

    @Test func aLabelIsATitleAndATargetOutsideOfAnyGraphHasItsName() throws {
        #expect(try titles([AnyInput(Named(of: [AnyInput(Seeded(seed: 1))]))]) == ["result"])
        let alone = AnyInput(Seeded(seed: 1)).node
        #expect(alone.title == alone.name)
    }

    @Test func titlesAreUniqueInEveryGraph() throws {
        var random = SplitMix(state: 5)
        let told = (0..<40).map { _ in Input(Told(size: Double(random.next(in: 0...2)), seed: random.next(in: 0...3))) }
        let means = (0..<60).map { _ in Mean(of: (0..<(1 + random.next(in: 0...3))).map { _ in told[random.next(in: 0...39)] }) }
        let graph = try Graph(roots: means.map { node($0) })
        #expect(Set(graph.nodes.map(\.title)).count == graph.nodes.count)
    }
}

@Suite struct SelectionTests {
    private let graph: Graph

    init() throws {
        let simulations = [(8, 0.1), (16, 0.1), (16, 0.01)].flatMap { width, rate in
            (0..<2).map { AnyInput(Simulation(network: .init(width: width, rule: .decaying(0.9)), rate: rate, seed: $0)) }
        }
        graph = try Graph(roots: [node(Named(of: simulations)), node(Told(size: 1, seed: 0)), node(Constant(name: "learning-curves", value: 1)), node(Constant(name: "learning-times", value: 2))])
    }

    private func selected(_ names: [String], _ conditions: String...) throws -> [String] {
        try graph.targets(TargetSelection(names, where: conditions.compactMap(ParameterCondition.init))).map { graph.nodes[$0].title }
    }

    @Test func patternsSelectLabelsTypesAndNames() throws {
        #expect(try selected(["learning*"]) == ["learning-curves", "learning-times"])
        #expect(try selected(["LEARNING-?urves"]) == ["learning-curves"])
        #expect(try selected(["Sim*"]).count == 6)
        #expect(try selected(["*"]).count == graph.nodes.count)
        #expect(try selected(["Told*", "told", "*old-*"]) == ["Told: σ_w² = 1.0, seed 0"])
        #expect(throws: SelectionError.nothingMatches(pattern: "learning-?")) { try selected(["learning-?"]) }
        #expect(throws: BuildError.self) { try selected(["learning"]) }
    }

    @Test func aTitleThatWasPrintedCanBeTyped() throws {
        let node = try #require(graph.nodes.first { $0.shortTypeName == "Simulation" })
        #expect(try selected([node.title]) == [node.title])
    }

    @Test func conditionsSelectByParameters() throws {
        #expect(try selected(["Simulation"], "width=16").count == 4)
        #expect(try selected(["Simulation"], "network.width = 16", "rate=0.01", "seed=1") == ["Simulation: width 16, rate 0.01, seed 1"])
        #expect(try selected([], "rate<0.1").count == 2)
        #expect(try selected([], "rate<=0.1").count == 6)
        #expect(try selected([], "Seed!=1").count == 4)
        #expect(try selected(["Sim*"], "depths=8").count == 6)
        #expect(try selected(["Sim*"], "depths>=8", "shape==round").count == 6)
        #expect(try selected([], "decaying=0.9").count == 6)
    }

    @Test func whatSelectsNothingSaysWhatThereIs() throws {
        #expect(throws: SelectionError.nothingFulfils("width=63", name: "width", values: ["8", "16"])) { try selected(["Simulation"], "width=63") }
        #expect(throws: SelectionError.unknownParameter("widht", suggestions: ["width"], known: ["decaying", "depths", "isLong", "rate", "seed", "shape", "width"])) {
            try selected(["Simulation"], "widht=8")
        }
    }

    @Test(arguments: ["width", "=3", "width=", "", "<", "!="]) func whatIsNoConditionIsNone(_ text: String) {
        #expect(ParameterCondition(text) == nil)
    }
}
