// A criterion as a formula: "x > 10", "|x − 1| ≤ 0.05", "0.49 ≤ slope ≤ 0.51". Written as MathML, like the formulas of the text.

package enum CriterionFormula {
    package static func mathML(_ criterion: Criterion) -> String {
        let unit = criterion.unit.isEmpty ? "" : "<mspace width=\"0.25em\"></mspace><mtext>\(HTMLText.escaped(criterion.unit))</mtext>"
        let x = "<mi>x</mi>"
        let content =
            switch criterion.condition {
            case .equals(let target, let tolerance):
                target == 0
                    ? "\(bar)\(x)\(bar)\(relation("≤"))\(number(tolerance))\(unit)"
                    : "\(bar)\(x)\(target < 0 ? "<mo>+</mo>" : "<mo>−</mo>")\(number(abs(target)))\(bar)\(relation("≤"))\(number(tolerance))\(unit)"
            case .less(let threshold): x + relation("&lt;") + number(threshold) + unit
            case .greater(let threshold): x + relation("&gt;") + number(threshold) + unit
            case .within(let low, let high): between(low, x, high) + unit
            case .ordered(let direction):
                item("1") + relation(direction == .increasing ? "&lt;" : "&gt;") + item("2") + relation(direction == .increasing ? "&lt;" : "&gt;") + "<mi>…</mi>"
            case .monotone(let direction, let slack):
                step + relation(direction == .increasing ? "≥" : "≤") + number(direction == .increasing ? -slack : slack) + unit
            case .slope(let low, let high): between(low, word("slope"), high) + unit
            case .ratioLess(let threshold): ratio + relation("&lt;") + number(threshold)
            case .ratioGreater(let threshold): ratio + relation("&gt;") + number(threshold)
            case .ratioWithin(let low, let high): between(low, ratio, high)
            }
        return "<math display=\"inline\" aria-label=\"\(HTMLText.escaped(criterion.text))\"><mrow>\(content)</mrow></math>"
    }

    private static let bar = "<mo stretchy=\"false\" lspace=\"0em\" rspace=\"0em\">|</mo>"
    private static let ratio = word("ratio")
    private static let step = "<msub><mi>x</mi><mrow><mi>k</mi><mo>+</mo><mn>1</mn></mrow></msub><mo>−</mo><msub><mi>x</mi><mi>k</mi></msub>"

    private static func item(_ number: String) -> String { "<msub><mi>x</mi><mn>\(number)</mn></msub>" }
    private static func word(_ text: String) -> String { "<mtext>\(text)</mtext>" }
    private static func relation(_ sign: String) -> String { "<mo>\(sign)</mo>" }
    private static func between(_ low: Double, _ x: String, _ high: Double) -> String { number(low) + relation("≤") + x + relation("≤") + number(high) }

    /// "−4.5 × 10⁻¹³" with its power as one.
    private static func number(_ value: Double) -> String {
        let text = NumberText.short(abs(value), in: .plain), sign = value < 0 ? "<mo form=\"prefix\">−</mo>" : ""
        let parts = text.split(separator: "×").map(\.description.trimmingSpaces)
        guard let last = parts.last, last.hasPrefix("10"), last.contains(where: { digits[$0] != nil }) else { return sign + "<mn>\(text)</mn>" }
        let power = String(last.dropFirst(2).map { digits[$0] ?? $0 })
        let factor = parts.count == 2 ? "<mn>\(parts[0])</mn><mo>×</mo>" : ""
        return "\(sign)\(factor)<msup><mn>10</mn><mn>\(power)</mn></msup>"
    }

    private static let digits: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "−",
    ]
}
