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

    public init(name: String, path: String, content: [UInt8]) {
        self.name = name
        self.path = path
        size = content.count
        self.content = content.count <= Self.limit ? content : nil
    }

    /// Of media types that browsers do not show by themselves, all are downloads.
    private var type: String {
        switch name.split(separator: ".").last {
        case "csv": "text/csv"
        case "gp": "text/plain"
        default: "application/octet-stream"
        }
    }

    /// The address of the content; nil for a file that is not in the page.
    package var address: String? {
        content.map { type == "text/csv" ? "data:\(type)," + Self.escaped($0) : "data:\(type);base64,\(Data($0).base64EncodedString())" }
    }

    /// Numbers and their separators as they are: a quarter shorter than in base 64.
    private static func escaped(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8), plain = Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~,+".utf8)
        return String(decoding: bytes.flatMap { plain.contains($0) ? [$0] : [UInt8(ascii: "%"), digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
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
