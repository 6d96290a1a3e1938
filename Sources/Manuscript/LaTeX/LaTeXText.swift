// Plain text made safe for LaTeX: in sentences, in code within a line, and in blocks of code.

package enum LaTeXText {
    /// Text that LaTeX sets as itself, but for the apostrophe in a word, which is one: elsewhere the sign may be a prime.
    package static func escaped(_ text: String) -> String {
        text.replacing(#/([A-Za-z])'(?=[A-Za-z])/#) { "\($0.1)\u{2019}" }.map(command).joined()
    }

    /// The same, with what stands behind _ or ^ after a symbol as index or power: "m_2/m_1²".
    static func formulas(_ text: String) -> String {
        var result = "", rest = PlainFormula.html(text)[...]
        while let tag = rest.firstMatch(of: #/<(/?)(sub|sup)>/#) {
            result += escaped(unescapedHTML(rest[..<tag.range.lowerBound]))
            result += tag.1.isEmpty ? (tag.2 == "sub" ? "\\textsubscript{" : "\\textsuperscript{") : "}"
            rest = rest[tag.range.upperBound...]
        }
        return result + escaped(unescapedHTML(rest))
    }

    private static func unescapedHTML(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }

    /// Code within a line. It may be broken after a sign, and where a word of several begins: names and paths are longer than lines.
    static func code(_ text: String) -> String {
        var result = "", before: Character = " "
        for character in text {
            let isHump = character.isUppercase && before.isLowercase
            if isHump || "/._,:(=-".contains(before) && character != before && !result.isEmpty { result += "\\allowbreak{}" }
            result += character == "-" && before == "-" ? "{}-" : command(character)
            before = character
        }
        return "\\texttt{\(result)}"
    }

    /// A part of a block of code: in `Verbatim` with the command characters \ { }, where all others stand for themselves.
    static func verbatim(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\": "\\textbackslash{}"
            case "{", "}": "\\\(character)"
            case "\t": "    "
            default: String(character)
            }
        }.joined()
    }

    /// A name as part of a label: letters, digits and the signs that labels may have. Others are written by their numbers, so that two
    /// names have two labels.
    static func label(_ name: String) -> String {
        name.unicodeScalars.map { scalar in
            scalar.isASCII && (Character(scalar).isLetter || Character(scalar).isNumber || "-.:".unicodeScalars.contains(scalar))
                ? String(scalar) : "u" + String(scalar.value, radix: 16)
        }.joined()
    }

    private static func command(_ character: Character) -> String {
        switch character {
        case "\\": "\\textbackslash{}"
        case "{", "}", "$", "&", "#", "_", "%": "\\\(character)"
        case "^": "\\textasciicircum{}"
        case "~": "\\textasciitilde{}"
        case "'": "\\textquotesingle{}"
        case "`": "\\textasciigrave{}"
        case "\u{A0}": "~"
        default: String(character)
        }
    }
}
