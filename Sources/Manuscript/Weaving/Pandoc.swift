// Runs pandoc: to read a chapter into its tree, and to write the woven tree as a page or as Markdown. Whatever it says of input that
// it drops or cannot set is handed back, to become an error at its place.
import BuildGraph

/// pandoc, with the files it is given and the way it is run.
public struct Pandoc {
    /// The first version with `--citeproc`.
    package static let oldest = ToolVersion(2, 11)

    /// The Markdown of chapters: pandoc's own, without what reads words as something else than text. Macros would change formulas,
    /// metadata would be set nowhere, and the page makes its own figures of pictures.
    static let markdown = "markdown-native_divs-native_spans-yaml_metadata_block-pandoc_title_block-latex_macros-implicit_figures"

    /// GitHub's Markdown, by its extensions: what pandoc itself calls so changes with its version, formulas above all.
    static let reportFormat =
        "commonmark-raw_html+pipe_tables+task_lists+strikeout+autolink_bare_uris+emoji+tex_math_dollars+footnotes"

    private let files: any FileSystem
    private let start: (Command) throws -> CommandResult

    /// Run for a target: its cost is in the target's log, and it ends with the build.
    init(_ inputs: Inputs) {
        files = inputs.effects.files
        start = inputs.run
    }

    /// Run outside of a build.
    package init(_ effects: Effects) {
        files = effects.files
        start = { try effects.processes.run($0, until: Cancellation()) }
    }

    /// Reads Markdown.
    func read(_ markdown: String) throws -> (tree: DocumentTree, warnings: [PandocWarning]) {
        try withScratchFolder { folder in
            try files.write(Array(markdown.utf8), to: folder + "/chapter.md")
            let result = try run(["-f", Self.markdown, "-t", "json", "chapter.md"], in: folder)
            guard result.succeeded else { throw failure(result) }
            return (try DocumentTree(result.output), PandocWarning.all(in: result.errorText))
        }
    }

    /// Writes a document, its citations set from a bibliography; nil where there are none.
    func write(_ tree: DocumentTree, dialect: Dialect, bibliography: [UInt8]?) throws -> (text: String, warnings: [PandocWarning]) {
        let target =
            switch dialect {
            case .page: ["-t", "html5", "--mathml"] + Self.linkedCitations
            case .report: ["-t", Self.reportFormat]
            }
        let result = try convert(tree, target + ["--wrap=none", "--shift-heading-level-by=1"], bibliography)
        return (result.outputText, PandocWarning.all(in: result.errorText))
    }

    /// The document with its citations set, as they are in a document that is written.
    func settingCitations(of tree: DocumentTree, dialect: Dialect, bibliography: [UInt8]) throws -> (tree: DocumentTree, warnings: [PandocWarning]) {
        let result = try convert(tree, ["-t", "json"] + (dialect == .page ? Self.linkedCitations : []), bibliography)
        return (try DocumentTree(result.output), PandocWarning.all(in: result.errorText))
    }

    private static let linkedCitations = ["-M", "link-citations=true"]

    private func convert(_ tree: DocumentTree, _ target: [String], _ bibliography: [UInt8]?) throws -> CommandResult {
        try withScratchFolder { folder in
            if let bibliography {
                try files.write(bibliography, to: folder + "/references.bib")
                try files.write(Array(CitationStyle.text.utf8), to: folder + "/style.csl")
            }
            let citations = bibliography == nil ? [] : ["--citeproc", "--bibliography", "references.bib", "--csl", "style.csl"]
            let arguments = ["-f", "json"] + target + citations + ["text.json"]
            func attempt(_ tree: DocumentTree) throws -> CommandResult {
                try files.write(Array(tree.json.utf8), to: folder + "/text.json")
                return try run(arguments, in: folder)
            }
            var result = try attempt(tree)
            if !result.succeeded, let version = Self.expectedVersion(result.errorText) {
                result = try attempt(DocumentTree(version: version, blocks: tree.blocks))
            }
            guard result.succeeded else { throw failure(result) }
            return result
        }
    }

    private func withScratchFolder<R>(_ body: (_ folder: String) throws -> R) throws -> R {
        let folder = try files.makeScratchFolder()
        defer { try? files.removeAll(folder) }
        return try body(folder)
    }

    private func run(_ arguments: [String], in folder: String) throws -> CommandResult {
        do {
            return try start(.hermetic("pandoc", ["--data-dir", "none", "--verbose"] + arguments, folder: folder))
        } catch CommandError.notFound { throw PandocError.missing }
    }

    /// The version of the format that a pandoc wants which is not the one that read the chapters; nil for another failure.
    static func expectedVersion(_ message: String) -> JSONNode? {
        guard message.contains("Incompatible API versions"), let list = message.firstMatch(of: /attempted to decode with (\[[0-9, ]+\])/)
        else { return nil }
        return try? JSONReader.read(Array(list.1.utf8))
    }

    private func failure(_ result: CommandResult) -> any Error {
        if result.ending == .interrupted { return BuildError.interrupted }
        if let version = try? start(.hermetic("pandoc", ["--version"])), version.succeeded,
            let found = ToolVersion(firstIn: version.outputText), found < Self.oldest
        {
            return PandocError.tooOld(found: version.outputText.split(separator: "\n").first.map(String.init) ?? "")
        }
        return PandocError.failed(message: result.errorText)
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
            ErrorReport(
                what: "pandoc could not convert the text.", next: ResourceLimit.advice(for: message), output: message.isEmpty ? nil : message)
        }
    }
}
