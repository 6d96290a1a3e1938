// The engine's specification: a pure evaluator without store, threads or order. Whatever a build does must agree with
// it on values, on what runs, and on what fails.
import BuildGraph

/// A graph as plain data, for random edits.
struct GraphSpecification {
    struct Item {
        var salt: Int
        var grain: Int
        var inputs: [Int]
        var fails = false
    }

    var items: [Item]

    /// The same graph as targets.
    var roots: [AnyInput] {
        var handles: [Input<Int>] = []
        for (position, item) in items.enumerated() {
            handles.append(
                Input(
                    SpecifiedTarget(
                        position: position, salt: item.salt, grain: item.grain, fails: item.fails,
                        inputs: item.inputs.map { handles[$0] })))
        }
        return handles.map(AnyInput.init)
    }
}

struct SpecifiedTarget: Target {
    var position: Int
    var salt: Int
    var grain: Int
    var fails: Bool
    var inputs: [Input<Int>]
    var label: String? { "t\(position)" }
    struct Failure: Error {}

    func make(_ values: Inputs) throws -> Int {
        if fails { throw Failure() }
        return try values[inputs].reduce(salt, +) / grain * grain
    }
}

/// Remembers, as the store should, which states have a value.
struct ReferenceEvaluator {
    private struct State: Hashable {
        var position: Int
        var salt: Int
        var grain: Int
        var fails: Bool
        var inputNumbers: [Int]
        var inputs: [Int]
        var code: String
    }

    struct Expectation: Equatable {
        var values: [Int: Int] = [:]
        var ran: Set<Int> = []
        var failed: Set<Int> = []
        var skipped: Set<Int> = []
    }

    private var known: [State: Int] = [:]

    mutating func build(_ graph: GraphSpecification, code: String) -> Expectation {
        var result = Expectation()
        for (position, item) in graph.items.enumerated() {
            guard item.inputs.allSatisfy({ result.values[$0] != nil }) else {
                result.skipped.insert(position)
                continue
            }
            let inputs = item.inputs.compactMap { result.values[$0] }
            // A handle that is held twice is one dependency, mentioned twice.
            var numbers: [Int: Int] = [:]
            for input in item.inputs where numbers[input] == nil { numbers[input] = numbers.count }
            let state = State(
                position: position, salt: item.salt, grain: item.grain, fails: item.fails,
                inputNumbers: item.inputs.compactMap { numbers[$0] }, inputs: inputs, code: code)
            if let value = known[state] {
                result.values[position] = value
            } else if item.fails {
                result.failed.insert(position)
            } else {
                let value = inputs.reduce(item.salt, +) / item.grain * item.grain
                known[state] = value
                result.values[position] = value
                result.ran.insert(position)
            }
        }
        return result
    }
}
