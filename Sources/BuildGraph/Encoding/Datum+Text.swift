// Data in words, for people: parameters in a list, values in a summary.

extension Datum {
    /// Every number, text and array with the path that leads to it.
    public var leaves: [(String, String)] { leafValues.map { ($0, $1.brief) } }

    /// The same, as values.
    var leafValues: [(String, Datum)] {
        var found: [(String, Datum)] = []
        collectLeaves(path: "", into: &found)
        return found
    }

    private func collectLeaves(path: String, into found: inout [(String, Datum)]) {
        switch self {
        case .object(let fields):
            for field in fields { field.value.collectLeaves(path: path.isEmpty ? field.key : "\(path).\(field.key)", into: &found) }
        case .list(let elements):
            for (i, element) in elements.enumerated() { element.collectLeaves(path: "\(path)[\(i)]", into: &found) }
        case .reference: break
        default: found.append((path, self))
        }
    }

    /// One line.
    public var brief: String {
        switch self {
        case .null: "–"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .unsigned(let value): "\(value)"
        case .double(let value): "\(value)"
        case .float(let value): "\(value)"
        case .string(let value): value.count > 120 || value.contains("\n") ? "text of \(value.utf8.count) bytes" : value
        case .list(let elements): "list of \(elements.count)"
        case .object(let fields): "{" + fields.map { "\($0.key): \($0.value.brief)" }.joined(separator: ", ") + "}"
        case .doubles(let values): Self.brief(values, of: "Double")
        case .floats(let values): Self.brief(values.map(Double.init), of: "Float")
        case .integers(let values): Self.brief(values.map(Double.init), of: "Int")
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .reference(let digest): digest.short
        }
    }

    private static func brief(_ values: [Double], of type: String) -> String {
        guard let least = values.min(), let greatest = values.max() else { return "0 × \(type)" }
        if values.count <= 4 { return "[" + values.map { "\($0)" }.joined(separator: ", ") + "]" }
        return "\(values.count) × \(type) in \(least) … \(greatest)"
    }

    /// The datum at a path such as `observed.values[2]`; nil when the path leads nowhere.
    public func at(_ path: some StringProtocol) -> Datum? {
        var here = self
        for step in path.split(separator: ".", omittingEmptySubsequences: true) {
            let parts = step.split(separator: "[")
            guard let first = parts.first else { return nil }
            if step.first != "[" {
                guard let next = here[String(first)] else { return nil }
                here = next
            }
            for part in step.first == "[" ? parts[...] : parts.dropFirst() {
                guard part.last == "]", let index = Int(part.dropLast()), let next = here[index] else { return nil }
                here = next
            }
        }
        return here
    }

    /// An element of a list or of an array of numbers.
    public subscript(index: Int) -> Datum? {
        switch self {
        case .list(let elements) where elements.indices.contains(index): elements[index]
        case .doubles(let values) where values.indices.contains(index): .double(values[index])
        case .floats(let values) where values.indices.contains(index): .float(values[index])
        case .integers(let values) where values.indices.contains(index): .integer(Int64(values[index]))
        default: nil
        }
    }

    /// The number, for any of the numeric kinds.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .double(let value): value
        case .float(let value): Double(value)
        default: nil
        }
    }

    /// The numbers of a list or array of numbers; nil when it is something else.
    public var numbers: [Double]? {
        switch self {
        case .doubles(let values): return values
        case .floats(let values): return values.map(Double.init)
        case .integers(let values): return values.map(Double.init)
        case .list(let elements):
            let numbers = elements.compactMap(\.number)
            return numbers.count == elements.count ? numbers : nil
        default: return nil
        }
    }
}
