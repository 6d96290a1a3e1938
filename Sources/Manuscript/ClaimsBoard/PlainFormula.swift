// Formulas in the plain text of `because` and `data`: terminals show "m_2/m_1²" and "u^{4/3}", the page sets the indices and powers.

package enum PlainFormula {
    /// HTML of a plain text, with what stands behind _ or ^ after a single letter, a digit or a bracket as index or power.
    package static func html(_ text: String) -> String {
        let characters = Array(text)
        var result = "", k = 0
        while k < characters.count {
            let sign = characters[k]
            if sign == "_" || sign == "^", k > 0, k + 1 < characters.count, isBase(characters, at: k - 1), let (content, next) = script(characters, from: k + 1) {
                let tag = sign == "_" ? "sub" : "sup"
                result += "<\(tag)>\(HTMLText.escaped(content))</\(tag)>"
                k = next
            } else {
                result += HTMLText.escaped(String(sign))
                k += 1
            }
        }
        return result
    }

    /// A word before an underscore is a name and no symbol.
    private static func isBase(_ characters: [Character], at index: Int) -> Bool {
        if characters[index].isNumber || ")]|".contains(characters[index]) { return true }
        return characters[index].isLetter && (index == 0 || !characters[index - 1].isLetter)
    }

    private static func script(_ characters: [Character], from start: Int) -> (String, Int)? {
        if characters[start] == "{" {
            guard let end = characters[start...].firstIndex(of: "}") else { return nil }
            return (String(characters[(start + 1)..<end]), end + 1)
        }
        let isNegative = "−-".contains(characters[start])
        let content = characters[(start + (isNegative ? 1 : 0))...].prefix { $0.isLetter || $0.isNumber && $0.isASCII || $0 == "*" }
        return content.isEmpty ? nil : ((isNegative ? "−" : "") + String(content), content.endIndex)
    }
}
