import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed between two states of the paper: claims, figures, values, and why.",
        discussion: """
            A state is the folder of a build (build, build/smoke, build/variants/NAME), a commit (HEAD~1, main), an archive of \
            `\(Program.name) cache export`, or `now`: what was built last. Without names the last commit is compared with now; \
            with --set and without names, the paper with its variant.

            Of a commit that was never built into this store with clean files only the committed claims are known; --build builds \
            it, in a folder of its own.
            """)

    @Argument(help: ArgumentHelp("The old state. Default: the last commit.", valueName: "old"), completion: .file()) var old: String?
    @Argument(help: ArgumentHelp("The new state. Default: now.", valueName: "new"), completion: .file()) var new: String?
    @OptionGroup var common: CommonOptions
    @Flag(help: "Build what is not built: a commit in build/diff/checkout, and what there is now.") var build = false
    @Option(help: "text, markdown, html or json. Default: text, or what the name after -o ends with.") var format: DiffFormat?
    @Option(name: [.customShort("o"), .long], help: "Write it to this file.", completion: .file()) var output: String?

    func run() throws {
        let workspace = try Workspace(common, asksTools: build)
        let path = try output.map { try OutputFile.path($0, in: workspace.effects.files) }
        let reader = SnapshotReader(workspace, builds: build)
        defer { reader.close() }
        // The new side first: committed numbers of the old one are read in its terms.
        let after = try new.map { try reader.snapshot($0, beside: nil) } ?? reader.now()
        let before = try old.map { try reader.snapshot($0, beside: after) } ?? (workspace.settings.isEmpty ? reader.committed(beside: after) : reader.paper())
        let difference = PaperDifference(before, after, title: workspace.session.paper.title)
        let text = try self.text(difference, [after, before], workspace)
        guard let path else { return Terminal.output.print(text) }
        try workspace.effects.files.replace(path, with: Array((text + "\n").utf8), durable: false)
        Terminal.errors.print("\(difference.heading): \(difference.summary.joined(separator: ", ")).")
        difference.notes.forEach(Terminal.errors.warn)
        Terminal.errors.print("  \(workspace.location.short(path))")
    }

    private func text(_ difference: PaperDifference, _ snapshots: [BuildSnapshot], _ workspace: Workspace) throws -> String {
        switch format ?? output.flatMap(DiffFormat.init(ofFile:)) ?? .text {
        case .text: return Program.named(DifferenceText.lines(difference, on: output == nil ? .output : Terminal(descriptor: -1)).joined(separator: "\n"))
        case .markdown: return Program.named(DifferenceMarkdown.text(difference))
        case .json: return try DifferenceJSON.text(difference)
        case .html:
            let ids = (difference.claims ?? []).filter { $0.kind != .same }.map(\.id)
            let statements = snapshots.lazy.compactMap { $0.page() }.first.map { ClaimStatements.find(in: $0, ids: ids) } ?? [:]
            return DifferencePage(difference: difference, statements: statements).html
        }
    }
}

/// In which form a difference is written.
enum DiffFormat: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, html, json

    /// By the end of a file's name.
    init?(ofFile name: String) {
        switch name.split(separator: ".").last?.lowercased() {
        case "md", "markdown": self = .markdown
        case "html", "htm": self = .html
        case "json": self = .json
        case "txt": self = .text
        default: return nil
        }
    }
}
