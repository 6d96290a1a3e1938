// What is known of a data set before it is downloaded: its publisher's addresses, and the names, sizes and checksums of its
// files.
import BuildGraph

/// A data set as a publisher offers it.
public struct DataSetFiles: Sendable, Equatable {
    /// The usual name: "CIFAR-10".
    public var name: String
    /// The name of its folder inside a folder of data sets.
    public var folder: String
    public var files: [File]
    public var downloads: [Download]
    /// Whether the archive itself is kept and read: if only the archive has a published checksum, nothing else can be verified.
    public var readsArchive = false

    /// A file that is read. It may be packed with gzip.
    public struct File: Sendable, Equatable {
        /// Its name when unpacked.
        public var name: String
        /// Bytes, unpacked.
        public var size: Int
        /// SHA-256 of the unpacked content; nil if the publisher's is unknown.
        public var digest: Digest?

        public init(name: String, size: Int, digest: Digest?) {
            self.name = name
            self.size = size
            self.digest = digest
        }
    }

    /// A file to download.
    public struct Download: Sendable, Equatable {
        /// Tried in this order.
        public var addresses: [String]
        public var fileName: String
        /// SHA-256 of the download; nil if its content is verified after unpacking.
        public var digest: Digest?
        /// Bytes, to show progress; nil if unknown.
        public var size: Int?
        /// Bytes; a larger download is rejected.
        public var largestSize: Int
        /// Whether it is a packed archive of the set's files, and not one of the files.
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

    /// A file of the set, as a target declares it: by a name that does not depend on where it is.
    public func sourceFile(_ name: String) -> SourceFile { SourceFile("data:\(folder)/\(name)") }
}
