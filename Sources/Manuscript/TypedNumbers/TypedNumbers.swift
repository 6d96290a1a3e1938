// No result is typed by hand: a typed number that equals a computed one, or nearly, is reported with the directive that quotes it.
//
// Numbers of few digits meet by chance, so that a number is compared with the less, the fewer digits it has: with four or more with
// everything that the chapters quote, with three with what its chapter quotes, with two with what its paragraph quotes.
import BuildGraph

/// Looks for results that were typed.
package struct TypedNumbers: Target {
    /// Of each chapter.
    let passages: [Input<[TypedPassage]>]
    package let quoted: [WovenText.QuotedInput]
    package let verdicts: Input<VerdictTable>

    package static var kind: TargetKind { .document }
    package var label: String? { "typed-numbers" }

    /// Warnings, in the order of the text.
    package func make(_ inputs: Inputs) throws -> [PaperIssue] {
        var values = try quoted.map { ($0.name, try inputs[$0.input]) }
        for finding in try inputs[verdicts].findings { values.append((finding.id, try Datum(decoding: encodeValue(Observed(finding))))) }
        return Self.issues(in: try passages.map { try inputs[$0] }, values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    }

    /// What of a finding a text may repeat.
    private struct Observed: Encodable {
        let observed, uncertainty: Double?

        init(_ finding: Finding) { (observed, uncertainty) = (finding.observed, finding.uncertainty) }
    }

    package static func issues(in chapters: [Chapter], values: [String: Datum]) -> [PaperIssue] {
        issues(in: chapters.map(TypedPassage.all), values: values)
    }

    private static func issues(in chapters: [[TypedPassage]], values: [String: Datum]) -> [PaperIssue] {
        let numbers = values.sorted { $0.key < $1.key }.flatMap { QuotableNumbers.all(in: $0.value, of: $0.key) }
        return chapters.flatMap { passages -> [PaperIssue] in
            let own = passages.reduce(into: Set<String>()) { $0.formUnion($1.names) }
            return passages.flatMap { passage in
                zip(passage.numbers, passage.positions).compactMap { number, position in
                    let names: Set<String>? = number.significantDigits >= 4 ? nil : number.significantDigits == 3 ? own : passage.names
                    guard number.significantDigits >= 2 else { return nil }
                    let near = numbers.filter { (names?.contains($0.path.name) ?? true) && number.mayMean($0.value) }
                    return near.min { number.distance(to: $0.value) < number.distance(to: $1.value) }.map { issue(number, $0, position) }
                }
            }
        }
    }

    private static func issue(_ number: NumberLiteral, _ value: QuotableNumbers.Quotable, _ position: Position) -> PaperIssue {
        let isEqual = number.distance(to: value.value) <= 0.5000001
        let format = number.text.contains(/×|\\times|\\cdot/) ? ".\(number.decimals)e" : ".\(number.decimals)\(number.isPercentage ? "%" : "f")"
        return .warning(
            "\(number.text) is typed by hand, and \(value.path.text) \(isEqual ? "is" : "is nearly") that: \(NumberText.text(value.value, .significant(6), in: .plain) ?? "").",
            at: position, next: "Quote it: {{\(value.path.text):\(format)}}. If it is another number, say so beside it: <!-- typed: \(number.text) -->.")
    }
}

extension NumberLiteral {
    /// How far a value is from it, in units of its last digit; signs do not matter.
    fileprivate func distance(to value: Double) -> Double {
        abs(self.value - abs(value) * (isPercentage ? 100 : 1)) / unit
    }

    /// Whether it is the value, or nearly: one off in its last digit, if it has so many that this is no accident.
    fileprivate func mayMean(_ value: Double) -> Bool { distance(to: value) <= (significantDigits >= 3 ? 1.5 : 0.5000001) }
}
