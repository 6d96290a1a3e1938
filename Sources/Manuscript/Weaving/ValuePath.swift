// The way to a value inside the stored value of a target, as an author writes it:
//
//   learning-speed.networks["orthogonal tanh, 1.05"].rate
//
// An element of a list is addressed by its name, because a position silently means another element after a reordering.

/// A target's name and the steps from its value to a part of it.
package struct ValuePath: Sendable, Equatable {
    /// The target's.
    package let name: String
    package let steps: [Step]

    package enum Step: Sendable, Equatable {
        /// `.rate`
        case field(String)
        /// `["orthogonal tanh, 1.05"]`: the element of that name, or a dictionary's value.
        case key(String)
        /// `[2]`, counted from 0: a number in a list of plain numbers.
        case position(Int)
    }

    package init(name: String, _ steps: [Step] = []) {
        self.name = name
        self.steps = steps
    }

    /// As it is written.
    package var text: String { steps.reduce(name) { $0 + $1.text } }

    static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }
}

extension ValuePath.Step {
    package var text: String {
        switch self {
        case .field(let name): ".\(name)"
        case .key(let name): "[\(Self.quoted(name))]"
        case .position(let position): "[\(position)]"
        }
    }

    /// A name as it is written in brackets.
    static func quoted(_ name: String) -> String {
        "\"" + name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

// MARK: Parsing

extension ValuePath {
    /// Reads a path from the beginning of a text; white space around it does not matter. The result has what follows.
    package static func parse(_ text: String) throws(MalformedDirective) -> (path: ValuePath, rest: Substring) {
        var rest = text[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        let whole = rest
        func name() throws(MalformedDirective) -> String {
            let name = rest.prefix(while: isNameCharacter)
            guard !name.isEmpty else { throw MalformedDirective("\"\(whole)\" is not the name of a value.") }
            rest = rest.dropFirst(name.count)
            return String(name)
        }
        let target = try name()
        var steps: [Step] = []
        while let next = rest.first, next == "." || next == "[" {
            rest = rest.dropFirst()
            if next == "." {
                steps.append(.field(try name()))
            } else if rest.first == "\"" {
                rest = rest.dropFirst()
                steps.append(.key(try key(&rest, of: whole)))
            } else if let close = rest.firstIndex(of: "]"), let position = Int(rest[..<close]), position >= 0 {
                rest = rest[rest.index(after: close)...]
                steps.append(.position(position))
            } else {
                throw MalformedDirective(
                    "\"\(whole)\" is not a path: in brackets stands the name of an element, in straight quotes: NAME.field[\"element\"].field.")
            }
        }
        return (ValuePath(name: target, steps), rest)
    }

    /// What stands before the closing quote and bracket; `\"` is a quote and `\\` a backslash.
    private static func key(_ rest: inout Substring, of whole: Substring) throws(MalformedDirective) -> String {
        var key = ""
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                if let escaped = rest.popFirst() { key.append(escaped) }
            case "\"":
                guard rest.popFirst() == "]" else {
                    throw MalformedDirective("\"\(whole)\" is not a path: a bracket closes after \(Step.quoted(key)).")
                }
                return key
            default: key.append(character)
            }
        }
        throw MalformedDirective("\"\(whole)\" is not a path: the name \(Step.quoted(key)) has no closing quote.")
    }
}
