// Which declaration a chapter means by `::: code NAME`: that of the figure, claim or quantity of this name, or any that a target reaches.
import BuildGraph

/// Finds the declarations that chapters show.
struct ListingSearch {
    let code: CodeFingerprints?
    /// Labels of figures, claims and quantities, with the names of their types.
    let types: [String: String]

    /// What is shown, by its name in the text, and the errors of names that name nothing or too much.
    func listings(in outline: Outline) -> (found: [WovenText.ListingInput], errors: [PaperIssue]) {
        var found: [WovenText.ListingInput] = [], errors: [PaperIssue] = []
        for mention in outline.listings {
            switch declarations(mention.name) {
            case let all where all.count == 1: found.append(.init(name: mention.name, input: Input(CodeListing(all[0]))))
            case let none where none.isEmpty: errors.append(unknown(mention))
            case let several:
                let names = several.map { Set(several.map(\.fullName)).count == 1 ? $0.path : $0.fullName }.uniqued()
                errors.append(
                    .error(
                        "\(mention.name) stands for \(several.count) declarations: \(names.prefix(6).joined(separator: ", "))\(names.count > 6 ? ", …" : "").", at: mention.position,
                        next: "Say which one, with its module, its type and the labels of its parameters."))
            }
        }
        return (found, errors)
    }

    private func declarations(_ name: String) -> [CompiledDeclaration] {
        guard let code else { return [] }
        return code.declarations(named: types[name] ?? name)
    }

    private func unknown(_ mention: Chapter.Mention) -> PaperIssue {
        let names = types.keys.sorted() + (code?.declarationNames ?? []).map { String($0.prefix { $0 != "(" }) }
        return .error(
            "No target reaches a declaration called \(mention.name).", at: mention.position,
            next: didYouMean(mention.name, among: names.uniqued()) ?? "Write it as `Type`, `Type.member` or `Module.Type.member(label:)`.")
    }
}
