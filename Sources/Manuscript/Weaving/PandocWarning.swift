// What pandoc says beside its output. All of it is about input that is dropped, doubtful, or set in another way than it was meant:
// each warning is an error of the paper. Of the rest, which `--verbose` adds, only what tells of dropped input is.

struct PandocWarning: Equatable {
    var message: String
    /// In the text that was read, where pandoc tells it.
    var line: Int?
    var column: Int?

    /// Each warning with the indented lines that go with it.
    static func all(in errorText: String) -> [PandocWarning] {
        var messages: [String] = []
        for line in errorText.split(separator: "\n") {
            if line.hasPrefix("[") || messages.isEmpty {
                messages.append(String(line))
            } else {
                messages[messages.count - 1] += "\n" + line
            }
        }
        return messages.compactMap(PandocWarning.init)
    }

    private init?(_ text: String) {
        guard let label = text.prefixMatch(of: #/\[(\w+)\] /#), label.1 == "WARNING" || Self.tellsOfLoss(text) else { return nil }
        message = String(text[label.range.upperBound...])
        guard let place = message.firstMatch(of: #/ at (\S+ )?line (\d+),? column (\d+)/#) else { return }
        line = Int(place.2)
        column = Int(place.3)
        message.removeSubrange(place.range)
    }

    private static func tellsOfLoss(_ text: String) -> Bool {
        ["Not rendering", "Skipped", "Ignored"].contains { text.contains("] \($0)") }
    }

    /// As an error in a file.
    func issue(in file: String) -> PaperIssue {
        let text = message.hasSuffix(".") ? message : message + "."
        guard let line else { return .error("\(file): pandoc says: \(text)") }
        return .error("pandoc says: \(text)", at: Position(file: file, line: line, column: column ?? 1))
    }

    /// As an error of the text, where it is known what it is about.
    func issue(citations: [Chapter.Mention], formulas: [Chapter.Mention]) -> PaperIssue {
        if let key = message.firstMatch(of: /[Cc]itation (\S+) not found/)?.1 {
            return .error(
                "There is no reference called \(key) in the bibliography.", at: citations.first { $0.name == key }?.position,
                next: "Add it, or correct the citation.")
        }
        if let formula = message.firstMatch(of: /(?s)Could not convert TeX math (.*?), rendering as TeX/)?.1 {
            let reason = message.split(separator: "\n").first { $0.contains("unexpected") }.map { ": " + $0.drop { $0 == " " } }
            func words(_ text: some StringProtocol) -> [Substring] { Substring(text).split(whereSeparator: \.isWhitespace) }
            // A formula with values is known by what stands before the first.
            let place = formulas.first { words($0.name) == words(formula) }
                ?? formulas.first { $0.name.contains(MarkText.open) && formula.hasPrefix($0.name.prefix { $0 != MarkText.open }) }
            return .error(
                "pandoc cannot set the formula \(words(formula).joined(separator: " "))\(reason ?? "").", at: place?.position,
                next: "Spell it in the commands of LaTeX and amsmath; a macro of your own is written out.")
        }
        return .error("pandoc says: \(message)")
    }
}

extension [PandocWarning] {
    /// Throws `PaperError` with all of them, each at the citation or formula that it is about.
    func refuse(citations: [Chapter.Mention] = [], formulas: [Chapter.Mention] = []) throws {
        if !isEmpty { throw PaperError(map { $0.issue(citations: citations, formulas: formulas) }) }
    }
}
