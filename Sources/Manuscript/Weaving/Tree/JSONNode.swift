// JSON as pandoc writes a document: a tree of nodes {"t": type, "c": content}. One generic value instead of a type per
// element, so that an element this library has never heard of goes through unharmed.

/// A JSON value. Members of objects keep their order.
package indirect enum JSONNode: Sendable, Equatable {
    case null
    case flag(Bool)
    /// As it was written.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONNode
    }
}

extension JSONNode {
    subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    subscript(_ position: Int) -> JSONNode? {
        guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var array: [JSONNode] { if case .array(let elements) = self { elements } else { [] } }

    /// Every element of an array and every member of an object, replaced.
    func mappingChildren(_ body: (JSONNode) -> JSONNode) -> JSONNode {
        switch self {
        case .array(let elements): .array(elements.map(body))
        case .object(let members): .object(members.map { Member(name: $0.name, value: body($0.value)) })
        default: self
        }
    }
}

// MARK: Text

extension JSONNode {
    /// As JSON, on one line.
    package var text: String {
        var result = ""
        append(to: &result)
        return result
    }

    private func append(to result: inout String) {
        switch self {
        case .null: result += "null"
        case .flag(let flag): result += flag ? "true" : "false"
        case .number(let text): result += text
        case .string(let text): result += JSONString.quoted(text)
        case .array(let elements):
            result += "["
            for (k, element) in elements.enumerated() {
                if k > 0 { result += "," }
                element.append(to: &result)
            }
            result += "]"
        case .object(let members):
            result += "{"
            for (k, member) in members.enumerated() {
                result += (k > 0 ? "," : "") + JSONString.quoted(member.name) + ":"
                member.value.append(to: &result)
            }
            result += "}"
        }
    }
}
