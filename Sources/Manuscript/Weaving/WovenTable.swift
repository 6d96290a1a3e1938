// What is published of a table beside the page: its numbers, in build/tables/NAME.csv.
import BuildGraph

/// A table of the text as a file.
package struct WovenTable: Codable, Sendable, Equatable {
    /// Without the folder and ".csv"; part of the table's anchor on the page too.
    package var name: String
    package var csv: String

    package init(name: String, csv: String) {
        self.name = name
        self.csv = csv
    }

    /// "learning-speed.steps" stays as it is; quotes, brackets and spaces become a dash.
    static func fileName(_ text: String) -> String {
        text.split { !ValuePath.isNameCharacter($0) && $0 != "." }.joined(separator: "-")
    }
}

extension Table {
    /// The table that a path leads to. Throws with what is there instead, or with what keeps it from being set.
    static func at(_ path: ValuePath, in datum: Datum) throws(CannotQuote) -> Table {
        let value = try path.value(in: datum)
        guard let table = stored(value) else {
            let inside: [String] = if case .object(let fields) = value { fields.filter { stored($0.value) != nil }.map(\.key) } else { [] }
            throw CannotQuote(
                reason: "\(path.text) is \(value.noun) and not a table.",
                suggestion: inside.isEmpty ? nil : "Its tables: \(inside.map { "\(path.text).\($0)" }.joined(separator: ", ")).")
        }
        if let defect = table.defect { throw CannotQuote(reason: "The table \(path.text) \(defect).", suggestion: nil) }
        return table
    }
}
