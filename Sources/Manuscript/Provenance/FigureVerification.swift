// The row of a figure's panel that says whether it was made again, and what came out.
import BuildGraph

/// Renders the last verification of a figure.
public struct FigureVerification: Sendable {
    public var summary: VerificationSummary
    /// What verifies the figure and all it was made from.
    public var command: String

    public init(_ summary: VerificationSummary, command: String) {
        self.summary = summary
        self.command = command
    }

    /// "2026-11-21 04:40:00Z: bitwise equal, with all 42 targets it was made from".
    public var html: String {
        let command = "<code>\(HTMLText.escaped(self.command))</code>"
        guard let own = summary.own else { return "not yet; \(command) makes it again and compares" }
        var text = "\(ProvenancePanel.date(own.time)): \(HTMLText.escaped(own.verdict))"
        if !own.differing.isEmpty && own.differing != [Surroundings.asBuilt.name] {
            text += HTMLText.escaped(" (differs under \(own.differing.joined(separator: ", ")))")
        }
        if let difference = own.difference { text += "; " + HTMLText.escaped(difference.text) }
        return text + inputs(command)
    }

    private func inputs(_ command: String) -> String {
        let (all, good, bad) = (summary.inputs, summary.reproducibleInputs, summary.unreproducibleInputs)
        if all == 0 { return "" }
        let noun = all == 1 ? "the one target" : "all \(all) targets"
        if !bad.isEmpty {
            let names = bad.prefix(3).map { "<code>\(HTMLText.escaped($0))</code>" }.joined(separator: ", ")
            return "; of the \(all) targets it was made from \(bad.count) \(bad.count == 1 ? "is" : "are") not reproducible: "
                + names + (bad.count > 3 ? " and \(bad.count - 3) more" : "")
        }
        if good == all { return summary.own?.result == .notReproducible ? "; \(noun) it was made from \(all == 1 ? "is" : "are") reproducible" : ", with \(noun) it was made from" }
        return "; \(good) of the \(all) targets it was made from were verified too (\(command) verifies all)"
    }
}
