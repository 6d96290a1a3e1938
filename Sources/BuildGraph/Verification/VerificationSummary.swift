// The verification of a value together with all it was made from: each step may be reproducible and one far below it not.

/// What is known of a target and of everything under it.
public struct VerificationSummary: Sendable, Equatable {
    /// The target's own; nil when its present value was never verified.
    public var own: VerificationRecord?
    /// Targets that it was made from, near and far.
    public var inputs: Int
    /// How many of them were verified and found reproducible.
    public var reproducibleInputs: Int
    /// Names of those that were verified and found not to be.
    public var unreproducibleInputs: [String]

    public init(own: VerificationRecord?, inputs: Int, reproducibleInputs: Int, unreproducibleInputs: [String]) {
        self.own = own
        self.inputs = inputs
        self.reproducibleInputs = reproducibleInputs
        self.unreproducibleInputs = unreproducibleInputs
    }
}

extension BuildOutcome {
    /// The last verification of a target's present value and of the present values of all it was made from.
    public func verification(of node: Node) -> VerificationSummary {
        var summary = VerificationSummary(own: record(node), inputs: 0, reproducibleInputs: 0, unreproducibleInputs: [])
        var seen: Set<Digest> = [node.identity]
        var stack = node.dependencies
        while let input = stack.popLast() {
            guard seen.insert(input.identity).inserted else { continue }
            stack += input.dependencies
            summary.inputs += 1
            guard let record = record(input) else { continue }
            if record.result == .notReproducible {
                summary.unreproducibleInputs.append(input.name)
            } else {
                summary.reproducibleInputs += 1
            }
        }
        return summary
    }

    private func record(_ node: Node) -> VerificationRecord? { item(for: node)?.key.flatMap { store.verification(ofKey: $0) } }
}
