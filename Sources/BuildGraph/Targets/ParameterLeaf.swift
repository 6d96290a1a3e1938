// Parameters as people name and select them: `depth` of `plan.hidden.depth`, a number, a word, a list.
import Foundation

/// One parameter of a target that is no structure: a scalar or a list of scalars, with the path that leads to it.
struct ParameterLeaf: Equatable {
    /// Without the names that the compiler gives to unlabelled values of an enumeration's case.
    let path: String
    let values: [Datum]
    let isList: Bool

    /// In the order of the target's properties. Handles are left out, and so is what is nil.
    static func all(of node: Node) -> [ParameterLeaf] {
        guard let datum = try? Datum(decoding: node.parameters) else { return [] }
        var found: [ParameterLeaf] = []
        collect(datum, "", into: &found)
        return found
    }

    private static func collect(_ datum: Datum, _ path: String, into found: inout [ParameterLeaf]) {
        func add(_ values: [Datum], isList: Bool) { found.append(ParameterLeaf(path: path, values: values, isList: isList)) }
        switch datum {
        case .object(let fields) where fields.isEmpty:
            // A case of an enumeration that has no values.
            let parts = path.split(separator: ".")
            if let name = parts.last { found.append(ParameterLeaf(path: parts.dropLast().joined(separator: "."), values: [.string(String(name))], isList: false)) }
        case .object(let fields):
            for field in fields {
                let isNameless = field.key.first == "_" && field.key.dropFirst().allSatisfy(\.isNumber)
                collect(field.value, isNameless ? path : path.isEmpty ? field.key : "\(path).\(field.key)", into: &found)
            }
        case .list(let elements) where elements.allSatisfy(\.isScalar): if !elements.isEmpty { add(elements, isList: true) }
        case .list(let elements): for (index, element) in elements.enumerated() { collect(element, "\(path)[\(index)]", into: &found) }
        case .doubles(let values): add(values.map(Datum.double), isList: true)
        case .floats(let values): add(values.map(Datum.float), isList: true)
        case .integers(let values): add(values.map { Datum.integer(Int64($0)) }, isList: true)
        case .bytes(let bytes): add([.string("\(bytes.count) bytes")], isList: false)
        case .reference, .null: break
        default: add([datum], isList: false)
        }
    }

    // MARK: Text

    /// "depth" of "plan.hidden.depth".
    static func shortName(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }

    /// "2, 8, 32"; of many values the first, the last and how many they are.
    var text: String {
        let texts = values.map(\.word)
        return texts.count > 5 ? "\(texts[0]) … \(texts[texts.count - 1]) (\(texts.count))" : texts.joined(separator: ", ")
    }

    /// "depth 32", "tanh": words speak for themselves, numbers and lists do not.
    func phrase(name: String) -> String {
        switch (isList, values.first) {
        case (false, .string?): text.count > 40 ? "\(name) \(text.prefix(39))…" : text
        case (false, .bool(true)?): name
        case (false, .bool(false)?): "not \(name)"
        default: "\(name) \(text)"
        }
    }

    // MARK: Selection

    /// Whether people mean this parameter by a name: the end of its path, in any case of letters.
    func isCalled(_ name: String) -> Bool {
        func parts(_ path: String) -> [String] { path.lowercased().split(separator: ".").map { String($0.prefix { $0 != "[" }) } }
        return parts(path).suffix(parts(name).count) == parts(name)
    }
}

extension Datum {
    fileprivate var isScalar: Bool {
        switch self {
        case .bool, .integer, .unsigned, .double, .float, .string: true
        default: false
        }
    }

    /// A scalar as people write it: 64 and not 64.0, 0.0316 and not 0.03162277660168379.
    var word: String {
        switch self {
        case .double(let value): Self.word(value)
        case .float(let value): Self.word(Double(value))
        default: brief
        }
    }

    private static func word(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e9 { return "\(Int(value))" }
        let whole = "\(value)"
        return whole.utf8.count <= 7 ? whole : String(format: "%.5g", value)
    }
}
