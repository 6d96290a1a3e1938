// The table of declarations that the plugin generates, read: which there are, and which of them each type reaches. Its form is
// described in `FingerprintTables` of the module CodeFingerprint. A table may come out of the store, from an older program:
// lines that are not understood are skipped.

struct CodeTable {
    /// A declaration or a member of one.
    struct Row {
        let module: Substring
        let path: Substring
        let name: Substring
        let digest: Substring
        /// The declaration that is taken or left with it.
        let unit: Int
    }

    let rows: [Row]
    /// Rows by their names without labels.
    let places: [Substring: [Int]]
    private var reached: [Substring: Substring] = [:]

    init(parsing text: String) {
        var rows: [Row] = []
        var module: Substring = "", path: Substring = "", numbers: Substring = ""
        var unit = -1
        for line in text.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init) {
            let rest = Substring(line.utf8.dropFirst())
            switch line.utf8.first {
            case UInt8(ascii: "="): (module, path) = (rest, "")
            case UInt8(ascii: "/"): path = rest
            case UInt8(ascii: "+"), UInt8(ascii: "."):
                guard let space = rest.utf8.firstIndex(of: UInt8(ascii: " ")) else { continue }
                if line.utf8.first == UInt8(ascii: "+") { unit += 1 }
                rows.append(Row(module: module, path: path, name: rest[rest.utf8.index(after: space)...], digest: rest[..<space], unit: unit))
            case UInt8(ascii: "*"): numbers = rest
            case UInt8(ascii: ">"): reached[rest] = numbers
            default: continue
            }
        }
        self.rows = rows
        places = Dictionary(grouping: rows.indices) { Self.withoutLabels(rows[$0].name) }
    }

    /// "Trainer.step" of "Trainer.step(images:)".
    static func withoutLabels(_ name: Substring) -> Substring {
        name.utf8.firstIndex(of: UInt8(ascii: "(")).map { name[..<$0] } ?? name
    }

    /// Of these rows, those that some types reach.
    func rows(_ rows: [Int], reachedBy types: [String]) -> [Int] {
        let ranges = types.flatMap(units)
        return rows.filter { row in ranges.contains { $0.contains(self.rows[row].unit) } }
    }

    private func units(reachedBy type: String) -> [ClosedRange<Int>] {
        (reached[type[...]]?.utf8.split(separator: UInt8(ascii: " ")) ?? []).compactMap { range in
            let ends = range.split(separator: UInt8(ascii: "-")).compactMap { Int(Substring($0)) }
            guard let first = ends.first, let last = ends.last, first <= last else { return nil }
            return first...last
        }
    }
}
