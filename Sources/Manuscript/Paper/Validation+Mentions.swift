// Validator: what the paper makes and its text never mentions is probably forgotten.
import BuildGraph

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

    /// Pictures that the chapters show and that are not there.
    func missingPictures(_ chapters: [Chapter], _ isThere: (SourceFile) -> Bool) -> [PaperIssue] {
        chapters.flatMap(\.pictures).filter { !isThere(SourceFile($0.name)) }.map {
            .error("There is no picture \($0.name).", at: $0.position, next: "Its path begins in the project's folder: paper/NAME.png.")
        }
    }
}
