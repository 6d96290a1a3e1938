// Operators, and the regular expressions that begin like one.

extension Lexer {
    /// As many operator characters as there are, up to a comment; a dot only when the operator begins with one.
    mutating func lexOperator() {
        let start = position
        let startsWithDot = peek() == UInt8(ascii: ".")
        let isPrefix = isAtPrefix
        while position < bytes.count {
            let byte = peek()
            if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*") { break }
            // `!/expression/`
            if byte == UInt8(ascii: "/"), position > start, isPrefix, bareRegexEnd(from: position) != nil { break }
            if Characters.isOperator(byte) || byte == UInt8(ascii: ".") && (startsWithDot || position == start) {
                position += 1
            } else if byte >= 0x80 {
                let (value, count) = scalar(at: position)
                guard Characters.continuesOperator(value) else { break }
                position += count
            } else {
                break
            }
        }
        if position == start { position += 1 }
        add(.operator, from: start, symbol: symbols.symbol(bytes[start..<position]))
    }

    /// Where the regular expression that begins here ends; nil when this slash is an operator. By the compiler's rules: it
    /// ends on its line, neither begins nor ends with a space, and closes no bracket that it did not open.
    func bareRegexEnd(from start: Int) -> Int? {
        var index = start + 1
        var depth = 0
        var isInClass = false
        guard byte(index) != UInt8(ascii: " "), byte(index) != UInt8(ascii: "\t"), byte(index) != UInt8(ascii: "/") else { return nil }
        while index < bytes.count {
            switch byte(index) {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "(") where !isInClass: depth += 1
            case UInt8(ascii: ")") where !isInClass:
                depth -= 1
                if depth < 0 { return nil }
            case UInt8(ascii: "/"):
                let last = byte(index - 1)
                return last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") ? nil : index + 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Where `#/…/#` ends. It goes over lines when nothing else stands on the first one.
    func extendedRegexEnd(from start: Int, pounds: Int) -> Int? {
        let opening = start + pounds + 1
        let closing = [UInt8(ascii: "/")] + [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        var first = opening
        while byte(first) == UInt8(ascii: " ") || byte(first) == UInt8(ascii: "\t") || byte(first) == UInt8(ascii: "\r") { first += 1 }
        let isMultiline = byte(first) == UInt8(ascii: "\n")
        var index = opening
        while index < bytes.count {
            if byte(index) == UInt8(ascii: "\\") {
                index += 2
            } else if starts(with: closing, at: index) {
                return index + closing.count
            } else if !isMultiline, byte(index) == UInt8(ascii: "\n") || byte(index) == UInt8(ascii: "\r") {
                return nil
            } else {
                index += 1
            }
        }
        return nil
    }
}
