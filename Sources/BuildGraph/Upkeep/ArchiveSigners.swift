// Whose signatures the traces of an archive carry.

/// How many traces of an archive each key signed.
public struct ArchiveSigners: Sendable, Equatable {
    /// Traces by the key that signed them.
    public private(set) var signed: [PublicKey: Int] = [:]
    /// Traces that nobody signed.
    public private(set) var unsigned = 0

    public init() {}

    /// Counts a trace; nil for one that nobody signed.
    mutating func add(_ signer: PublicKey?) {
        if let signer { signed[signer, default: 0] += 1 } else { unsigned += 1 }
    }

    /// How many traces none of these keys signed.
    public func count(notBy trusted: Set<PublicKey>) -> Int {
        unsigned + signed.filter { !trusted.contains($0.key) }.reduce(0) { $0 + $1.value }
    }
}
