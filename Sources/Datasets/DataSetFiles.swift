// What is known of a data set before it is there: where its publisher keeps it, what its files are called, how large they
// are and what their checksums are.
import BuildGraph

/// A data set as a publisher offers it.
public struct DataSetFiles: Sendable, Equatable {
    /// As people call it: "CIFAR-10".
    public var name: String
    /// The folder that its files are in, inside a folder of data.
    public var folder: String
    public var files: [File]
    public var downloads: [Download]
    /// Whether the archive is kept as it is, and read: where only it has a published checksum, nothing else can be verified.
    public var readsArchive = false

    /// A file that is read. It may lie there packed with gzip.
    public struct File: Sendable, Equatable {
        /// Its name when it is not packed.
        public var name: String
        /// Bytes, unpacked.
        public var size: Int
        /// SHA-256 of the unpacked content; nil when the publisher's is not known.
        public var digest: Digest?

        public init(name: String, size: Int, digest: Digest?) {
            self.name = name
            self.size = size
            self.digest = digest
        }
    }

    /// What is downloaded.
    public struct Download: Sendable, Equatable {
        /// Tried in their order.
        public var addresses: [String]
        public var fileName: String
        /// SHA-256 of the download; nil when its content is judged after unpacking.
        public var digest: Digest?
        /// Bytes, for showing how far it has come; nil when it is not known.
        public var size: Int?
        /// Bytes; more than this is not taken.
        public var largestSize: Int
        /// Whether it is a packed archive of the set's files, or one of them as it is.
        public var isArchive: Bool

        public init(addresses: [String], fileName: String, digest: Digest?, size: Int? = nil, largestSize: Int, isArchive: Bool) {
            self.addresses = addresses
            self.fileName = fileName
            self.digest = digest
            self.size = size
            self.largestSize = largestSize
            self.isArchive = isArchive
        }
    }

    public init(name: String, folder: String, files: [File], downloads: [Download], readsArchive: Bool = false) {
        self.name = name
        self.folder = folder
        self.files = files
        self.downloads = downloads
        self.readsArchive = readsArchive
    }

    /// A file of the set, as a target declares it: by a name that says nothing of where it is.
    public func sourceFile(_ name: String) -> SourceFile { SourceFile("data:\(folder)/\(name)") }
}
