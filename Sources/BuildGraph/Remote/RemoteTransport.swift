// How bytes get to a shared cache and back: by HTTP, to a folder, or in memory under test. Nothing that comes this way is believed here.

/// Something that a shared cache keeps: objects by the digests of their content, records by the keys of traces.
public enum RemoteItem: Hashable, Sendable {
    case object(Digest)
    case record(Digest)

    /// Its name below the cache's address, as the simple HTTP cache of build tools has it.
    public var path: String {
        switch self {
        case .object(let digest): "cas/\(digest.hexadecimal)"
        case .record(let key): "ac/\(key.hexadecimal)"
        }
    }
}

/// Something that is to be brought into a file.
public struct RemoteDownload: Sendable {
    public let item: RemoteItem
    /// Where the bytes go. It is there afterwards only if something came.
    public let file: String
    /// Bytes; what is larger is given up.
    public let limit: Int
    /// Seconds that this one may take.
    public let seconds: Double
    /// Whether the file holds the beginning of the bytes already.
    public var isResumed = false

    public init(item: RemoteItem, file: String, limit: Int, seconds: Double) {
        (self.item, self.file, self.limit, self.seconds) = (item, file, limit, seconds)
    }
}

/// A file that is to be put into the cache.
public struct RemoteUpload: Sendable {
    public let item: RemoteItem
    public let file: String

    public init(item: RemoteItem, file: String) { (self.item, self.file) = (item, file) }
}

/// What came of one request.
public enum RemoteAnswer: Sendable, Equatable {
    case done
    /// The cache does not have it.
    case absent
    /// The answer was cut short, or larger than was allowed.
    case unusable
    case trouble(RemoteTrouble)
}

/// What is wrong with a cache, and not with one of the things in it.
public enum RemoteTrouble: Codable, Sendable, Equatable {
    /// Nothing came in time.
    case noAnswer
    /// Answers come, but so slowly that the build is faster without.
    case tooSlow
    case unreachable(String)
    /// It is not who it says, or cannot prove it.
    case untrustedServer(String)
    case refused(status: Int)
    case failed(status: Int)
    case redirected(to: String)
    /// A folder that cannot be read or written.
    case forbidden(path: String)
    case full
    case noProgram(String)
    case other(String)
}

/// Moves bytes. Requests of one call go out side by side; each gets its answer, in their order, and no call throws.
///
/// Threading: may be called from any thread.
public protocol RemoteTransport: Sendable {
    /// Where the cache is, as people read it: without anything secret.
    var name: String { get }
    /// - Parameter seconds: what the call may take in all; what has not come by then has no answer.
    func get(_ downloads: [RemoteDownload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer]
    /// Asks whether the cache has things.
    func find(_ items: [RemoteItem], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer]
    func put(_ uploads: [RemoteUpload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer]
}
