// What a figure's script may not do, found before it runs. A figure is drawn from what it declares: a file that its script
// opens by itself, or a program that it starts, would be in no key, and an edit of it would redraw nothing. gnuplot has no way
// to forbid it, and a script that is refused wrongly costs an author a minute; so what looks like a file is one.

/// Looks through the text of one script.
package struct ScriptReview {
    /// The names that the build gives every script.
    static let declared: Set = ["data"]

    let path: String
    private let tokens: [ScriptToken]
    /// Names that have a string for a value, and functions that make one.
    private var texts: Set<String> = []
    private var arrays: Set<String> = []
    package private(set) var issues: [PaperIssue] = []

    package init(_ text: String, path: String) {
        self.path = path
        tokens = ScriptTokens(text).tokens
        reviewBrackets()
        // What an open bracket holds is nobody's command.
        guard issues.isEmpty else { return }
        collectNames()
        review(tokens)
    }

    // MARK: Brackets

    /// Finds brackets that are open when their command ends. gnuplot tells of them where it gave up, which is far behind them.
    private mutating func reviewBrackets() {
        var open: [ScriptToken] = []
        for token in tokens + [ScriptToken(kind: .sign, text: "\n", line: 0)] {
            if token.isSign("(") || token.isSign("[") { open.append(token) }
            if token.isSign(")") || token.isSign("]") { _ = open.popLast() }
            guard token.isSign("\n") || token.isSign(";") else { continue }
            if let first = open.first {
                refuse(
                    "The bracket \(first.text) is not closed before its command ends.", at: first,
                    next: "Close it; a command that goes on in the next line needs a \\ at the end of this one.")
            }
            open = []
        }
    }

    // MARK: Names

    private mutating func collectNames() {
        for command in commands(of: tokens) {
            guard let first = command.first, first.kind == .word else { continue }
            if first.text == "array", let name = command.dropFirst().first { arrays.insert(name.text) }
            guard let equals = Self.assignment(command) else { continue }
            if makesText(command[equals...]) { texts.insert(first.text) }
        }
    }

    /// Whether an expression may have a string for a value: it has one in it that is not merely compared with another.
    private func makesText(_ expression: ArraySlice<ScriptToken>) -> Bool {
        func isCompared(_ index: Int) -> Bool {
            [index - 1, index + 1].contains { expression.indices.contains($0) && ["eq", "ne"].contains(expression[$0].text) }
        }
        return zip(expression.indices, expression).contains { index, token in
            (token.kind == .string || token.text == "sprintf" || texts.contains(token.text)) && !isCompared(index)
        }
    }

    /// Where the value of `name = …`, `name(x) = …` or `name[k] = …` begins.
    private static func assignment(_ command: ArraySlice<ScriptToken>) -> Int? {
        guard let first = command.first, first.kind == .word else { return nil }
        var index = command.startIndex + 1, depth = 0
        while index < command.endIndex {
            let token = command[index]
            if token.isSign("(") || token.isSign("[") {
                depth += 1
            } else if token.isSign(")") || token.isSign("]") {
                depth -= 1
            } else if depth == 0 {
                let isComparison = index + 1 < command.endIndex && command[index + 1].isSign("=")
                return token.isSign("=") && !isComparison ? index + 1 : nil
            }
            index += 1
        }
        return nil
    }

    // MARK: Commands

    /// The commands of a script. The braces of blocks stand between them, and so does what stands inside of braces.
    private func commands(of tokens: [ScriptToken]) -> [ArraySlice<ScriptToken>] { tokens.split { $0.endsCommand } }

    private mutating func review(_ tokens: [ScriptToken]) {
        for command in commands(of: tokens) { review(command) }
        for (token, next) in zip(tokens, tokens.dropFirst() + [ScriptToken(kind: .sign, text: "\n", line: 0)]) {
            if token.kind == .word && token.text == "system" && next.isSign("(") || token.isSign("`") { refuseProgram(token) }
        }
    }

    /// A string that may be a command in itself.
    private mutating func review(inside string: ScriptToken) {
        let inner = ScriptTokens(string.text).tokens
        for (word, next) in zip(inner, inner.dropFirst()) where word.kind == .word && next.kind == .string {
            if Self.is(word, "p", "plot") || Self.is(word, "sp", "splot") || Self.is(word, "l", "load") || Self.is(word, "ca", "call") || word.text == "stats" {
                refuseFile("\"\(next.text)\"", at: string)
            }
        }
    }

    private mutating func review(_ command: ArraySlice<ScriptToken>) {
        guard let first = command.first else { return }
        if first.isSign("!") { return refuseProgram(first) }
        // `if (…) plot …` and `else plot …` have their command in the same line.
        if ["if", "else", "do", "while"].contains(first.text) {
            var rest = command.dropFirst()
            while let next = rest.first, next.text == "if" || next.text == "for" { rest = rest.dropFirst() }
            if let next = rest.first, next.isSign("(") || next.isSign("[") { rest = Self.behindBracket(rest) }
            return review(rest)
        }
        let isAssignment = Self.assignment(command) != nil
        // What `eval` runs stands there, or in a variable or a function.
        if isAssignment || Self.is(first, "ev", "evaluate") { command.filter { $0.kind == .string }.forEach { review(inside: $0) } }
        guard first.kind == .word, !isAssignment else { return }
        let rest = command.dropFirst()
        if Self.is(first, "p", "plot") || Self.is(first, "sp", "splot") || Self.is(first, "rep", "replot") {
            Self.elements(rest).forEach { reviewSource($0) }
        } else if Self.is(first, "stat", "stats") {
            reviewSource(rest)
        } else if Self.is(first, "f", "fit") {
            reviewSource(Self.behindOperand(Self.behindRanges(rest)))
        } else if Self.is(first, "l", "load") || Self.is(first, "ca", "call") {
            refuse("The script loads another one.", at: first, next: "Declare it as a style of the figure: Plot(…, styles: [.figureStyle, SourceFile(\"figures/…\")]).")
        } else if Self.is(first, "sy", "system") || Self.is(first, "sh", "shell") || first.text == "import" {
            refuseProgram(first)
        } else if Self.is(first, "res", "reset"), !["errors", "bind"].contains(rest.first?.text) {
            refuse("`reset` would take the look of all figures away, and the separator of the data with it.", at: first, next: "Leave it out: every figure begins anew.")
        } else if Self.is(first, "se", "set"), let option = rest.first, Self.is(option, "t", "terminal", least: 1) || Self.is(option, "o", "output") {
            refuse("The script sets the \(Self.is(option, "o", "output") ? "output" : "terminal").", at: first, next: "Leave it out: the build draws every script as SVG and PNG.")
        } else if Self.is(first, "ex", "exit") || Self.is(first, "q", "quit"), !["error", "message", "status"].contains(rest.first?.text) {
            refuse("`\(first.text)` would end gnuplot before the figure is whole.", at: first, next: "Use `if`, or `exit error \"…\"` to fail.")
        } else if first.text == "cd" {
            refuse("The script changes the folder.", at: first, next: "Leave it out: what a figure is drawn from is beside its script.")
        }
    }

    /// Whether a word is a command, or its abbreviation.
    private static func `is`(_ token: ScriptToken, _ shortest: String, _ command: String, least: Int = 0) -> Bool {
        token.kind == .word && token.text.hasPrefix(shortest) && command.hasPrefix(token.text) && token.text.count > least
    }

    // MARK: Data sources

    /// The comma-separated parts of a plot command.
    private static func elements(_ command: ArraySlice<ScriptToken>) -> [ArraySlice<ScriptToken>] {
        var depth = 0
        return command.split { token in
            if token.isSign("(") || token.isSign("[") { depth += 1 }
            if token.isSign(")") || token.isSign("]") { depth -= 1 }
            return depth == 0 && token.isSign(",")
        }
    }

    private static func behindBracket(_ tokens: ArraySlice<ScriptToken>) -> ArraySlice<ScriptToken> {
        var depth = 0
        for (index, token) in zip(tokens.indices, tokens) {
            if token.isSign("(") || token.isSign("[") { depth += 1 }
            if token.isSign(")") || token.isSign("]") { depth -= 1 }
            if depth == 0 { return tokens[(index + 1)...] }
        }
        return tokens[tokens.endIndex...]
    }

    /// Behind `for [k=1:3]` and `[0:1]`.
    private static func behindRanges(_ tokens: ArraySlice<ScriptToken>) -> ArraySlice<ScriptToken> {
        var rest = tokens
        while let first = rest.first {
            if first.isSign("[") {
                rest = behindBracket(rest)
            } else if first.text == "for" || first.text == "sample" {
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        return rest
    }

    /// Behind an expression: where two operands follow each other without a sign between them.
    private static func behindOperand(_ tokens: ArraySlice<ScriptToken>) -> ArraySlice<ScriptToken> {
        var rest = tokens, hasOperand = false
        while let token = rest.first {
            let isOperand = token.kind != .sign && !(token.kind == .word && ["eq", "ne"].contains(token.text))
            if isOperand && hasOperand { return rest }
            if token.isSign("(") || token.isSign("[") || token.isSign("{") {
                rest = behindBracket(rest)
                hasOperand = true
            } else {
                rest = rest.dropFirst()
                hasOperand = isOperand
            }
        }
        return rest
    }

    /// Characters of a source that a message quotes.
    private static let longestSource = 60
    private static let dataModifiers = ["using", "index", "every", "skip", "smooth", "binary", "matrix", "nonuniform", "volatile", "bins"]

    /// Refuses a source of data that is not the figure's own.
    private mutating func reviewSource(_ element: ArraySlice<ScriptToken>) {
        let tokens = Self.behindRanges(element)
        guard let first = tokens.first, !["keyentry", "newhistogram"].contains(first.text) else { return }
        let modifiers = Self.behindOperand(tokens)
        let source = tokens[..<modifiers.startIndex]
        let isData = modifiers.first.map { word in Self.dataModifiers.contains { $0.hasPrefix(word.text) } } ?? false
        if source.count == 1 {
            if first.kind == .string && ["", "+", "++", "-"].contains(first.text) { return }
            if first.text.hasPrefix("$") || arrays.contains(first.text) { return }
            if Self.declared.contains(first.text) && !texts.contains(first.text) { return }
        }
        if isData || makesText(source) { refuseFile(Self.words(source), at: first) }
    }

    /// Tokens as they would be written; the beginning of many.
    private static func words(_ tokens: ArraySlice<ScriptToken>) -> String {
        let text = tokens.map { $0.kind == .string ? "\"\($0.text)\"" : $0.text }.joined()
        return text.count > longestSource ? text.prefix(longestSource) + "…" : text
    }

    // MARK: Refusals

    private mutating func refuseFile(_ source: String, at token: ScriptToken) {
        refuse(
            "The script reads \(source), which the figure does not declare: an edit of it would draw nothing again.", at: token,
            next: "Hold the file in the figure as a SourceFile, and add its columns to the drawing; the script plots `data index NAME`.")
    }

    private mutating func refuseProgram(_ token: ScriptToken) {
        refuse(
            "The script runs a program, whose output no key knows.", at: token,
            next: "Compute it in Swift, and give it to the script with `drawing.set`.")
    }

    private mutating func refuse(_ message: String, at token: ScriptToken, next: String) {
        let issue = PaperIssue.error(message, at: Position(file: path, line: token.line, column: token.column), next: next)
        // Once a line: a program between backticks has two of them.
        if !issues.contains(where: { $0.message == message && $0.position?.line == token.line }) { issues.append(issue) }
    }
}
