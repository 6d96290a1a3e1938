// Plain text made safe for Markdown and HTML.

package enum MarkdownText {
    /// Text that pandoc reads as itself.
    package static func escaped(_ text: String) -> String {
        text.map { "\\`*_{}[]<>#$^~|@\"'".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    /// A table cell: one line, and bars that are no column ends, in math as in prose. A bar that is escaped stays so.
    package static func cell(_ markdown: String) -> String {
        var inMath = false
        var result = ""
        for character in markdown {
            if character == "$" { inMath.toggle() }
            switch character {
            case "|" where result.last == "\\" && !inMath: result.append(character)
            case "|": result += inMath ? "\\vert " : "\\|"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }
}

package enum HTMLText {
    /// Text for an element or a quoted attribute.
    package static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(character)
            }
        }.joined()
    }
}
