// Values as files for other programs. The stored form describes itself, so any value can be exported.
import BuildGraph

/// A value that has no such form.
package struct ExportError: ReportableError {
    package let report: ErrorReport
}

/// Writes a stored value in the format that a file's name asks for.
package enum ValueExport {
    static let formats = ["csv", "json", "npy", "npz"]

    /// - Parameter file: its extension is one of `formats`.
    package static func bytes(_ datum: Datum, for file: String, target: String) throws -> [UInt8] {
        let format = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
        switch format {
        case "json": return Array(JSONText.text(datum).utf8) + [0x0a]
        case "csv": return Array(try csv(datum, target: target).utf8)
        case "npy":
            let arrays = arrays(datum)
            guard arrays.count == 1, let array = NumPyFile.npy(arrays[0].value) else {
                throw ExportError(
                    report: ErrorReport(
                        what: "The value of \(target) is not one array.",
                        why: arrays.isEmpty ? "It holds no numbers." : "It holds " + names(arrays) + ".",
                        next: arrays.isEmpty ? "Export it as .json." : "Export it as .npz or .json."))
            }
            return array
        case "npz":
            let named = arrays(datum).compactMap { array in NumPyFile.npy(array.value).map { (array.name, $0) } }
            guard !named.isEmpty else {
                throw ExportError(report: ErrorReport(what: "The value of \(target) holds no numbers.", next: "Export it as .json."))
            }
            return NumPyFile.npz(named)
        default:
            throw ExportError(
                report: ErrorReport(
                    what: "\(file) has no known extension.", next: "Use one of " + formats.map { "." + $0 }.joined(separator: ", ") + "."))
        }
    }

    private static func names(_ arrays: [(name: String, value: Datum)]) -> String {
        let shown = arrays.prefix(6).map(\.name).joined(separator: ", ")
        return arrays.count > 6 ? "\(shown) and \(arrays.count - 6) more" : shown
    }

    /// The arrays and numbers of a value, by path; a table of equal rows is one array.
    static func arrays(_ datum: Datum, path: String = "") -> [(name: String, value: Datum)] {
        if NumPyFile.npy(datum) != nil { return [(path.isEmpty ? "value" : path, datum)] }
        switch datum {
        case .object(let fields):
            return fields.flatMap { arrays($0.value, path: path.isEmpty ? $0.key : "\(path).\($0.key)") }
        case .list(let elements):
            return elements.enumerated().flatMap { arrays($1, path: path.isEmpty ? "\($0)" : "\(path).\($0)") }
        default: return []
        }
    }

    /// Arrays of one length become columns; numbers alone become one row.
    static func csv(_ datum: Datum, target: String) throws -> String {
        let columns = arrays(datum).map { (name: $0.name, values: $0.value.numbers ?? $0.value.number.map { [$0] } ?? []) }
        let vectors = columns.filter { $0.values.count > 1 }
        let chosen = vectors.isEmpty ? columns : vectors
        guard let length = chosen.first?.values.count, chosen.allSatisfy({ $0.values.count == length }) else {
            throw ExportError(
                report: ErrorReport(
                    what: "The value of \(target) is not a table.",
                    why: chosen.isEmpty ? "It holds no numbers." : "Its arrays have different lengths.",
                    next: "Export it as .npz or .json."))
        }
        let rows = (0..<length).map { row in chosen.map { "\($0.values[row])" }.joined(separator: ",") }
        return ([chosen.map(\.name).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}
