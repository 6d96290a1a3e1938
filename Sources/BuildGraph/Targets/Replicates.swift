// Replicates: the same target with one seed after another.

/// `count` seeds of a target, as one target whose value is all their values, in the order of the seeds.
///
/// Each replicate is a target of its own: raising `count` from k to n runs n − k of them.
public struct Replicates<T: Target>: Target {
    public let runs: [Input<T.Value>]

    /// Makes replicates with seeds 0, 1, …, count − 1.
    public init(_ count: Int, _ target: (_ seed: Int) -> T) {
        runs = (0..<count).map { Input(target($0)) }
    }

    public func make(_ inputs: Inputs) throws -> [T.Value] { try inputs[runs] }
}
