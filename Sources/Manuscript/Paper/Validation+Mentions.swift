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

    /// Pictures that are not there, and those that would be published under one name.
    func pictureIssues(_ chapters: [Chapter], _ isThere: (SourceFile) -> Bool) -> [PaperIssue] {
        var paths: [String: String] = [:]
        return chapters.flatMap(\.pictures).compactMap { picture in
            if !isThere(SourceFile(picture.name)) {
                return .error("There is no picture \(picture.name).", at: picture.position, next: "Its path begins in the project's folder: paper/NAME.png.")
            }
            let other = paths.updateValue(picture.name, forKey: Picture.publishedName(picture.name)) ?? picture.name
            if other == picture.name { return nil }
            return .error("The pictures \(other) and \(picture.name) would be one file.", at: picture.position, next: "Rename one of them.")
        }
    }
}
