// The bibliography, read for what pandoc would pass over in silence: keys given twice, of which one wins, and entries that are
// broken, of which a part is lost.

package struct Bibliography {
    /// The keys of entries, with their lines.
    private(set) var lines: [String: Int] = [:]
    package private(set) var issues: [PaperIssue] = []

    private let path: String
    private let characters: [Character]
    private var index = 0

    package init(_ bytes: [UInt8], path: String) {
        self.path = path
        let (text, defect) = SourceText.repaired(bytes, of: path)
        characters = text.map { $0.isNewline ? "\n" : $0 }
        issues = (defect.map { [$0] } ?? []) + TextDefects.find(in: text, path: path)
        // Outside of entries everything is a comment.
        while let start = characters[index...].firstIndex(of: "@") {
            index = start + 1
            entry(from: start)
        }
    }

    /// Citations of references that there are not.
    package func unknown(_ citations: [Chapter.Mention]) -> [PaperIssue] {
        citations.filter { lines[$0.name] == nil }.map {
            .error(
                "There is no reference called \($0.name) in the bibliography.", at: $0.position,
                next: didYouMean($0.name, among: lines.keys.sorted()) ?? "Add it to \(path), or correct the citation.")
        }
    }

    // MARK: Reading

    private func position(_ index: Int) -> Position {
        let before = characters[..<index]
        let line = before.count { $0 == "\n" } + 1
        return Position(file: path, line: line, column: index - (before.lastIndex(of: "\n") ?? -1))
    }

    private mutating func refuse(_ message: String, at index: Int, next: String? = nil) {
        issues.append(.error(message, at: position(min(index, characters.count)), next: next))
    }

    private mutating func skipSpace() {
        while index < characters.count && characters[index].isWhitespace { index += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard index < characters.count, characters[index] == character else { return false }
        index += 1
        return true
    }

    /// A name of a type, a key or a field.
    private mutating func name() -> String {
        skipSpace()
        let start = index
        while index < characters.count, !characters[index].isWhitespace, !"{}(),=\"#".contains(characters[index]) { index += 1 }
        return String(characters[start..<index])
    }

    private mutating func entry(from start: Int) {
        let type = name().lowercased()
        guard !type.isEmpty, type.allSatisfy(\.isLetter), take("{") else { return }
        if ["comment", "preamble", "string"].contains(type) { return }
        let key = name()
        guard !key.isEmpty, take(",") || isAtEnd else {
            return refuse("The entry of type \(type) has no key.", at: start, next: "Write @\(type){KEY, title = {…}, …}.")
        }
        let line = position(start).line
        if let first = lines[key] {
            refuse("The reference \(key) is given twice: in line \(first) and in line \(line).", at: start, next: "Rename or remove one of them.")
        }
        lines[key] = line
        fields(of: key, from: start)
    }

    private var isAtEnd: Bool { characters[index...].first { !$0.isWhitespace } == "}" }

    private mutating func fields(of key: String, from start: Int) {
        var names: Set<String> = []
        while !take("}") {
            skipSpace()
            let place = index, name = name().lowercased()
            guard index < characters.count else {
                return refuse("The reference \(key) does not end.", at: start, next: "Close its braces.")
            }
            guard !name.isEmpty, take("=") else {
                return refuse("The reference \(key) is broken here.", at: place, next: "Fields are written name = {value}, with a comma between them.")
            }
            if !names.insert(name).inserted {
                refuse("The reference \(key) has two fields \(name).", at: place, next: "Remove one of them.")
            }
            repeat {
                guard value() else { return refuse("The field \(name) of \(key) does not end.", at: place, next: "Close its braces or quotes.") }
            } while take("#")
            guard take(",") || isAtEnd else {
                return refuse("A comma is missing after the field \(name) of \(key).", at: index, next: "Put it there.")
            }
        }
    }

    /// A value in braces or quotes, a number or the name of a string. False when it does not end before the next entry.
    private mutating func value() -> Bool {
        skipSpace()
        guard index < characters.count, characters[index] == "{" || characters[index] == "\"" else { return !name().isEmpty }
        let isQuoted = characters[index] == "\""
        var depth = isQuoted ? 0 : 1
        index += 1
        while index < characters.count {
            let character = characters[index]
            if character == "@", beginsEntry(at: index) { return false }
            index += 1
            switch character {
            case "\\": index = min(index + 1, characters.count)
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 && !isQuoted { return true }
            case "\"" where isQuoted && depth == 0: return true
            default: break
            }
        }
        index = characters.count
        return false
    }

    /// Whether `@type{` stands here at the beginning of a line.
    private func beginsEntry(at index: Int) -> Bool {
        guard index == 0 || characters[index - 1] == "\n" else { return false }
        let rest = characters[(index + 1)...], type = rest.prefix { $0.isLetter }
        return !type.isEmpty && rest.dropFirst(type.count).first == "{"
    }
}
