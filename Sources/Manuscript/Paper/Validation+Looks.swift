// Validator: a claim is judged at the look that is recorded. One that took no notice of it would be judged again and again
// as if for the first time.

extension Paper {
    func lookErrors(_ contents: PaperContents, _ setting: PaperSetting) -> [PaperIssue] {
        contents.claims.compactMap { claim in
            let recorded = setting.look(at: claim.id)
            // One that nobody looked at again may be judged once and for all.
            if claim.look == recorded || (claim.look == .only && recorded.number == 1) { return nil }
            let found = claim.look.isOnly ? "the only look" : "\(claim.look)"
            return .error(
                "Claim \(claim.id) is judged as if at \(found), and \(looks.path) counts \(recorded.number) at profile "
                    + "\(setting.profile.name).",
                next: "Let the claim store `setting.look(at: \"\(claim.id)\")` as its `look`.")
        }
    }

    func lookWarnings(_ contents: PaperContents, _ setting: PaperSetting) -> [PaperIssue] {
        let claims = contents.claims.map(\.id)
        return setting.looks.keys.filter { !claims.contains($0) }.sorted().map {
            .warning("\(looks.path) counts looks at claim \($0), which the paper does not make.", next: didYouMean($0, among: claims))
        }
    }
}
