// The engine's specification: a pure evaluator without store, threads or order. Whatever a build does must agree with
// it on values, on what runs and why, and on what fails.
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

/// A reason without its particulars.
enum ReasonKind: Equatable {
    case neverBuilt, failedBefore, parametersChanged, inputsChanged, codeChanged, inputFailed, other

    init(_ reason: Reason) {
        self =
            switch reason {
            case .neverBuilt: .neverBuilt
            case .failedBefore: .failedBefore
            case .parametersChanged: .parametersChanged
            case .inputsChanged: .inputsChanged
            case .codeChanged: .codeChanged
            case .inputFailed: .inputFailed
            default: .other
            }
    }
}

/// Remembers, as the store should, which states have a value, which failed, and how each target last ran.
struct ReferenceEvaluator {
    /// What a target is, but for the contents of its inputs.
    fileprivate struct Parameters: Hashable {
        var position: Int
        var salt: Int
        var grain: Int
        var fails: Bool
        /// A handle that is held twice is one dependency, mentioned twice.
        var numbers: [Int]

        /// All but how its inputs are arranged.
        var own: Parameters {
            var copy = self
            copy.numbers = []
            return copy
        }
    }

    /// What a key is made of.
    fileprivate struct State: Hashable {
        var parameters: Parameters
        var inputs: [Int]
        var code: String
    }

    private struct Identity: Hashable {
        var parameters: Parameters
        var inputs: [Int]
    }

    struct Expectation {
        var values: [Int: Int] = [:]
        var ran: Set<Int> = []
        var failed: Set<Int> = []
        var skipped: Set<Int> = []
        /// Of all that ran, failed or was skipped.
        var reasons: [Int: ReasonKind] = [:]
        fileprivate var states: [Int: State] = [:]
        fileprivate var identities: [Int: Int] = [:]
    }

    private var known: [State: Int] = [:]
    private var numbers: [Identity: Int] = [:]
    private var lastByIdentity: [Int: State] = [:]
    private var lastByName: [Int: State] = [:]
    private var failures: [Int: State] = [:]

    /// What a build must do. Nothing is remembered of it: see `record`.
    mutating func expect(_ graph: GraphSpecification, code: String) -> Expectation {
        var result = Expectation()
        for (position, item) in graph.items.enumerated() {
            var order: [Int: Int] = [:]
            for input in item.inputs where order[input] == nil { order[input] = order.count }
            let dependencies = order.sorted { $0.value < $1.value }.map(\.key)
            let parameters = Parameters(
                position: position, salt: item.salt, grain: item.grain, fails: item.fails,
                numbers: item.inputs.compactMap { order[$0] })
            let identity = number(Identity(parameters: parameters, inputs: dependencies.compactMap { result.identities[$0] }))
            result.identities[position] = identity
            guard dependencies.allSatisfy({ result.values[$0] != nil }) else {
                result.skipped.insert(position)
                result.reasons[position] = .inputFailed
                continue
            }
            let state = State(parameters: parameters, inputs: dependencies.compactMap { result.values[$0] }, code: code)
            result.states[position] = state
            if let value = known[state] {
                result.values[position] = value
                continue
            }
            result.reasons[position] = reason(state, identity)
            if item.fails {
                result.failed.insert(position)
            } else {
                result.values[position] = item.inputs.compactMap { result.values[$0] }.reduce(item.salt, +) / item.grain * item.grain
                result.ran.insert(position)
            }
        }
        return result
    }

    /// Takes note of what a build recorded: all of what was expected, or after a kill a part of it.
    mutating func record(_ build: Expectation, ran: Set<Int>, failed: Set<Int>) {
        for position in ran {
            guard let state = build.states[position], let identity = build.identities[position] else { continue }
            known[state] = build.values[position]
            lastByIdentity[identity] = state
            lastByName[position] = state
            failures[identity] = nil
        }
        for position in failed {
            guard let state = build.states[position], let identity = build.identities[position] else { continue }
            failures[identity] = state
        }
    }

    private mutating func number(_ identity: Identity) -> Int {
        if let number = numbers[identity] { return number }
        numbers[identity] = numbers.count
        return numbers.count - 1
    }

    /// The rules of docs/keys.md, in their order.
    private func reason(_ state: State, _ identity: Int) -> ReasonKind {
        if failures[identity] == state { return .failedBefore }
        guard let last = lastByIdentity[identity] ?? lastByName[state.parameters.position] else { return .neverBuilt }
        if last.parameters.own != state.parameters.own { return .parametersChanged }
        if last.inputs != state.inputs || last.parameters.numbers != state.parameters.numbers { return .inputsChanged }
        return last.code != state.code ? .codeChanged : .other
    }
}
