// The text of a file that an author writes, as it is meant: UTF-8, without a byte order mark, its lines ended by "\n" alone.
import BuildGraph

extension Inputs {
    /// The text of a declared file. Throws `PaperError` at the first byte that is not UTF-8.
    package func text(of file: SourceFile) throws -> String { try SourceText.text(try self[file, atMost: FileLimit.text], of: file.path) }
}

package enum SourceText {
    /// The text of a file. Throws `PaperError` at the first byte that is not UTF-8.
    package static func text(_ bytes: [UInt8], of path: String) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw PaperError([notUnicode(bytes, path)]) }
        let lines = text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }
        return String(lines.first == "\u{FEFF}" ? lines.dropFirst() : lines[...])
    }

    /// The text of a file in which more may be wrong, and what makes it no UTF-8: nil where it is.
    static func repaired(_ bytes: [UInt8], of path: String) -> (text: String, defect: PaperIssue?) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, nil) }
        return (String(decoding: bytes, as: UTF8.self), notUnicode(bytes, path))
    }

    private static func notUnicode(_ bytes: [UInt8], _ path: String) -> PaperIssue {
        var decoder = UTF8(), iterator = bytes.makeIterator(), line = 1, column = 1
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .scalarValue("\n"): (line, column) = (line + 1, 1)
            case .scalarValue: column += 1
            case .emptyInput, .error: break decoding
            }
        }
        return .error(
            "This is not UTF-8.", at: Position(file: path, line: line, column: column),
            next: "Save the file as UTF-8; `iconv -f latin1 -t utf-8` converts one in Latin-1.")
    }
}
