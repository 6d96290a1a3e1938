// Where two texts, or two files, differ first, as an excerpt of each.
import Foundation

/// The first difference of two byte sequences.
struct TextDifference {
    /// "line 12" for text, "byte 812" for anything else.
    let place: String
    let stored: String
    let remade: String

    /// Bytes shown on each side of the difference.
    private static let margin = 16

    /// Precondition: the two differ.
    init(_ a: [UInt8], _ b: [UInt8]) {
        let offset = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)
        if String(validating: a, as: UTF8.self) != nil, String(validating: b, as: UTF8.self) != nil {
            place = "line \(a[..<offset].count { $0 == UInt8(ascii: "\n") } + 1)"
            (stored, remade) = (Self.excerpt(a, around: offset), Self.excerpt(b, around: offset))
        } else {
            place = "byte \(offset)"
            (stored, remade) = (Self.byte(a, offset), Self.byte(b, offset))
        }
    }

    private static func excerpt(_ bytes: [UInt8], around offset: Int) -> String {
        let newline = UInt8(ascii: "\n")
        let from = max(bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0, offset - margin)
        let lineEnd = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        let to = min(lineEnd, offset + margin)
        let text = String(decoding: bytes[from..<to], as: UTF8.self)
        return text.isEmpty && to == bytes.count ? "its end" : "“\(text)”"
    }

    private static func byte(_ bytes: [UInt8], _ offset: Int) -> String {
        guard offset < bytes.count else { return "its end" }
        let digits = String(bytes[offset], radix: 16)
        return "0x" + (digits.count < 2 ? "0" : "") + digits
    }
}

/// Distances in ulp for people.
public enum UlpText {
    /// "3 ulp", "4.1e9 ulp".
    public static func text(_ ulps: UInt64) -> String {
        guard ulps >= 100_000 else { return "\(ulps) ulp" }
        // Written out here: a format with a locale would put another sign for the point.
        var mantissa = Double(ulps), exponent = 0
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        let tenths = Int((mantissa * 10).rounded())
        return tenths >= 100 ? "1.0e\(exponent + 1) ulp" : "\(tenths / 10).\(tenths % 10)e\(exponent) ulp"
    }
}
