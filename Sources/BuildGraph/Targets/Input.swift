// Handles: how a target names what it depends on.

/// A handle to a target whose value has type `Value`.
///
/// Holding one declares the dependency; `try inputs[handle]` gives the value.
public struct Input<Value: Codable & Sendable>: Encodable, Sendable {
    public let node: Node

    public init<T: Target>(_ target: T) where T.Value == Value { node = Node(target) }

    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? DatumEncoder else {
            throw NotCanonical(path: "", reason: "a handle can only be encoded as a parameter of a target")
        }
        try encoder.reference(node)
    }
}

/// A handle whose value type is not known, for collections of all sorts of targets.
public struct AnyInput: Encodable, Sendable {
    public let node: Node

    public init<Value>(_ input: Input<Value>) { node = input.node }
    public init(_ target: some Target) { node = Node(target) }
    public init(node: Node) { self.node = node }

    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? DatumEncoder else {
            throw NotCanonical(path: "", reason: "a handle can only be encoded as a parameter of a target")
        }
        try encoder.reference(node)
    }
}

/// A file of the project that a target reads, such as a script or data. Its content is part of the key.
public struct SourceFile: Encodable, Sendable, Hashable, Comparable {
    /// Relative to the project's root, with `/`; or a name that `Effects.mounts` leads from, as `data:mnist/train-labels-idx1-ubyte`.
    public let path: String

    public init(_ path: String) { self.path = path }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(path)
        (encoder as? DatumEncoder)?.files.append(self)
    }

    public static func < (a: SourceFile, b: SourceFile) -> Bool { a.path < b.path }
}
