// Handles: how a target names what it depends on.

/// A handle to a target whose value has type `Value`.
///
/// Holding one declares the dependency; `try inputs[handle]` gives the value.
public struct Input<Value: Codable & Sendable>: Encodable, Sendable {
    public let node: Node

    public init<T: Target>(_ target: T) where T.Value == Value { node = Node(target) }
}

/// A handle whose value type is not known, for collections of all sorts of targets.
public struct AnyInput: Encodable, Sendable {
    public let node: Node

    public init<Value>(_ input: Input<Value>) { node = input.node }
    public init(_ target: some Target) { node = Node(target) }
    public init(node: Node) { self.node = node }
}
