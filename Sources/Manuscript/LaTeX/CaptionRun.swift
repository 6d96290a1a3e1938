// A caption of several blocks as one run of text: LaTeX's captions hold paragraphs, and no lists.

/// The beginning of some blocks that can be one run of inlines, and the rest.
struct CaptionRun {
    private(set) var inlines: [JSONNode] = []
    /// From the first block on that is neither a paragraph nor a list of paragraphs.
    private(set) var rest: [JSONNode] = []

    init(_ blocks: [JSONNode]) { add(blocks) }

    private mutating func add(_ blocks: [JSONNode]) {
        for block in blocks {
            guard rest.isEmpty else {
                rest.append(block)
                continue
            }
            switch block.type {
            case "Para", "Plain":
                if !inlines.isEmpty { inlines.append(.latex(endsWithMark ? " " : "\\par{}")) }
                inlines += block.content.array
            case "BulletList": add(items: block.content.array) { _ in "\\textbullet" }
            case "OrderedList":
                let start = block.content[0]?[0]?.level ?? 1
                let style = block.content[0]?[1]?.type ?? "", delimiter = block.content[0]?[2]?.type ?? ""
                add(items: block.content[1]?.array ?? []) { Self.marker(start + $0, style, delimiter) }
            default: rest.append(block)
            }
        }
    }

    private mutating func add(items: [JSONNode], marker: (Int) -> String) {
        for (number, item) in items.enumerated() {
            inlines += (inlines.isEmpty ? [] : [.latex("\\par{}")]) + [.latex("\\captionmark{\(marker(number))}")]
            add(item.array)
        }
    }

    private var endsWithMark: Bool { inlines.last?.content[1]?.string?.hasPrefix("\\captionmark") == true }

    /// "(a)", "2.", "iv)"
    private static func marker(_ number: Int, _ style: String, _ delimiter: String) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let letter = 1...26 ~= number ? String(letters[number - 1]) : "\(number)"
        let text =
            switch style {
            case "LowerAlpha": letter
            case "UpperAlpha": letter.uppercased()
            case "LowerRoman": "\\romannumeral\(number)"
            case "UpperRoman": "\\uppercase\\expandafter{\\romannumeral\(number)}"
            default: "\(number)"
            }
        return delimiter == "TwoParens" ? "(\(text))" : delimiter == "OneParen" ? "\(text))" : text + "."
    }
}
