// What a checkpoint of a training holds: everything the next step depends on that is not in its description.

extension Trainer {
    /// The state after some steps.
    public struct State: Codable, Sendable, Equatable {
        public var steps: Int
        package var parameters: [Float]
        package var moments: [[Float]]
    }

    public var state: State { State(steps: steps, parameters: parameters.elements, moments: moments.map(\.elements)) }

    /// Continues from the state of a trainer with the same description, with the same bits from there on.
    /// Precondition: the state has this trainer's shapes.
    public func resume(_ state: State) {
        precondition(state.moments.count == moments.count, "a state of another optimiser")
        steps = state.steps
        parameters.replace(with: state.parameters)
        for (buffer, elements) in zip(moments, state.moments) { buffer.replace(with: elements) }
    }
}
