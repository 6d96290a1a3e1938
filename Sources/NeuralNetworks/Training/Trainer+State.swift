// What a checkpoint of a training holds: everything that the next step depends on and that is not in its description.

extension Trainer {
    /// The state after some steps.
    public struct State: Codable, Sendable, Equatable {
        public var steps: Int
        package var parameters: [Float]
        package var moments: [[Float]]
    }

    public var state: State { State(steps: steps, parameters: parameters.elements, moments: moments.map(\.elements)) }

    /// Goes on from a state of a trainer of the same description; from there on it is that trainer, bit for bit.
    /// Precondition: its shapes are this trainer's.
    public func resume(_ state: State) {
        precondition(state.moments.count == moments.count, "a state of another optimiser")
        steps = state.steps
        parameters.replace(with: state.parameters)
        for (buffer, elements) in zip(moments, state.moments) { buffer.replace(with: elements) }
    }
}
