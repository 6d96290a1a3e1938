// `paper export`: the paper in the forms in which it leaves the house.
import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the built paper in a form for others: a journal, an archive, a reviewer.",
        discussion: "Nothing is built: the paper must be up to date. A folder that is written is a new or an empty one.",
        subcommands: [CrateCommand.self, LaTeXCommand.self, PDFCommand.self, ArchiveCommand.self, CitationCommand.self])
}

/// The folder that is written.
struct FolderArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("A new or an empty folder.", valueName: "folder"), completion: .directory) var name: String
}

struct CrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rocrate", abstract: "Write an RO-Crate: report, data, scripts, sources, provenance and claims, described for programs.")

    @OptionGroup var folder: FolderArgument
    @OptionGroup var common: CommonOptions

    func run() throws { try ResearchObject(BuiltPaper(common)).export(to: folder.name, forReview: false) }
}

struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Write all that a reviewer needs: the RO-Crate, the stored values, and how to check them.",
        discussion: "REVIEW.md in the folder has the steps: compile, import the values, verify a sample of them.")

    @OptionGroup var folder: FolderArgument
    @OptionGroup var common: CommonOptions

    func run() throws { try ResearchObject(BuiltPaper(common)).export(to: folder.name, forReview: true) }
}

struct LaTeXCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latex", abstract: "Write a LaTeX source with PDF figures, which `latexmk` compiles.")

    @OptionGroup var folder: FolderArgument
    @OptionGroup var common: CommonOptions

    func run() throws {
        let paper = try BuiltPaper(common), effects = paper.workspace.effects, terminal = Terminal.errors
        _ = try ExportFolder.path(folder.name, in: paper.files)
        let manuscript = try LaTeXManuscript(of: paper.workspace.assembled, status: paper.status, date: paper.date, value: paper.outcome.bytes) { file in
            try effects.files.read(effects.projectPath(file.path))
        }
        let made = try manuscript.files(effects)
        try ExportFolder.make(folder.name, in: paper.files) { folder in
            for (path, bytes) in made.files { try folder.write(bytes, to: path) }
        }
        for note in made.notes { terminal.warn(note) }
        terminal.print("Wrote \(made.files.count) files. Compile them:")
        terminal.print("  \(terminal.styled("→", .cyan)) cd \(folder.name) && latexmk")
    }
}

struct PDFCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdf", abstract: "Print the page as a tagged PDF with an outline, by Chromium.")

    @Argument(help: "The file to write. Default: paper.pdf beside the page.", completion: .file(extensions: ["pdf"])) var file: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let paper = try BuiltPaper(common), folder = paper.workspace.outputFolder
        let path = try OutputFile.path(file ?? folder + "/paper.pdf", in: paper.files)
        let printed = try PagePrint(effects: paper.workspace.effects).pdf(ofPage: folder + "/paper.html")
        try paper.files.replace(path, with: printed.bytes, durable: false)
        for note in printed.notes { Terminal.errors.warn(note) }
        Terminal.output.print(paper.workspace.location.short(path))
    }
}

struct CitationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "citation", abstract: "Write CITATION.cff from the paper's title and authors, its licence and its repository.")

    @Argument(help: "The file to write. Default: CITATION.cff in the project.", completion: .file(extensions: ["cff"])) var file: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try Workspace(common), terminal = Terminal.errors
        let path = try OutputFile.path(file ?? workspace.root + "/CITATION.cff", in: workspace.effects.files)
        var citation = Citation(of: workspace)
        citation.namesCommit = false
        try workspace.effects.files.replace(path, with: Array(citation.text.utf8), durable: false)
        for note in citation.notes { terminal.warn(note) }
        Terminal.output.print(workspace.location.short(path))
    }
}
