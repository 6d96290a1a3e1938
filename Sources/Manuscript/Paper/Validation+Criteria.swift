// Validator: no claim has a criterion that could not fail, or that does not say where its threshold comes from.

extension Paper {
    func criterionIssues(_ contents: PaperContents) -> [PaperIssue] {
        contents.claims.compactMap { claim in
            claim.criterion.defect.map { .error("The criterion of claim \(claim.id) is refused. \($0)") }
        }
    }
}
