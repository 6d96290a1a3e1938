// Pictures that chapters show: put into the page as data, and copied beside the Markdown. Their content is in the key.
import BuildGraph
import Foundation

/// A picture as it is published: build/pictures/NAME.
package struct Picture: Codable, Sendable, Equatable {
    /// Where it is in the project: "paper/photo.png".
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    private static let types = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml",
    ]

    private static func type(of path: String) -> String? { types[String(path.split(separator: ".").last ?? "").lowercased()] }

    /// Whether an address is that of a file of the project that can be shown.
    package static func isPicture(_ address: String) -> Bool {
        address.contains(".") && type(of: address) != nil && !address.contains(":") && !address.hasPrefix("/") && !address.hasPrefix("#")
            && !address.split(separator: "/").contains("..")
    }

    /// Relative to the report: "pictures/paper-photo.png". The folder is part of the name: two may have a photo.png.
    package static func publishedName(_ path: String) -> String {
        "pictures/" + path.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? String($0) : "-" }.joined()
    }

    /// The whole picture as an address.
    var dataAddress: String { "data:\(Self.type(of: path) ?? "");base64,\(Data(bytes).base64EncodedString())" }
}
