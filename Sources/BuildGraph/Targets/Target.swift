// A target is a value: what is to be made, with everything that decides what it will be.

/// A typed value to be made.
///
/// The stored properties of a target are its parameters, except handles to other targets (`Input`) and files
/// (`SourceFile`), alone or in collections: those are its dependencies. One encoder writes the parameters and
/// collects the dependencies, so what a target declares cannot differ from what it can use.
///
/// `make` runs on any thread or in another process, at most once at a time for one key; it must depend on nothing
/// but the target's own properties and what it reads from `inputs`.
public protocol Target: Encodable, Sendable {
    associatedtype Value: Codable & Sendable

    static var kind: TargetKind { get }
    /// A name that is the same whatever the parameters, for results that people refer to; nil for intermediate results, which
    /// are named after their type and parameters.
    var label: String? { get }
    /// What tells it from others of its type, in words for people: "orthogonal tanh", "η = 0.03", "seed 102". Default: none, and
    /// words are made from the parameters that differ within the graph. Computed, as `tolerance`.
    var words: [String] { get }
    var resources: Resources { get }
    /// How much there is to do, in a unit that is common to the targets of its type, such as flops: a run that was measured then
    /// prices those that never ran. Default: unknown. Computed, as `tolerance`.
    var work: Double? { get }
    /// How much a value made again may differ and still count as reproduced; see `Verifier`. Default: not at all.
    /// Computed, not stored: a stored property would be a parameter.
    var tolerance: Tolerance { get }
    func make(_ inputs: Inputs) throws -> Value
}

extension Target {
    public static var kind: TargetKind { .computation }
    public var label: String? { nil }
    public var words: [String] { [] }
    public var resources: Resources { .light }
    public var work: Double? { nil }
    public var tolerance: Tolerance { .bitwise }
}

/// What a target needs while it runs, and where it runs.
public struct Resources: Sendable, Equatable {
    public var cores: Int
    /// Bytes.
    public var memory: Int
    public var isolation: Isolation

    public enum Isolation: Sendable {
        /// On a thread of the build: for work of seconds that does not crash.
        case thread
        /// In a worker process: a trap or an out-of-memory kill is a failed target, and the rest goes on.
        case process
    }

    public init(cores: Int = 1, memory: Int, isolation: Isolation) {
        self.cores = cores
        self.memory = memory
        self.isolation = isolation
    }

    /// One core, 64 MiB, on a thread.
    public static let light = Resources(memory: 64 << 20, isolation: .thread)
    /// One core and `memory` bytes, in a worker process.
    public static func heavy(memory: Int, cores: Int = 1) -> Resources {
        Resources(cores: cores, memory: memory, isolation: .process)
    }
}
