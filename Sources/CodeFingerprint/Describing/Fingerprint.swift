// SHA-256, as everywhere in keys.
import CLibCrypto

/// A digest of tokens.
package struct Fingerprint: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(of content: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256(content, content.count, &digest)
        bytes = digest
    }

    package var hexadecimal: String { Self.hexadecimal(bytes) }

    /// Enough to tell two states of one declaration apart.
    var short: String { Self.hexadecimal(Array(bytes.prefix(8))) }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// The bytes that a fingerprint is made of: fields with their lengths, so that no two lists of fields run together.
struct Content {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ field: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: field.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: field)
    }

    mutating func add(_ text: String) { add(text.utf8) }

    /// Adds tokens with what of their layout has meaning.
    mutating func add(_ range: Range<Int>, of source: TokenizedSource, symbols: SymbolTable) {
        for token in source.tokens[range] {
            bytes.append((token.startsLine ? 1 : 0) | (token.hasSpaceBefore ? 2 : 0) | (token.hasSpaceAfter ? 4 : 0))
            add(source.text(token))
            // `#line` and `#column` are the places where layout is a value.
            if token.kind == .directive, ["line", "column"].contains(symbols.names[Int(token.symbol)]) {
                let before = source.bytes[..<Int(token.start)]
                add("\(before.count { $0 == UInt8(ascii: "\n") }) \(before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count)")
            }
        }
    }
}
