// Files that targets read.

/// A file of the project that a target reads, such as a script or data. Its content is part of the key.
public struct SourceFile: Encodable, Sendable, Hashable, Comparable {
    /// Relative to the project's root, with `/`; or a name that `Effects.mounts` leads from, as `data:mnist/train-labels-idx1-ubyte`.
    public let path: String

    public init(_ path: String) { self.path = path }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(path)
        (encoder as? ParameterEncoder)?.files.append(self)
    }

    public static func < (a: SourceFile, b: SourceFile) -> Bool { a.path < b.path }
}

/// What a declared file held.
public struct FileContent: Codable, Sendable, Equatable {
    public var path: String
    public var content: Digest
}
