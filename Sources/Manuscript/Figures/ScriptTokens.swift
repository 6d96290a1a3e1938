// A gnuplot script in words, for what has to be known of it before it runs. Comments are not code, a backslash goes on in the
// next line, and the lines of a data block ($name << END) are data.

/// A word, a string or a sign of a script.
struct ScriptToken: Equatable {
    enum Kind: Equatable {
        /// A name or a number; with its sign for a data block: "$data".
        case word
        /// The text between the quotes.
        case string
        /// A sign; "\n" and ";" end a command.
        case sign
    }

    var kind: Kind
    var text: String
    /// Counted from 1.
    var line: Int
    var column = 1

    func isSign(_ text: String) -> Bool { kind == .sign && self.text == text }
    var endsCommand: Bool { kind == .sign && ["\n", ";", "{", "}"].contains(text) }
}

/// A script as tokens, and its comments.
struct ScriptTokens {
    private(set) var tokens: [ScriptToken] = []
    private(set) var comments: [(line: Int, text: String)] = []

    private let characters: [Character]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    /// Where the token that is read begins.
    private var column = 1

    /// - Parameter text: its lines are ended by "\n".
    init(_ text: String) {
        characters = Array(text)
        while index < characters.count { step() }
    }

    private mutating func step() {
        let character = characters[index]
        column = index - lineStart + 1
        switch character {
        case "\n":
            add(.sign, "\n")
            goOn(1)
            skipDataBlock()
        case "\\" where index + 1 < characters.count && characters[index + 1] == "\n": goOn(2)
        case "#":
            let text = take { $0 != "\n" }
            comments.append((line, String(text.drop { $0 == "#" || $0 == " " })))
        case "'", "\"": string(quote: character)
        case _ where character.isWhitespace: index += 1
        case _ where character.isLetter || character.isNumber || character == "_" || character == "$":
            index += 1
            add(.word, String(character) + take { $0.isLetter || $0.isNumber || $0 == "_" })
        default:
            add(.sign, String(character))
            index += 1
        }
    }

    private mutating func add(_ kind: ScriptToken.Kind, _ text: String) { tokens.append(ScriptToken(kind: kind, text: text, line: line, column: column)) }

    /// In the next line, behind so many characters of which the last one ends this one.
    private mutating func goOn(_ count: Int) {
        index += count
        line += 1
        lineStart = index
    }

    private mutating func take(_ belongs: (Character) -> Bool) -> String {
        let start = index
        while index < characters.count && belongs(characters[index]) { index += 1 }
        return String(characters[start..<index])
    }

    /// A double quote is escaped by a backslash, a single one by another. A string that does not end ends with its line. What
    /// stands between backticks in double quotes is run: it leaves the sign "`".
    private mutating func string(quote: Character) {
        let start = line
        var text = "", runsProgram = false
        index += 1
        while index < characters.count && characters[index] != "\n" {
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if characters[index] == "\\" && next == "\n" {
                goOn(2)
            } else if (characters[index] == "\\" && quote == "\"" || characters[index] == "'" && quote == "'" && next == "'"), let next {
                text.append(next)
                index += 2
            } else if characters[index] == quote {
                index += 1
                break
            } else {
                if characters[index] == "`" && quote == "\"" { runsProgram = true }
                text.append(characters[index])
                index += 1
            }
        }
        tokens.append(ScriptToken(kind: .string, text: text, line: start, column: column))
        if runsProgram { add(.sign, "`") }
    }

    /// Behind the line `$name << END`: everything up to the line END.
    private mutating func skipDataBlock() {
        let last = tokens.dropLast().suffix(4)
        guard last.count == 4, let end = last.last, let name = last.first, name.kind == .word, name.text.hasPrefix("$"),
            last.dropFirst().prefix(2).allSatisfy({ $0.isSign("<") }), end.line == line - 1
        else { return }
        while index < characters.count {
            if take({ $0 != "\n" }) == end.text { return }
            goOn(1)
        }
    }
}
