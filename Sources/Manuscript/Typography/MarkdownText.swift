// Plain text made safe for Markdown and HTML.

package enum MarkdownText {
    /// Text that pandoc reads as itself.
    package static func escaped(_ text: String) -> String {
        text.map { "\\`*_{}[]<>#$^~|@\"'".contains($0) ? "\\\($0)" : String($0) }.joined()
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
