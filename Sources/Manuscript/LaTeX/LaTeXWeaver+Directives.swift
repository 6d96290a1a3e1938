// What directives become within a line of LaTeX.
import BuildGraph

extension LaTeXWeaver {
    mutating func inlines(for mark: Chapter.Mark) -> [JSONNode] {
        guard case .directive(let directive) = mark.meaning else {
            if case .braces = mark.meaning { return JSONNode.words("{{") }
            return []
        }
        switch directive {
        case .value(let path, let format): return value(path, format, mark.position)
        case .claim(let id): return quoting.finding(id, mark.position).map { [.latex(badge($0))] } ?? []
        case .reference(let kind, let label): return [.latex(reference(kind, label))]
        case .claims, .label: return []
        }
    }

    /// A number is set as a formula, text as text.
    private mutating func value(_ path: ValuePath, _ format: ValueFormat?, _ position: Position) -> [JSONNode] {
        guard let plain = quoted(path, format, position, in: .plain), let formula = quoted(path, format, position, in: .math) else { return [] }
        let isPlain = formula == plain || formula == "\\text{\(plain)}"
        return isPlain ? JSONNode.words(plain) : [.elements("Math", [.element("InlineMath"), .string(formula)])]
    }

    private func badge(_ finding: Finding) -> String {
        let text = "\(LaTeXClaims.verdict(finding)){\(LaTeXText.escaped(finding.id)) \(Badge.word(finding))}"
        return listedClaims.contains(finding.id) ? "\\hyperref[claim:\(LaTeXText.label(finding.id))]{\(text)}" : text
    }

    private func reference(_ kind: Directive.ReferenceKind, _ label: String) -> String {
        let name = LaTeXText.label(label)
        return switch kind {
        case .figure: "Figure~\\ref{figure:\(name)}"
        case .table: "Table~\\ref{table:\(LaTeXText.label(WovenTable.fileName(label)))}"
        case .code: "Listing~\\ref{code:\(LaTeXText.label(String(Weaver.listingAnchor(label).dropFirst(5))))}"
        case .eq: "\\eqref{eq:\(name)}"
        case .sec: "Section~\\ref{sec:\(name)}"
        case .claim:
            listedClaims.contains(label) ? "\\hyperref[claim:\(name)]{\(LaTeXText.escaped(label))}" : LaTeXText.escaped(label)
        }
    }
}
