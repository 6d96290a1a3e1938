// What a target is, for those who list, draw or count targets. The engine treats all kinds alike.

/// A kind of targets. Other modules add theirs as static members of an extension.
public struct TargetKind: Hashable, Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }

    /// An intermediate result.
    public static let computation = TargetKind("computation")
    /// Data that come from outside.
    public static let dataSet = TargetKind("dataSet")
}
