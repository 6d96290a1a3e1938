// What an author can ask for between {{ and }}. The grammar is small on purpose; docs/quoting.md shows each in use:
//
//   {{NAME.field["element"].field:FORMAT}}   a value: .3f  .3g  .2e  .1%  int  ±; text and whole numbers need no format
//   {{claim ID}}                             a badge with the claim's verdict
//   {{claims}} {{claims ID ID}}              a table of claims, alone on its line
//   {{ref figure:NAME}}  {{ref table:NAME}}  {{ref code:NAME}}  {{ref eq:LABEL}}  {{ref sec:LABEL}}  {{ref claim:ID}}
//   {{label eq:LABEL}}                       after $$…$$: numbers the equation
//
// Sections are labelled as pandoc does it: `## Title {#sec:LABEL}`. `\{{` stands for two braces.

/// A parsed directive.
package enum Directive: Sendable, Equatable {
    case value(ValuePath, format: ValueFormat?)
    case claim(String)
    case claims([String])
    case reference(ReferenceKind, String)
    case label(String)

    package enum ReferenceKind: String, Sendable, CaseIterable { case figure, table, code, eq, sec, claim }
}

/// How a value is to be written.
package enum ValueFormat: Sendable, Equatable {
    case number(NumberFormat)
    /// A value and its uncertainty.
    case uncertainty
}

/// Why the text between braces is not a directive.
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
            // A name of several words is in quotes, behind the bracket that its first word has.
            guard arguments.isEmpty || !first.allSatisfy(ValuePath.isNameCharacter) else {
                throw MalformedDirective("There is no directive called \(first).", suggestion: nearestKeyword(first))
            }
            self = try Self.value(text)
        }
    }

    private static func label(_ text: String) throws(MalformedDirective) -> (ReferenceKind, String) {
        guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else {
            throw MalformedDirective("\"\(text)\" does not say of what kind it is: figure:NAME, table:NAME, code:NAME, eq:LABEL, sec:LABEL or claim:ID.")
        }
        let word = String(text[..<colon])
        guard let kind = ReferenceKind(rawValue: word) else {
            throw MalformedDirective("\"\(word)\" is not one of figure, table, code, eq, sec and claim.", suggestion: nearestKind(word))
        }
        return (kind, String(text[text.index(after: colon)...]))
    }

    private static func value(_ text: String) throws(MalformedDirective) -> Directive {
        let (path, rest) = try ValuePath.parse(text)
        guard !rest.isEmpty else { return .value(path, format: nil) }
        guard rest.first == ":" else {
            throw MalformedDirective("\"\(rest)\" after \(path.text) is neither part of a path nor a format: NAME.field[\"element\"].field:FORMAT.")
        }
        return .value(path, format: try ValueFormat(parsing: String(rest.dropFirst())))
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
        throw MalformedDirective("\"\(text)\" is not a format: .3f, .3g, .2e, .1%, int or ±.")
    }
}
