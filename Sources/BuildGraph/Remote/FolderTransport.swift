// A shared cache in a folder, on a disk that several machines see: the files lie as a web server would serve them, so that the same
// folder may be written by some and read by others over HTTP.
import Foundation

/// A plain folder as a shared cache.
public struct FolderTransport: RemoteTransport {
    private let folder: String
    private let files: any FileSystem
    public var name: String { folder }

    public init(folder: String, files: any FileSystem) { (self.folder, self.files) = (folder, files) }

    private func path(_ item: RemoteItem) -> String { "\(folder)/\(item.path)" }

    public func get(_ downloads: [RemoteDownload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        downloads.map { download in
            answer {
                guard let status = try files.status(path(download.item)) else { return .absent }
                guard status.size <= download.limit else { return .unusable }
                let portion = 1 << 22
                try files.write([], to: download.file)
                for offset in stride(from: 0, to: status.size, by: portion) {
                    if cancellation.isCancelled { return .unusable }
                    try files.append(files.read(path(download.item), from: offset, count: portion), to: download.file)
                }
                return .done
            }
        }
    }

    public func find(_ items: [RemoteItem], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        items.map { item in answer { try files.status(path(item)) == nil ? .absent : .done } }
    }

    /// A reader meets a whole file or none.
    public func put(_ uploads: [RemoteUpload], within seconds: Double, until cancellation: Cancellation) -> [RemoteAnswer] {
        uploads.map { upload in
            answer {
                if cancellation.isCancelled { return .trouble(.noAnswer) }
                try files.makeFolder(path(upload.item).parentFolder)
                var sink = try FileSink(path: path(upload.item), files: files)
                do {
                    var source = FileSource(path: upload.file, files: files)
                    while case let bytes = try source.read(upTo: 1 << 20), !bytes.isEmpty { try sink.write(bytes) }
                    try sink.commit()
                } catch {
                    sink.discard()
                    throw error
                }
                return .done
            }
        }
    }

    private func answer(_ body: () throws -> RemoteAnswer) -> RemoteAnswer {
        do {
            // A disk that is not mounted is a server that is not there.
            guard try files.status(folder)?.isFolder == true else { return .trouble(.unreachable("there is no such folder")) }
            return try body()
        } catch let error as FileError {
            if error.isFullDisk { return .trouble(.full) }
            return .trouble(error.isForbidden ? .forbidden(path: folder) : .other(ErrorReport(error).summary))
        } catch { return .trouble(.other("\(error)")) }
    }
}
