// What an author can ask for between {{ and }}. The grammar is small on purpose; docs are this list:
//
//   {{NAME.path.to[2].field:FORMAT}}   a value: .3f  .3g  .2e  .1%  int  ±; text and whole numbers need no format
//   {{claim ID}}                       a badge with the claim's verdict
//   {{claims}} {{claims ID ID}}        a table of claims, alone on its line
//   {{ref figure:NAME}}  {{ref eq:LABEL}}  {{ref sec:LABEL}}  {{ref claim:ID}}
//   {{label eq:LABEL}}                 after $$…$$: numbers the equation
//
// Sections are labelled as pandoc does it: `## Title {#sec:LABEL}`. `\{{` is two braces and no directive.

/// A parsed directive.
package enum Directive: Sendable, Equatable {
    case value(name: String, path: [PathStep], format: ValueFormat?)
    case claim(String)
    case claims([String])
    case reference(ReferenceKind, String)
    case label(String)

    package enum PathStep: Sendable, Equatable {
        case field(String)
        case index(Int)
    }

    package enum ReferenceKind: String, Sendable, CaseIterable { case figure, eq, sec, claim }
}

/// How a value is to be written.
package enum ValueFormat: Sendable, Equatable {
    case number(NumberFormat)
    /// A value and its uncertainty.
    case uncertainty
}

/// Why the text between braces is no directive.
package struct MalformedDirective: Error, Equatable {
    package let reason: String
    package let suggestion: String?

    package init(_ reason: String, suggestion: String? = nil) {
        self.reason = reason
        self.suggestion = suggestion
    }
}

extension Directive {
    /// Parses what stands between {{ and }}.
    package init(parsing text: String) throws(MalformedDirective) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first else { throw MalformedDirective("The directive is empty.") }
        let arguments = Array(words.dropFirst())
        switch first {
        case "claim":
            guard arguments.count == 1 else { throw MalformedDirective("`claim` takes one claim: {{claim ID}}.") }
            self = .claim(arguments[0])
        case "claims": self = .claims(arguments)
        case "ref":
            guard arguments.count == 1 else { throw MalformedDirective("`ref` takes one label: {{ref figure:NAME}}.") }
            let (kind, label) = try Self.label(arguments[0])
            self = .reference(kind, label)
        case "label":
            guard arguments.count == 1 else { throw MalformedDirective("`label` takes one label: {{label eq:LABEL}}.") }
            let (kind, label) = try Self.label(arguments[0])
            guard kind == .eq else {
                throw MalformedDirective("Only equations are labelled this way; a section is labelled by `{#sec:LABEL}`.")
            }
            self = .label(label)
        default:
            guard arguments.isEmpty else {
                let near = nearestKeyword(first)
                throw MalformedDirective("There is no directive called \(first).", suggestion: near)
            }
            self = try Self.value(first)
        }
    }

    private static func label(_ text: String) throws(MalformedDirective) -> (ReferenceKind, String) {
        guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else {
            throw MalformedDirective("\"\(text)\" does not say of what kind it is: figure:NAME, eq:LABEL, sec:LABEL or claim:ID.")
        }
        let word = String(text[..<colon])
        guard let kind = ReferenceKind(rawValue: word) else {
            throw MalformedDirective("\"\(word)\" is none of figure, eq, sec and claim.", suggestion: nearestKind(word))
        }
        return (kind, String(text[text.index(after: colon)...]))
    }

    private static func value(_ text: String) throws(MalformedDirective) -> Directive {
        let colon = text.firstIndex(of: ":")
        let format = try colon.map { (index) throws(MalformedDirective) in
            try ValueFormat(parsing: String(text[text.index(after: index)...]))
        }
        var rest = text[..<(colon ?? text.endIndex)]
        func name() throws(MalformedDirective) -> String {
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            guard !name.isEmpty else { throw MalformedDirective("\"\(text)\" is not the name of a value.") }
            rest = rest.dropFirst(name.count)
            return String(name)
        }
        let target = try name()
        var path: [PathStep] = []
        while let next = rest.first {
            rest = rest.dropFirst()
            if next == "." {
                path.append(.field(try name()))
            } else if next == "[", let close = rest.firstIndex(of: "]"), let index = Int(rest[..<close]), index >= 0 {
                path.append(.index(index))
                rest = rest[rest.index(after: close)...]
            } else {
                throw MalformedDirective("\"\(text)\" is not a path: NAME.field[0].field.")
            }
        }
        return .value(name: target, path: path, format: format)
    }
}

extension ValueFormat {
    package init(parsing text: String) throws(MalformedDirective) {
        switch text {
        case "int", "d":
            self = .number(.integer)
            return
        case "±", "+-":
            self = .uncertainty
            return
        case "%":
            self = .number(.percent(0))
            return
        default: break
        }
        if text.first == ".", let letter = text.last, let digits = Int(text.dropFirst().dropLast()), 0...17 ~= digits {
            switch letter {
            case "f":
                self = .number(.fixed(digits))
                return
            case "g":
                self = .number(.significant(digits))
                return
            case "e":
                self = .number(.scientific(digits))
                return
            case "%":
                self = .number(.percent(digits))
                return
            default: break
            }
        }
        throw MalformedDirective("\"\(text)\" is no format: .3f, .3g, .2e, .1%, int or ±.")
    }
}
