// Reads files below one folder and nowhere else: each folder on the way is opened from the one before, and no symbolic link is
// followed, so that nothing changes between looking and reading.
import BuildGraph
import Foundation

package struct ServedFolder: Sendable {
    private static let largestFile: Int64 = 256 << 20

    package let path: String
    /// The first names of paths that are served: the folder may hold other things, as the store.
    package let names: Set<String>

    package init(path: String, names: some Sequence<String>) {
        self.path = path
        self.names = Set(names.filter { !$0.hasPrefix(".") })
    }

    /// The content of a file; nil where there is none, or none that is served.
    package func read(_ components: [String]) -> [UInt8]? {
        guard let first = components.first, names.contains(first) else { return nil }
        var folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for name in components.dropLast() where folder >= 0 {
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            close(folder)
            folder = next
        }
        guard folder >= 0 else { return nil }
        let file = openat(folder, components[components.count - 1], O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        close(folder)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var information = stat()
        guard fstat(file, &information) == 0, information.st_mode & S_IFMT == S_IFREG, information.st_size <= Self.largestFile else { return nil }
        return content(file, size: Int(information.st_size))
    }

    private func content(_ file: Int32, size: Int) -> [UInt8]? {
        var hasFailed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = pread(file, buffer.baseAddress.map { $0 + count }, size - count, off_t(count))
                if got < 0 && errno == EINTR { continue }
                hasFailed = hasFailed || got < 0
                guard got > 0 else { break }
                count += got
            }
        }
        return hasFailed ? nil : bytes
    }

    /// What a file is, by the end of its name.
    package static func mediaType(of name: String) -> String {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) {
        case "html": "text/html; charset=utf-8"
        case "md": "text/markdown; charset=utf-8"
        case "csv": "text/csv; charset=utf-8"
        case "gp": "text/plain; charset=utf-8"
        case "json": "application/json"
        case "xml": "application/xml"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "gif": "image/gif"
        case "webp": "image/webp"
        case "pdf": "application/pdf"
        default: "application/octet-stream"
        }
    }
}
