// Canonical parameters as a person reads them. Handles and files have rows of their own and are left out.
import BuildGraph

package enum ParameterText {
    /// "depth: 128", one each; long arrays by their length, and no more than a dozen.
    package static func lines(_ parameters: [UInt8]) -> [String] {
        guard let datum = try? Datum(decoding: parameters) else { return [] }
        var lines: [String] = []
        flatten(datum, "", into: &lines)
        return lines.count > 12 ? lines.prefix(12) + ["… \(lines.count - 12) more"] : lines
    }

    private static func flatten(_ datum: Datum, _ path: String, into lines: inout [String]) {
        switch datum {
        case .object(let fields):
            for field in fields { flatten(field.value, path.isEmpty ? field.key : "\(path).\(field.key)", into: &lines) }
        case .reference, .null: break
        case .list(let elements):
            let texts = elements.compactMap(scalar)
            if texts.count == elements.count {
                if !texts.isEmpty { lines.append("\(path): \(list(texts))") }
            } else {
                for (index, element) in elements.enumerated() { flatten(element, "\(path)[\(index)]", into: &lines) }
            }
        case .doubles(let values): lines.append("\(path): \(list(values.map { NumberText.short($0) }))")
        case .floats(let values): lines.append("\(path): \(list(values.map { NumberText.short(Double($0)) }))")
        case .integers(let values): lines.append("\(path): \(list(values.map(String.init)))")
        case .bytes(let bytes): lines.append("\(path): \(bytes.count) bytes")
        default:
            // Declared files appear by their paths, in a row of their own.
            if let text = scalar(datum), !path.hasSuffix("script"), !path.hasSuffix("style") { lines.append("\(path): \(text)") }
        }
    }

    private static func list(_ texts: [String]) -> String {
        texts.count > 8 ? "\(texts.prefix(3).joined(separator: ", ")), …, \(texts.last ?? "") (\(texts.count))" : texts.joined(separator: ", ")
    }

    private static func scalar(_ datum: Datum) -> String? {
        switch datum {
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .unsigned(let value): "\(value)"
        case .double(let value): NumberText.short(value)
        case .float(let value): NumberText.short(Double(value))
        case .string(let value): value
        default: nil
        }
    }
}
