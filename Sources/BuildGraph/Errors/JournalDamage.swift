// What is wrong with a journal, for messages.

/// Stretches of a journal that are not records.
public struct JournalDamage: Codable, Sendable, Equatable {
    public var path: String
    public var stretches: Int
    public var bytes: Int
    /// Whether it is the end of the file alone, as a process leaves it that was killed while it wrote.
    public var isTornEnd: Bool

    public init(path: String, stretches: Int, bytes: Int, isTornEnd: Bool) {
        (self.path, self.stretches, self.bytes, self.isTornEnd) = (path, stretches, bytes, isTornEnd)
    }

    /// A sentence: what is wrong with it.
    public var text: String {
        isTornEnd
            ? "The last \(bytes) bytes of \(path) are not a record."
            : "\(path) is damaged: \(bytes) bytes in \(stretches) place\(stretches == 1 ? "" : "s") are not records."
    }
}
