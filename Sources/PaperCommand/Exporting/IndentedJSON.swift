// JSON that people read too: two spaces for each level, and what is short on one line.
import BuildGraph
import Manuscript

enum IndentedJSON {
    private static let width = 110

    static func text(_ datum: Datum) -> String { text(datum, indent: "") + "\n" }

    private static func text(_ datum: Datum, indent: String) -> String {
        let short = JSONText.text(datum)
        if indent.count + short.count <= width { return short }
        let inner = indent + "  "
        func lines(_ parts: [String], _ open: String, _ close: String) -> String {
            open + "\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n" + indent + close
        }
        switch datum {
        case .list(let elements): return lines(elements.map { text($0, indent: inner) }, "[", "]")
        case .object(let fields): return lines(fields.map { "\(JSONString.quoted($0.key)): \(text($0.value, indent: inner))" }, "{", "}")
        default: return short
        }
    }
}
