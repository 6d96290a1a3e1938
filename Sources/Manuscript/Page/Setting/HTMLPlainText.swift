// HTML as plain text: tags dropped, formulas by their signs and not by the TeX they were made from.

package enum HTMLPlainText {
    package static func text(of html: String) -> String {
        var result = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            rest = rest[open...]
            if rest.hasPrefix("<annotation"), let end = rest.firstRange(of: "</annotation>") {
                rest = rest[end.upperBound...]
            } else {
                // A sign of a formula that stands between others keeps its distance.
                if rest.hasPrefix("<mo>=") || rest.hasPrefix("<p>") { result += " " }
                guard let close = rest.firstIndex(of: ">") else { break }
                rest = rest[rest.index(after: close)...]
            }
        }
        return HTMLWords.decoded((result + rest)[...]).trimmingSpaces
    }
}
