// What a build says of its shared cache: each once.

/// Something about a shared cache that should be reported.
public enum SharedCacheNotice: Codable, Sendable, Equatable {
    /// It is not asked any more in this build.
    case leftAlone(cache: String, RemoteTrouble)
    /// Nothing more is put there in this build.
    case notWritten(cache: String, RemoteTrouble)
    /// Traces that are not used: those that are none, those that were signed by a key that is not trusted, and those whose signature is
    /// not that of this trace, or which are the traces of other keys.
    case refusedTraces(cache: String, unreadable: Int, untrusted: Int, forged: Int)
    /// Values that are not those their digests name.
    case damagedValues(cache: String, count: Int)
    /// A value that only its trace is here of is not to be had, and is made again.
    case goneValue(target: String)
    /// Uploads that had not ended when the build did.
    case unfinishedUploads(cache: String, count: Int)
}
