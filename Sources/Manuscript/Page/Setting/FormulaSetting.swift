// A formula keeps its punctuation: browsers break lines between a formula and the full stop behind it. Punctuation moves into a
// displayed formula, and stands in one unbreakable piece with one in a line. Formulas that may be too long for a telephone are
// marked, so that they scroll there instead of being cut.

package enum FormulaSetting {
    /// From so many em on a formula may be wider than a telephone, and wider than any text.
    private static let long = 15.0, longer = 28.0
    private static let closing: Set<UInt8> = Set(".,;:!?)]-".utf8), opening: Set<UInt8> = Set("([".utf8)

    /// The text with its formulas set.
    package static func set(_ html: String) -> String {
        let source = HTMLBytes(spacingNames(settingFences(html)))
        var result: [UInt8] = []
        result.reserveCapacity(source.count + source.count / 16)
        var copied = 0
        while let open = source.find("<math", from: copied), let end = source.find("</math>", from: open).map({ $0 + 7 }) {
            let tagEnd = source.find(">", from: open) ?? end
            if source.find("display=\"block\"", from: open, to: tagEnd) != nil {
                result += source.bytes[copied..<open]
                (copied) = block(source, open..<end, into: &result)
            } else {
                copied = inline(source, from: copied, open..<end, into: &result)
            }
        }
        return String(decoding: result + source.bytes[copied...], as: UTF8.self)
    }

    /// A formula in a line; the result is where the text goes on.
    private static func inline(_ source: HTMLBytes, from copied: Int, _ formula: Range<Int>, into result: inout [UInt8]) -> Int {
        var after = formula.upperBound
        while after < source.count, closing.contains(source.bytes[after]) { after += 1 }
        let before = formula.lowerBound > copied && opening.contains(source.bytes[formula.lowerBound - 1]) ? formula.lowerBound - 1 : formula.lowerBound
        let width = width(source, formula), length = width > longer ? " long longer" : width > long ? " long" : ""
        let isWhole = after > formula.upperBound || before < formula.lowerBound || !length.isEmpty
        result += source.bytes[copied..<before]
        if isWhole { result += "<span class=\"whole\(length)\">".utf8 }
        result += source.bytes[before..<after]
        if isWhole { result += "</span>".utf8 }
        return after
    }

    /// A displayed formula, with the punctuation that stands behind it and its number.
    private static func block(_ source: HTMLBytes, _ formula: Range<Int>, into result: inout [UInt8]) -> Int {
        var place = formula.upperBound
        if source.stands("<span class=\"number\">", at: place), let close = source.find("</span>", from: place) { place = close + 7 }
        let isEquation = source.stands("</span>", at: place)
        let start = isEquation ? place + 7 : place
        // What scrolls can be reached by the keyboard.
        let tag = width(source, formula) > long ? "<math tabindex=\"0\"" : "<math", name = formula.lowerBound + 5
        var after = start
        while after < source.count, closing.contains(source.bytes[after]), source.bytes[after] != UInt8(ascii: "-") { after += 1 }
        guard after > start, let note = source.find("</mrow><annotation", from: formula.lowerBound, to: formula.upperBound) else {
            result += tag.utf8
            result += source.bytes[name..<formula.upperBound]
            return formula.upperBound
        }
        result += tag.utf8
        result += source.bytes[name..<note]
        result += "<mtext>".utf8
        result += source.bytes[start..<after]
        result += "</mtext>".utf8
        result += source.bytes[note..<start]
        return after
    }

    /// About how wide a formula is, in em: its letters, and the spaces around its operators. Indices count like letters.
    private static func width(_ source: HTMLBytes, _ formula: Range<Int>) -> Double {
        let end = source.find("<annotation", from: formula.lowerBound, to: formula.upperBound) ?? formula.upperBound
        var width = 0.0, isTag = false
        for index in formula.lowerBound..<end {
            switch source.bytes[index] {
            case UInt8(ascii: "<"):
                isTag = true
                if source.stands("<mo>", at: index) { width += 0.4 }
            case UInt8(ascii: ">"): isTag = false
            // Bytes that continue a character are no character.
            case let byte: if !isTag && byte & 0xC0 != 0x80 { width += 0.55 }
            }
        }
        return width
    }

    /// Parentheses around letters and indices are not to stretch, as in TeX: pandoc asks for it wherever they are a pair, and browsers set those
    /// that may stretch apart from what they enclose.
    private static func settingFences(_ html: String) -> String {
        let source = HTMLBytes(html)
        let attribute = "stretchy=\"true\" form=\"", tall = ["<mfrac", "<mtable", "<munder", "<mover"]
        var open: [Int] = [], plain: [Int] = [], place = 0
        while let found = source.find(attribute, from: place) {
            place = found + attribute.utf8.count
            if source.stands("prefix", at: place) {
                open.append(found)
            } else if let start = open.popLast(), !tall.contains(where: { source.find($0, from: start, to: found) != nil }) {
                plain += [start, found]
            }
        }
        var result: [UInt8] = [], copied = 0
        for found in plain.sorted() {
            result += source.bytes[copied..<found]
            result += "stretchy=\"false\" form=\"".utf8
            copied = found + attribute.utf8.count
        }
        return String(decoding: result + source.bytes[copied...], as: UTF8.self)
    }

    /// Functions have a thin space around them, and none where nothing follows: to MathML they are operators like any other.
    private static func spacingNames(_ html: String) -> String {
        let source = HTMLBytes(html)
        var result: [UInt8] = []
        var copied = 0, index = 0
        while let open = source.find("<mo>", from: index) {
            index = open + 4
            var end = index
            while end < source.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(source.bytes[end]) { end += 1 }
            guard end > index + 1, source.stands("</mo>", at: end) else { continue }
            let isLast = source.stands("</mrow>", at: end + 5) || source.stands("<mo", at: end + 5) || source.stands("<annotation", at: end + 5)
            result += source.bytes[copied..<open]
            result += "<mo lspace=\"0.1em\" rspace=\"\(isLast ? "0em" : "0.17em")\">".utf8
            copied = index
        }
        return String(decoding: result + source.bytes[copied...], as: UTF8.self)
    }
}
