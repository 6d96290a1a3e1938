// The nearest spelling of a directive's own words.
import BuildGraph

func nearestKeyword(_ word: String) -> String? {
    nearestNames(to: word, among: ["claim", "claims", "ref", "label"], limit: 1).first
}

func nearestKind(_ word: String) -> String? {
    nearestNames(to: word, among: Directive.ReferenceKind.allCases.map(\.rawValue) + ["equation", "section"], limit: 1)
        .first.map { $0 == "equation" ? "eq" : $0 == "section" ? "sec" : $0 }
}
