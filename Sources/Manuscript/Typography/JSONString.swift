// How a string is written in JSON, wherever the program writes JSON by itself.

package enum JSONString {
    /// The text in quotation marks, escaped.
    package static func quoted(_ text: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 2)
        append(text, to: &result)
        return String(decoding: result, as: UTF8.self)
    }

    /// The same, behind other text.
    package static func append(_ text: String, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): result += "\\\"".utf8
            case UInt8(ascii: "\\"): result += "\\\\".utf8
            case UInt8(ascii: "\n"): result += "\\n".utf8
            case UInt8(ascii: "\r"): result += "\\r".utf8
            case UInt8(ascii: "\t"): result += "\\t".utf8
            case 0..<0x20: result += ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
    }
}
