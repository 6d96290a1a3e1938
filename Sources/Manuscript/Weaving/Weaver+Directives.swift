// What directives become within a line.
import BuildGraph

extension Weaver {
    mutating func inlines(for mark: Chapter.Mark) -> [JSONNode] {
        guard case .directive(let directive) = mark.meaning else {
            if case .braces = mark.meaning { return JSONNode.words("{{") }
            return []
        }
        switch directive {
        case .value(let path, let format):
            guard let plain = quoted(path, format, mark.position, in: .plain) else { return [] }
            let html = quoted(path, format, mark.position, in: .html) ?? ""
            return dialect == .page && html != HTMLText.escaped(plain) ? [.html(html)] : JSONNode.words(plain)
        case .claim(let id):
            guard let finding = finding(id, mark.position) else { return [] }
            if dialect == .page { return [.html(Badge.html(finding, link: true))] }
            let text: [JSONNode] = [.elements("Strong", JSONNode.words(Badge.text(finding)))], anchor = "claim-\(id)"
            return hasAnchor(anchor) ? [.link(text, to: "#\(anchor)")] : text
        case .claims:
            report(.error("A table of claims cannot stand within a line.", at: mark.position, next: "Put it on a line of its own."))
            return []
        case .reference(let kind, let label): return reference(kind, label)
        case .label: return []
        }
    }

    /// The text of a value; nil when it cannot be quoted, which is then a problem of the paper.
    mutating func quoted(_ path: ValuePath, _ format: ValueFormat?, _ position: Position, in context: NumberContext) -> String? {
        if leftOut[path.name] != nil { return context == .math ? "\\text{(\(LeftOut.mark))}" : "(\(LeftOut.mark))" }
        guard let datum = value(path.name, position) else { return nil }
        do throws(CannotQuote) {
            return try QuotedValue.text(of: datum, at: path, format: format, in: context)
        } catch {
            report(.error(error.reason, at: position, next: error.suggestion))
            return nil
        }
    }

    /// The stored value of a target or a claim.
    mutating func value(_ name: String, _ position: Position) -> Datum? {
        if let datum = values[name] ?? claimValue(name) { return datum }
        report(.error("There is no value called \(name).", at: position, next: didYouMean(name, among: values.keys.sorted())))
        return nil
    }

    /// A claim's finding with its final verdict, as a value.
    private func claimValue(_ id: String) -> Datum? {
        verdicts?[id].flatMap { finding in (try? encodeValue(finding)).flatMap { try? Datum(decoding: $0) } }
    }

    mutating func finding(_ id: String, _ position: Position) -> Finding? {
        if let finding = verdicts?[id] { return finding }
        report(.error("There is no claim called \(id).", at: position, next: didYouMean(id, among: verdicts?.findings.map(\.id) ?? [])))
        return nil
    }

    private func reference(_ kind: Directive.ReferenceKind, _ label: String) -> [JSONNode] {
        let words: String, anchor: String
        switch kind {
        case .figure: (words, anchor) = ("Figure\u{A0}\(numbers.figureNumber(label) ?? 0)", "fig-\(label)")
        case .table: (words, anchor) = ("Table\u{A0}\(numbers.tableNumber(label) ?? 0)", "table-\(WovenTable.fileName(label))")
        case .code: (words, anchor) = ("Listing\u{A0}\(numbers.listingNumber(label) ?? 0)", Self.listingAnchor(label))
        case .eq: (words, anchor) = ("(\(numbers.equationNumber(label) ?? 0))", "eq-\(label)")
        case .sec: (words, anchor) = ("Section\u{A0}\(numbers.sections[label] ?? "")", "sec:\(label)")
        case .claim: (words, anchor) = (label, "claim-\(label)")
        }
        if dialect == .page { return [.link(JSONNode.words(words), to: "#\(anchor)", classes: ["ref"])] }
        return hasAnchor(anchor) ? [.link(JSONNode.words(words), to: "#\(anchor)")] : JSONNode.words(words)
    }
}
