// Files inside the page: a page that was mailed has no link to a file that stayed behind. What is too large for that is named
// with the place where it is.
import Foundation

/// A file that the page offers.
public struct EmbeddedFile: Sendable, Equatable {
    /// Bytes; larger files stay outside.
    package static let limit = 40_000

    /// Its name, without folders.
    public let name: String
    /// Where it is, beside the page.
    public let path: String
    public let size: Int
    private let content: [UInt8]?

    /// - Parameter read: asked for the content of a file that is small enough.
    public init(name: String, path: String, size: Int, reading read: () throws -> [UInt8]) rethrows {
        self.name = name
        self.path = path
        self.size = size
        content = size <= Self.limit ? try read() : nil
    }

    public init(name: String, path: String, content: [UInt8]) {
        self.init(name: name, path: path, size: content.count) { content }
    }

    /// Of media types that browsers do not show by themselves, all are downloads.
    private var type: String {
        switch name.split(separator: ".").last {
        case "csv": "text/csv"
        case "gp": "text/plain"
        default: "application/octet-stream"
        }
    }

    /// The address of the content; nil for a file that is not in the page. Numbers and their separators stay as they are, a quarter
    /// shorter than in base 64.
    package var address: String? {
        content.map { type == "text/csv" ? "data:\(type)," + PercentEncoding.encoded($0) : "data:\(type);base64,\(Data($0).base64EncodedString())" }
    }

    /// Its place, for a list that is not the first to offer it: the content is in the page once.
    package var place: String {
        "<code>\(HTMLText.escaped(path))</code>" + (content == nil ? " beside the page (\(HumanUnits.bytes(size, space: "\u{202F}")))" : "")
    }

    /// A link to the content, or the place of the file.
    package var html: String {
        let escaped = HTMLText.escaped(name)
        if let address { return "<a download=\"\(escaped)\" href=\"\(address)\">\(escaped)</a>" }
        return place
    }
}
