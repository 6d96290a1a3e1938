// What a LaTeX source says in words, for the word audit: the text of arguments that are printed, addresses of links before their
// texts, formulas as they are written, footnotes at the end. Names of commands, lengths, labels and keys are no words.

package struct LaTeXWords {
    /// The words of a document's body.
    package static func text(of source: String) -> String {
        var words = LaTeXWords(source)
        let text = words.text(until: nil)
        // Notes may have notes, which are read while these are.
        var notes = "", index = 0
        while index < words.notes.count {
            var note = LaTeXWords(words.notes[index])
            notes += " " + note.text(until: nil)
            words.notes += note.notes
            index += 1
        }
        return text + notes
    }

    private let characters: [Character]
    private var index = 0
    private var notes: [String] = []

    private init(_ source: String) { characters = Array(source) }

    /// How many arguments in braces a command has that are not printed. Those in brackets are not printed either but where this says so.
    private static let silent: [String: Int] = [
        "begin": 1, "end": 1, "label": 1, "ref": 1, "eqref": 1, "pageref": 1, "includegraphics": 1, "bibliographystyle": 1, "bibliography": 1,
        "setcounter": 2, "addtocounter": 2, "rule": 2, "hspace": 1, "vspace": 1, "addcontentsline": 3, "hyperlink": 1, "hypertarget": 1,
        "hyperref": 0, "textcolor": 1, "color": 1, "cmidrule": 1, "multicolumn": 2, "real": 1, "refstepcounter": 1, "claimanchor": 1, "captionmark": 1, "definecolor": 3, "setlength": 2,
    ]
    /// Environments whose arguments describe columns or sizes.
    private static let described: [String: Int] = ["longtable": 1, "tabular": 1, "minipage": 1, "adjustbox": 1]
    private static let citations: Set<String> = ["citep", "citet", "citealp", "citealt", "citeauthor", "citeyear", "citeyearpar", "citetext"]

    private mutating func text(until end: Character?) -> String {
        var result = ""
        while index < characters.count {
            let character = characters[index]
            index += 1
            switch character {
            case _ where character == end: return result
            case "{": result += text(until: "}")
            case "\\": result += command()
            case "$": result += " " + formula(until: "$") + " "
            case "%":
                // A comment to the end of its line; an escaped sign was read as a command.
                while index < characters.count, !characters[index].isNewline { index += 1 }
            default: result.append(character)
            }
        }
        return result
    }

    private mutating func command() -> String {
        guard index < characters.count else { return "" }
        guard characters[index].isLetter && characters[index].isASCII else {
            let sign = characters[index]
            index += 1
            switch sign {
            case "(": return " " + formula(until: "\\)") + " "
            case "[": return " " + formula(until: "\\]") + " "
            case "\\": skipBrackets()
            default: break
            }
            return " "
        }
        let start = index
        while index < characters.count, characters[index].isLetter, characters[index].isASCII { index += 1 }
        let name = String(characters[start..<index])
        if index < characters.count, characters[index] == "*" { index += 1 }
        return " " + printed(name)
    }

    /// What a command prints, its arguments taken off.
    private mutating func printed(_ name: String) -> String {
        switch name {
        case "url": return argument().map { "\($0) \(Self.text(of: $0))" } ?? ""
        case "href":
            let address = argument() ?? ""
            return Self.text(of: address) + " "
        case "footnote", "footnotetext":
            skipBrackets()
            if let note = argument() { notes.append(note) }
            return ""
        case "texorpdfstring":
            let shown = argument() ?? ""
            _ = argument()
            return words(of: shown)
        case "item":
            // A sign in place of a bullet is none of the text; a term is.
            let term = bracket() ?? ""
            return term.hasPrefix("$") || term.hasPrefix("\\(") ? "" : words(of: term) + " "
        case "def":
            while index < characters.count, characters[index] != "{" { index += 1 }
            _ = argument()
            return ""
        case "begin":
            let environment = argument() ?? ""
            if environment == "Verbatim" { return code() }
            if environment == "equation" { return formula(until: "\\end{equation}") + " " }
            skipBrackets()
            for _ in 0..<(Self.described[environment] ?? 0) { _ = argument() }
            return ""
        case _ where Self.citations.contains(name):
            var notes = ""
            while let note = bracket() { notes += words(of: note) + " " }
            _ = argument()
            return notes
        default:
            if let count = Self.silent[name] {
                skipBrackets()
                for _ in 0..<count { _ = argument() }
            }
            return ""
        }
    }

    /// The words of an argument that was taken off; its notes are kept.
    private mutating func words(of source: String) -> String {
        var inner = LaTeXWords(source)
        let text = inner.text(until: nil)
        notes += inner.notes
        return text
    }

    /// An argument in braces, after spaces; nil when there is none.
    private mutating func argument() -> String? {
        let start = index
        while index < characters.count, characters[index].isWhitespace { index += 1 }
        guard index < characters.count, characters[index] == "{" else {
            index = start
            return nil
        }
        return enclosed("{", "}")
    }

    private mutating func bracket() -> String? {
        guard index < characters.count, characters[index] == "[" else { return nil }
        return enclosed("[", "]")
    }

    private mutating func skipBrackets() { while bracket() != nil {} }

    /// What stands from here to the sign that closes; braces within are balanced.
    private mutating func enclosed(_ open: Character, _ close: Character) -> String {
        index += 1
        let start = index
        var depth = 0
        while index < characters.count {
            let character = characters[index]
            if character == "\\" {
                index += 2
                continue
            }
            if character == close && depth == 0 { break }
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            index += 1
        }
        let end = min(index, characters.count)
        index = min(end + 1, characters.count)
        return String(characters[start..<end])
    }

    /// A block of code: only \ { } mean something there.
    private mutating func code() -> String {
        skipBrackets()
        let block = formula(until: "\\end{Verbatim}")
        return block.replacing(#/\\[a-z]+/#, with: " ").replacing(#/[\\{}]/#, with: "") + " "
    }

    /// A formula as it is written, without its label.
    private mutating func formula(until end: String) -> String {
        let mark = Array(end), start = index
        while index < characters.count {
            if characters[index...].starts(with: mark) { break }
            index += characters[index] == "\\" ? 2 : 1
        }
        let formula = String(characters[start..<min(index, characters.count)])
        index = min(index + mark.count, characters.count)
        return formula.replacing(#/\\label\{[^}]*\}/#, with: "")
    }
}
