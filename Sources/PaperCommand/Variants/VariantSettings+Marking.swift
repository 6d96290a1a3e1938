// A page that is a variant says so at its top: somebody who is sent it must not take it for the paper.
import Manuscript

extension VariantSettings {
    /// The page, or the report, with a note; of the paper itself as it is.
    func marked(_ text: String, _ dialect: Dialect) -> String {
        if changes.isEmpty { return text }
        let values = changes.map { ($0.path, "\($0.value) instead of \($0.standard)") }
        let words = "a variant of the paper: its results stand beside the paper's and replace none of them, and no baseline judges its claims."
        switch dialect {
        case .report:
            guard let end = text.firstIndex(of: "\n") else { return text }
            let list = values.map { "`\($0)` = \($1)" }.joined(separator: ", ")
            return text[..<end] + "\n\n> **Variant.** \(list). This is \(words)" + text[end...]
        case .page:
            let list = values.map { "<code>\(HTMLText.escaped($0))</code> = \(HTMLText.escaped($1))" }.joined(separator: ", ")
            let note = "<aside class=\"variant\" role=\"note\" style=\"border:2px solid var(--undecided);border-radius:6px;padding:0.7rem 1rem;margin:0 0 1.4rem;font:0.86rem/1.5 var(--sans)\">"
                + "<strong>Variant.</strong> \(list). This is \(words)</aside>\n"
            return text.replacing("<header class=\"front\">\n", with: "<header class=\"front\">\n" + note, maxReplacements: 1)
                .replacing("<title>", with: "<title>Variant: ", maxReplacements: 1)
        }
    }
}
