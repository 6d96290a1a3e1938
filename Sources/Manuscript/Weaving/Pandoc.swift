// Runs pandoc on woven Markdown. What pandoc only warns of and then prints wrongly (a citation that is not in the
// bibliography, a formula it cannot set) is an error here, at the place in the chapters where it stands.
import BuildGraph

/// pandoc, run for a target.
public struct Pandoc {
    /// The first version with `--citeproc`.
    package static let oldest = ToolVersion(2, 11)

    /// Of the target that needs it: its files, its log, and the build's life.
    let inputs: Inputs

    /// Converts woven text in an empty folder. `chapters` are looked through for the place of what pandoc complains of.
    func convert(
        _ markdown: String, dialect: Dialect, bibliography: [UInt8], chapters: [(path: String, text: String)], in folder: String
    ) throws -> String {
        try inputs.effects.files.write(Array(markdown.utf8), to: folder + "/text.md")
        try inputs.effects.files.write(bibliography, to: folder + "/references.bib")
        let target =
            switch dialect {
            case .page: ["-t", "html5", "--mathml", "-M", "link-citations=true"]
            case .report: ["-t", "gfm-raw_html+tex_math_dollars+footnotes"]
            }
        let command = Command.hermetic(
            "pandoc",
            ["--data-dir", "none", "-f", "markdown"] + target
                + ["--citeproc", "--wrap=none", "--shift-heading-level-by=1", "--bibliography", "references.bib", "text.md"],
            folder: folder)
        let result: CommandResult
        do { result = try inputs.run(command) } catch CommandError.notFound { throw PandocError.missing }
        guard result.succeeded else { throw failure(result) }
        let warnings = Self.warnings(result.errorText)
        let errors = warnings.compactMap { Self.error($0, in: chapters) }
        if !errors.isEmpty { throw PaperError(errors) }
        warnings.forEach(inputs.log.add)
        return result.outputText
    }

    private func failure(_ result: CommandResult) -> any Error {
        if result.ending == .interrupted { return BuildError.interrupted }
        if let version = try? inputs.run(.hermetic("pandoc", ["--version"])), version.succeeded,
            let found = ToolVersion(firstIn: version.outputText), found < Self.oldest
        {
            return PandocError.tooOld(found: version.outputText.split(separator: "\n").first.map(String.init) ?? "")
        }
        return PandocError.failed(message: result.errorText)
    }

    /// Each warning with the indented lines that go with it.
    static func warnings(_ text: String) -> [String] {
        var warnings: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("[WARNING]") || warnings.isEmpty {
                warnings.append(String(line))
            } else {
                warnings[warnings.count - 1] += "\n" + line
            }
        }
        return warnings
    }

    private static func error(_ warning: String, in chapters: [(path: String, text: String)]) -> PaperIssue? {
        if let key = between("citation ", " not found", in: warning) {
            return .error(
                "There is no reference called \(key) in the bibliography.", at: position(of: "@" + key, in: chapters),
                next: "Add it, or correct the citation.")
        }
        if let formula = between("Could not convert TeX math ", ", rendering as TeX", in: warning) {
            let reason = warning.split(separator: "\n").first { $0.contains("unexpected") }.map {
                ": " + $0.drop { $0 == " " }
            }
            return .error(
                "pandoc cannot set the formula \(formula.split(separator: "\n").joined(separator: " "))\(reason ?? "").",
                at: position(of: formula, in: chapters) ?? position(of: trimmed(formula), in: chapters))
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func between(_ start: String, _ end: String, in text: String) -> String? {
        guard let from = text.firstRange(of: start) else { return nil }
        let rest = text[from.upperBound...]
        return rest.firstRange(of: end).map { String(rest[..<$0.lowerBound]) }
    }

    private static func position(of needle: String, in chapters: [(path: String, text: String)]) -> Position? {
        guard !needle.isEmpty else { return nil }
        for (path, text) in chapters {
            guard let range = text.firstRange(of: needle) else { continue }
            let before = text[..<range.lowerBound]
            let line = before.lazy.filter(\.isNewline).count + 1
            let column = (before.lastIndex(where: \.isNewline).map { before.distance(from: $0, to: before.endIndex) } ?? before.count + 1)
            return Position(file: path, line: line, column: column)
        }
        return nil
    }
}

/// What can go wrong in converting the text.
public enum PandocError: Error, Equatable {
    case missing
    case tooOld(found: String)
    case failed(message: String)
}

extension PandocError: ReportableError {
    public var report: ErrorReport {
        switch self {
        case .missing:
            ErrorReport(
                what: "pandoc was not found.", why: "It turns the chapters into the report, and is in none of the folders of PATH.",
                next: "`make setup`, or on Debian and Ubuntu: sudo apt-get install pandoc; on macOS: brew install pandoc")
        case .tooOld(let found):
            ErrorReport(
                what: "pandoc is too old: \(found).", why: "\(Pandoc.oldest.text) or newer is needed for citations.",
                next: "Install a newer pandoc, and put its folder first in PATH.")
        case .failed(let message):
            ErrorReport(what: "pandoc could not convert the text.", output: message.isEmpty ? nil : message)
        }
    }
}
