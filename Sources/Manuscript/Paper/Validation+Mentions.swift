// Validator: what the paper makes and its text never mentions is probably forgotten.

extension Paper {
    func mentionIssues(_ outline: Outline, _ names: Outline.Names) -> [PaperIssue] {
        let figures = names.figures.filter { outline.figureNumber($0) == nil }.map {
            PaperIssue.warning("The figure \($0) is never shown.", next: "Show it: `::: figure \($0)`.")
        }
        let claims = names.claims.filter {
            !outline.listsAllClaims && !outline.claims.contains($0) && !outline.quoted.contains($0)
        }.map { PaperIssue.warning("The claim \($0) is never mentioned.", next: "Mention it: {{claim \($0)}} or {{claims}}.") }
        return figures + claims
    }
}
