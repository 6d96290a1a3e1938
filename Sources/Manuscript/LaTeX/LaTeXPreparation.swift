// What of a chapter's tree LaTeX would leave out, or could not set, put so that it can: before the text is woven, and before its words
// are counted.

enum LaTeXPreparation {
    static func prepared(_ tree: DocumentTree) -> DocumentTree {
        DocumentTree(version: tree.version, blocks: tree.blocks.map(prepared))
    }

    private static func prepared(_ node: JSONNode) -> JSONNode {
        let node = node.mappingChildren(prepared)
        switch node.type {
        case "Link", "Image": return titled(node)
        case "Math" where node.isDisplayMath:
            return .elements("Math", [.element("DisplayMath"), .string(nested(node.content[1]?.string ?? ""))])
        default: return node
        }
    }

    /// The title of a link or picture, which readers of the page see when they point at it, stands in brackets behind its text.
    private static func titled(_ node: JSONNode) -> JSONNode {
        guard let title = node.content[2]?[1]?.string, !title.isEmpty, node.content[1]?.array.isEmpty == false else { return node }
        let text = (node.content[1]?.array ?? []) + [.space] + JSONNode.words("(\(title))")
        return .elements(node.type ?? "", [node.content[0] ?? .null, .array(text), .array([node.content[2]?[0] ?? .string(""), .string("")])])
    }

    /// MathML has no environments that are displays of their own; between \[ and \] LaTeX has those that are parts of one.
    private static func nested(_ formula: String) -> String {
        [("align", "aligned"), ("gather", "gathered"), ("eqnarray", "aligned"), ("alignat", "alignedat")].reduce(formula) { formula, names in
            ["", "*"].reduce(formula) { formula, star in
                formula.replacing("\\begin{\(names.0)\(star)}", with: "\\begin{\(names.1)}").replacing("\\end{\(names.0)\(star)}", with: "\\end{\(names.1)}")
            }
        }
    }
}
