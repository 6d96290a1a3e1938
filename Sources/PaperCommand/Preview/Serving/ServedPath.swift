// From the target of a request to the names of a path below the served folder, or to nothing.

package enum ServedPath {
    /// The components of a path; nil for one that could lead anywhere but down, or to a hidden file.
    ///
    /// - Parameter target: of a request, as "/figures/a%20b.svg?1".
    package static func components(of target: String) -> [String]? {
        let path = target.prefix { $0 != "?" }
        guard path.hasPrefix("/") else { return nil }
        var components: [String] = []
        // Split first and decode then: an encoded slash is a part of a name, and no name has one.
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = decoded(part), isPlain(name) else { return nil }
            components.append(name)
        }
        return components
    }

    private static func isPlain(_ name: String) -> Bool {
        // Names that begin with a point are those of locks, of memories, and of the folders above.
        !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 255 && !name.utf8.contains { $0 < 32 || $0 == 127 || $0 == 47 || $0 == 92 }
    }

    /// Decodes once: what is encoded twice keeps its percent signs, and is found under no name.
    private static func decoded(_ part: Substring) -> String? {
        var bytes: [UInt8] = [], rest = Array(part.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 37 else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
