// String literals: on one line or over several, with any number of #, and with interpolations, whose contents are tokens.

extension Lexer {
    /// Lexes the literal that begins here with `pounds` times # and a quotation mark.
    mutating func lexString(pounds: Int) {
        var start = position
        position += pounds
        let isMultiline = opensMultiline(pounds: pounds)
        let quotes = isMultiline ? 3 : 1
        position += quotes
        let closing = [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        let escape = [UInt8(ascii: "\\")] + [UInt8](repeating: UInt8(ascii: "#"), count: pounds)
        var isFirst = true
        while position < bytes.count {
            if starts(with: closing) {
                position += closing.count
                return add(isFirst ? .string : .stringTail, from: start)
            }
            if starts(with: escape) {
                position += escape.count
                guard peek() == UInt8(ascii: "(") else {
                    position += 1
                    continue
                }
                position += 1
                add(isFirst ? .stringHead : .stringMiddle, from: start)
                isFirst = false
                lexInterpolation()
                start = position
            } else if !isMultiline, peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") {
                break
            } else {
                position += 1
            }
        }
        // Never closed: the compiler will say so.
        position = min(position, bytes.count)
        if position > start { add(isFirst ? .string : .stringTail, from: start) }
    }

    /// Three quotation marks open a literal over several lines; with # they may also be a literal that holds one, `#"""#`.
    private func opensMultiline(pounds: Int) -> Bool {
        let quote = UInt8(ascii: "\"")
        guard peek() == quote, peek(1) == quote, peek(2) == quote else { return false }
        guard pounds > 0 else { return true }
        var index = position + 3
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") {
            if bytes[index] == quote, (1...pounds).allSatisfy({ byte(index + $0) == UInt8(ascii: "#") }) { return false }
            index += 1
        }
        // `#"""#` is closed by what would be its third mark.
        return !(1...pounds).allSatisfy { byte(position + 2 + $0) == UInt8(ascii: "#") }
    }

    /// The tokens up to the parenthesis that closes the interpolation, which belongs to the string again.
    private mutating func lexInterpolation() {
        var depth = 0
        while true {
            skipSpace()
            guard position < bytes.count else { return }
            if peek() == UInt8(ascii: "(") { depth += 1 }
            if peek() == UInt8(ascii: ")") {
                if depth == 0 { return }
                depth -= 1
            }
            lexToken()
        }
    }
}
