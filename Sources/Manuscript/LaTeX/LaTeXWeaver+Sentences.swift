// A displayed formula is a part of its sentence. In LaTeX an empty line before it is a gap, and one behind it begins a paragraph with an
// indent: so a formula that is a paragraph by itself goes to the one before, and what goes on with the sentence goes on with the paragraph.

extension LaTeXWeaver {
    /// Paragraphs, with displayed formulas joined to their sentences.
    static func joined(_ blocks: [JSONNode]) -> [JSONNode] {
        var result: [JSONNode] = []
        for block in blocks {
            guard let last = result.last, last.type == "Para", block.type == "Para", block.isDisplayedFormula || last.goesOn(with: block) else {
                result.append(block)
                continue
            }
            result[result.count - 1] = .elements("Para", last.content.array + [.element("SoftBreak")] + block.content.array)
        }
        return result
    }
}

extension JSONNode {
    /// The source of a displayed formula that has become LaTeX.
    private var displayed: String? {
        guard type == "RawInline", let source = content[1]?.string, source.hasPrefix("\\begin{equation}") || source.hasPrefix("\\[") else { return nil }
        return source
    }

    /// Whether a paragraph is a formula and nothing else.
    fileprivate var isDisplayedFormula: Bool {
        let inlines = content.array.filter { !$0.isSpace }
        return inlines.count == 1 && inlines[0].displayed != nil
    }

    /// Whether the sentence of a paragraph that ends with a formula goes on in the next: there is no full stop, or no capital letter.
    fileprivate func goesOn(with next: JSONNode) -> Bool {
        guard let formula = content.array.last(where: { !$0.isSpace })?.displayed else { return false }
        let ending = formula.replacing(#/(?:\\end\{[a-z*]+\}|\\\]|\s)+$/#, with: "")
        return !ending.hasSuffix(".") || next.content.array.first?.content.string?.first?.isLowercase == true
    }
}
