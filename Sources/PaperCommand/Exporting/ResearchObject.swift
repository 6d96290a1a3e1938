// The folder of an RO-Crate; with the stored values and the steps of a review, the archive for a reviewer.
import BuildGraph
import Foundation
import Manuscript

struct ResearchObject {
    let paper: BuiltPaper
    private var workspace: Workspace { paper.workspace }

    init(_ paper: BuiltPaper) { self.paper = paper }

    /// Writes the folder and says what is in it.
    ///
    /// - Parameter isForReview: whether stored values and the reviewer's steps are in it.
    func export(to name: String, forReview isForReview: Bool) throws {
        let terminal = Terminal.errors
        // Before the folder is made, which may lie in the project.
        let sources = SourceFiles(workspace: workspace), paths = try sources.paths
        let environment = TakingPart(paper), citation = Citation(of: workspace)
        let compile = compileCommand(paths), recipe = ContainerRecipe(environment, product: Program.name, compile: compile)
        var values: ExportSummary?
        try ExportFolder.make(name, in: paper.files) { folder in
            var sums: [(path: String, size: Int, digest: Digest)] = []
            func put(_ bytes: [UInt8], at path: String) throws {
                try folder.write(bytes, to: path)
                sums.append((path, bytes.count, Digest(of: bytes)))
            }
            for path in try paper.outputs { try put(paper.files.read("\(workspace.outputFolder)/\(path)"), at: "report/\(path)") }
            for path in paths { try put(paper.files.read("\(workspace.root)/\(path)"), at: "sources/\(path)") }
            try put(Array(citation.text.utf8), at: "CITATION.cff")
            try put(Array(IndentedJSON.text(environment.json).utf8), at: "environment.json")
            try put(Array(ProvenanceGraph(paper: paper).json.utf8), at: ProvenanceGraph.fileName)
            if let text = recipe.text { try put(Array(text.utf8), at: "Containerfile") }
            if isForReview {
                let summary = try writeValues(to: folder.absolute("values.tar"))
                values = summary
                let (size, digest) = try self.digest(of: folder.absolute("values.tar"))
                sums.append(("values.tar", size, digest))
                let guide = ReviewGuide(
                    paper: paper, environment: environment, values: summary.manifest, signers: SignersText(signers: summary.signers, keys: workspace.sharing.trusted),
                    compile: compile, outside: sources.outside)
                try put(Array(guide.text.utf8), at: "REVIEW.md")
            }
            // Sources that no target names go without saying.
            let read = Set(paper.runs.flatMap(\.trace.details.files).map { "sources/\($0.path)" })
            let described = sums.filter { !$0.path.hasPrefix("sources/") || read.contains($0.path) }.map { (path: $0.path, size: $0.size) }
            let list = sums.sorted { $0.path < $1.path }.map { "\($0.digest.hexadecimal)  \($0.path)\n" }.joined()
            try folder.write(list, to: "sha256sums.txt")
            let metadata = CrateMetadata(
                paper: paper, environment: environment, files: described + [(path: "sha256sums.txt", size: list.utf8.count)], licence: Licence(of: workspace))
            try folder.write(metadata.json(), to: CrateMetadata.fileName)
        }
        let outside = sources.outside.map { "The package \($0) is outside of the project and not in the folder: it is needed to compile the sources." }
        for note in citation.notes + [recipe.obstacle.map { "As to the environment, \($0)." } ?? ""] + environment.differences + outside where !note.isEmpty {
            terminal.warn(note)
        }
        let counts = [
            CollectionText.count(workspace.assembled.figures.count, "figure"), CollectionText.count(try paper.verdicts.findings.count, "claim"),
            CollectionText.count(paper.runs.count, "run"), CollectionText.count(paths.count, "source file"),
        ]
        terminal.print("Wrote \(counts.joined(separator: ", "))\(values.map { ", and the values of \(CollectionText.count($0.manifest.traces, "target"))" } ?? "").")
        if let values { SignersText(signers: values.signers, keys: workspace.sharing.trusted).tellAuthor(terminal) }
        terminal.print("  \(terminal.styled("→", .cyan)) \(name)/\(isForReview ? "REVIEW.md" : "report/paper.html")")
    }

    /// How the sources are compiled as they were here.
    private func compileCommand(_ paths: [String]) -> String {
        let makefile = paths.contains("Makefile") ? (try? paper.files.read("\(workspace.root)/Makefile")).map { String(decoding: $0, as: UTF8.self) } : nil
        return makefile.map(CompileCommand.isOfMake) == true ? "make compiled" : "swift build -c release --product \(Program.name)"
    }

    private func writeValues(to path: String) throws -> ExportSummary {
        var sink = try FileSink(path: path, files: paper.files)
        let progress = TransferProgress("exporting")
        defer { progress.end() }
        do {
            let summary = try workspace.store.export(
                { try workspace.live([workspace.profile], in: $0) }, title: paper.title, profiles: [workspace.profile.name],
                signer: try SigningKeyFile().key(), to: &sink, progress: progress.show)
            try sink.commit()
            return summary
        } catch {
            sink.discard()
            throw error
        }
    }

    /// Of a file that need not fit into memory.
    private func digest(of path: String) throws -> (size: Int, digest: Digest) {
        var builder = DigestBuilder(), size = 0, bytes: [UInt8]
        repeat {
            bytes = try paper.files.read(path, from: size, count: 1 << 22)
            builder.add(bytes)
            size += bytes.count
        } while bytes.count == 1 << 22
        return (size, builder.finish())
    }
}
