// What makes a text file unfit to be read, whatever is in it: found before anything else looks at the file.

package enum TextDefects {
    package static func find(in text: String, path: String) -> [PaperIssue] {
        var issues: [PaperIssue] = []
        guard mayHaveDefects(text) else { return issues }
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            func issue(_ column: Int, _ message: String, _ next: String) {
                issues.append(.error(message, at: Position(file: path, line: number + 1, column: column), next: next))
            }
            if isConflictMarker(line) {
                issue(1, "A marker of a merge conflict stands here.", "Resolve the conflict, and remove its markers.")
            }
            for (column, character) in line.enumerated() {
                if let scalar = character.unicodeScalars.first, scalar.value < 0x20, scalar != "\t" {
                    issue(column + 1, "A control character stands here (U+\(hexadecimal(scalar.value))).", "Remove it.")
                    break
                }
            }
        }
        return issues
    }

    /// Whether there is any control character but tabs and ends of lines, or a row of seven characters as in a marker: most texts have neither.
    private static func mayHaveDefects(_ text: String) -> Bool {
        var last: UInt8 = 0, run = 0
        return text.utf8.contains { byte in
            run = byte == last ? run + 1 : 1
            last = byte
            if byte < 0x20 { return byte != 0x09 && byte != 0x0A && byte != 0x0D }
            return run == 7 && (byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|"))
        }
    }

    private static func isConflictMarker(_ line: Substring) -> Bool {
        ["<<<<<<<", ">>>>>>>", "|||||||"].contains { marker in
            line.hasPrefix(marker) && (line.count == 7 || line.dropFirst(7).first == " ")
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
