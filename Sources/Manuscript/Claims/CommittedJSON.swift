// Files that are committed: written so that a diff shows what changed and nothing else, and never taken for empty when they
// are damaged. Both the verdicts and the ledger are values by profile.
import BuildGraph
import Foundation

/// JSON whose fields keep the order they are given in.
indirect enum CommittedJSON {
    case string(String)
    case integer(Int)
    case flag(Bool)
    case list([CommittedJSON])
    /// Finite.
    case number(Double)
    case object([(key: String, value: CommittedJSON)])
    /// An object on one line.
    case line([(key: String, value: CommittedJSON)])

    /// A value by key, in natural order.
    static func sorted<Value>(_ values: [String: Value], _ json: (Value) -> CommittedJSON) -> CommittedJSON {
        .object(values.sorted { NaturalOrder.isAscending($0.key, $1.key) }.map { ($0.key, json($0.value)) })
    }

    /// The file's bytes: indented, and ending in a line break.
    var bytes: [UInt8] { Array((text(indent: "") + "\n").utf8) }

    private func text(indent: String) -> String {
        let deeper = indent + "  "
        func block(_ open: String, _ lines: [String], _ close: String) -> String {
            lines.isEmpty ? open + close : "\(open)\n\(deeper)\(lines.joined(separator: ",\n" + deeper))\n\(indent)\(close)"
        }
        switch self {
        case .string(let text): return JSONString.quoted(text)
        case .integer(let number): return "\(number)"
        case .flag(let flag): return "\(flag)"
        case .number(let number): return "\(number)"
        case .line(let fields): return "{ \(fields.map { "\(JSONString.quoted($0.key)) : \($0.value.text(indent: ""))" }.joined(separator: ", ")) }"
        case .list(let elements): return block("[", elements.map { $0.text(indent: deeper) }, "]")
        case .object(let fields): return block("{", fields.map { "\(JSONString.quoted($0.key)) : \($0.value.text(indent: deeper))" }, "}")
        }
    }

    /// Reads values by profile. Throws `CommittedFileError` for anything else.
    static func read<Value: Decodable>(_ json: [UInt8], path: String, as what: String) throws -> [String: Value] {
        do {
            return try JSONDecoder().decode([String: Value].self, from: Data(json))
        } catch let error as CommittedFileError {
            throw CommittedFileError(path: path, what: what, reason: error.reason)
        } catch {
            throw CommittedFileError(path: path, what: what, reason: "\(error)")
        }
    }
}

/// A committed file that cannot be used. It never counts as an empty one: that would forget failures, and give spent level
/// back.
public struct CommittedFileError: Error, Equatable, ReportableError {
    public var path: String
    /// "list of verdicts"
    public var what: String
    public var reason: String

    public var report: ErrorReport {
        ErrorReport(what: "\(path) is not a valid \(what).", why: reason, next: "Put the committed file back: git checkout \(path)")
    }
}
