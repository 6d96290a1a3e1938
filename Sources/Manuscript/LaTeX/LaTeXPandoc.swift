// Runs pandoc on a woven tree, to LaTeX with natbib's citations.
import BuildGraph

struct LaTeXPandoc {
    let effects: Effects

    /// The body of a document. Throws `PandocError`, and `PaperError` for what pandoc would drop.
    func body(_ tree: DocumentTree) throws -> String {
        let folder = try effects.files.makeScratchFolder()
        defer { try? effects.files.removeAll(folder) }
        var result = try run(tree, in: folder)
        if !result.succeeded, let version = Pandoc.expectedVersion(result.errorText) {
            result = try run(DocumentTree(version: version, blocks: tree.blocks), in: folder)
        }
        guard result.succeeded else { throw PandocError.failed(message: result.errorText) }
        let warnings = PandocWarning.all(in: result.errorText).map { $0.issue(citations: [], formulas: []) }
        if !warnings.isEmpty { throw PaperError(warnings) }
        return result.outputText
    }

    private func run(_ tree: DocumentTree, in folder: String) throws -> CommandResult {
        try effects.files.write(Array(tree.json.utf8), to: folder + "/text.json")
        let arguments = ["--data-dir", "none", "--verbose", "-f", "json", "-t", "latex", "--natbib", "--wrap=none", "text.json"]
        do {
            return try effects.processes.run(.hermetic("pandoc", arguments, folder: folder), until: Cancellation())
        } catch CommandError.notFound { throw PandocError.missing }
    }
}
