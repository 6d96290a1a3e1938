// What of a store goes and what stays: decided from its records, its files and what is live, before anything is touched.
//
// Invariant: no live record goes, and no object that a record which stays leads to.

/// What may stay besides what is live. With neither limit nothing does.
public struct CollectionPolicy: Sendable, Equatable {
    /// Bytes that the store may have: the oldest goes first until it fits.
    public var size: Int?
    /// What was made in the last `days` days stays.
    public var days: Double?

    public init(size: Int? = nil, days: Double? = nil) {
        self.size = size
        self.days = days
    }
}

/// What a collection takes out of a store.
public struct CollectionPlan: Sendable {
    /// How many of something, and how many bytes.
    public struct Amount: Sendable, Equatable {
        public internal(set) var count = 0
        public internal(set) var bytes = 0

        mutating func add(_ bytes: Int) { (count, self.bytes) = (count + 1, self.bytes + bytes) }
    }

    /// Values of one target type.
    public struct Group: Sendable {
        public let typeName: String
        public internal(set) var values = Amount()
        /// Seconds that making them took.
        public internal(set) var seconds = 0.0
        /// When the last of them was made, in seconds since 1970.
        public internal(set) var newest = 0.0
        /// How many were made by other code than this program's.
        public internal(set) var ofOtherCode = 0
        /// Whether a graph of the live set has targets of this type.
        public let isCurrent: Bool
    }

    /// Values that go, the types that took longest first.
    public internal(set) var groups: [Group] = []
    /// Records of failures.
    public internal(set) var failures = Amount()
    public internal(set) var checkpoints = Amount()
    /// Objects that no trace leads to, and traces that another one of the same key follows.
    public internal(set) var unreachable = Amount()
    /// What was damaged and set aside: it stays.
    public internal(set) var damaged = Amount()
    /// Values that no trace leads to, and that stay since a journal that was set aside may have named them.
    public internal(set) var doubtful = Amount()
    /// What killed or failed processes left.
    public internal(set) var leftovers = Amount()
    /// What is needed, and what stays together with it.
    public internal(set) var live = Amount()
    public internal(set) var stays = Amount()

    /// By the number of a record, whether it stays.
    var keepsRecord: [Bool] = []
    /// Files that go once the journal no longer leads to them.
    var files: [String] = []
    /// Empty files of workers that have ended. They go with the rest, and are not reported.
    var locks: [String] = []

    public var values: Amount {
        groups.reduce(Amount()) { Amount(count: $0.count + $1.values.count, bytes: $0.bytes + $1.values.bytes) }
    }
    public var bytes: Int { [values, failures, checkpoints, unreachable, leftovers].reduce(0) { $0 + $1.bytes } }
    public var isEmpty: Bool { files.isEmpty && !rewritesJournal }
    var rewritesJournal: Bool { keepsRecord.contains(false) }
}
