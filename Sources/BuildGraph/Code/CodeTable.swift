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
    }

    let rows: [Row]
    /// The rows of each unit.
    private var units: [Range<Int>] = []
    private var reached: [Substring: Substring] = [:]

    init(parsing text: String) {
        var rows: [Row] = []
        var module: Substring = "", path: Substring = "", numbers: Substring = ""
        for line in text.split(separator: "\n") {
            let rest = line.dropFirst()
            switch line.utf8.first {
            case UInt8(ascii: "="): (module, path) = (rest, "")
            case UInt8(ascii: "/"): path = rest
            case UInt8(ascii: "+"), UInt8(ascii: "."):
                guard let space = rest.firstIndex(of: " ") else { continue }
                if line.utf8.first == UInt8(ascii: "+") { units.append(rows.count..<rows.count) }
                rows.append(Row(module: module, path: path, name: rest[rest.index(after: space)...], digest: rest[..<space]))
                if let last = units.last { units[units.count - 1] = last.lowerBound..<rows.count }
            case UInt8(ascii: "*"): numbers = rest
            case UInt8(ascii: ">"): reached[rest] = numbers
            default: continue
            }
        }
        self.rows = rows
    }

    /// Positions of the rows that some types reach.
    func rows(reachedBy types: [String]) -> Set<Int> {
        var found: Set<Int> = []
        for type in types {
            for range in reached[type[...]]?.split(separator: " ") ?? [] {
                let ends = range.split(separator: "-").compactMap { Int($0) }
                guard let first = ends.first, let last = ends.last, first <= last, last < units.count else { continue }
                for unit in units[first...last] { found.formUnion(unit) }
            }
        }
        return found
    }
}
