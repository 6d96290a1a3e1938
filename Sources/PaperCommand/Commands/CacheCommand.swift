import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Carry what was computed to other machines, so that nothing runs there.",
        subcommands: [PushCommand.self, PullCommand.self, CacheKeyCommand.self, ExportCommand.self, ImportCommand.self])
}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all values that the paper uses now into one file, a tar archive.")

    @Argument(help: "The file to write; - writes to standard output.", completion: .file(extensions: ["tar"])) var file: String
    @Option(name: .shortAndLong, help: "Only for this profile; may be repeated. Default: all.", completion: .custom(Completion.profiles))
    var profile: [String] = []
    @Flag(help: "Replace the file if it is there.") var force = false
    @OptionGroup var project: ProjectOption
    @OptionGroup var data: DataOptions

    func run() throws {
        let workspace = try Workspace(CommonOptions(project, data))
        let profiles = try workspace.profiles(profile), files = workspace.effects.files
        let needs = try workspace.needs(of: profiles)
        guard needs.contains(where: { $0.upToDate > 0 }) else {
            throw UsageError(
                what: "There is nothing to export.", why: "No target of \(profiles.map(\.name).joined(separator: ", ")) is up to date.",
                next: "Build first: paper build --profile \(profiles.first?.name ?? "NAME")")
        }
        let summary: ExportSummary
        if file == "-" {
            guard isatty(1) == 0 else {
                throw UsageError(what: "An archive is not for a terminal.", next: "Redirect it: paper cache export - > FILE")
            }
            var sink = StandardOutput()
            summary = try export(workspace, profiles, to: &sink)
        } else {
            let path = try OutputFile.path(file, in: files)
            if try files.status(path) != nil, !force {
                throw UsageError(what: "\(file) is there already.", next: "Choose another name, or replace it with --force.")
            }
            var sink = try FileSink(path: path, files: files)
            do {
                summary = try export(workspace, profiles, to: &sink)
                try sink.commit()
            } catch {
                sink.discard()
                throw error
            }
        }
        tell(summary.manifest, needs)
        SignersText(signers: summary.signers, keys: workspace.sharing.trusted).tellAuthor(Terminal.errors)
    }

    private func export(_ workspace: Workspace, _ profiles: [Profile], to sink: inout some ByteSink) throws -> ExportSummary {
        let progress = TransferProgress("exporting")
        defer { progress.end() }
        return try workspace.store.export(
            { try workspace.live(profiles, in: $0) }, title: workspace.session.paper.title, profiles: profiles.map(\.name),
            signer: try SigningKeyFile().key(), to: &sink, progress: progress.show)
    }

    private func tell(_ manifest: ArchiveManifest, _ needs: [ProfileNeeds]) {
        let terminal = Terminal.errors
        for need in needs where need.upToDate < need.targets {
            let missing = need.targets - need.upToDate
            terminal.warn(
                "\(missing) of \(need.targets) targets of profile \(need.profile.name) are not up to date here, "
                    + "and not in the archive.")
        }
        let values = "\(CollectionText.count(manifest.objects, "file")) of \(HumanUnits.bytes(manifest.objectBytes)), and the journal"
        terminal.print("Exported the values of \(CollectionText.count(manifest.traces, "target")): \(values).")
        if file != "-" { terminal.print("  \(terminal.styled("→", .cyan)) paper cache import \(file)") }
    }
}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take the values of an archive into the store.",
        discussion: "Everything is checked against its digest first; what is not whole changes nothing. Importing twice is importing once.")

    @Argument(help: "An archive made by `paper cache export`; - reads standard input.", completion: .file(extensions: ["tar"])) var file: String
    @Flag(help: "Also what no key signed that the paper trusts, although it lists some.") var untrusted = false
    @OptionGroup var project: ProjectOption
    @OptionGroup var data: DataOptions

    func run() throws {
        let workspace = try Workspace(CommonOptions(project, data))
        let summary: ImportSummary
        if file == "-" {
            var source = StandardInput()
            summary = try take(&source, "standard input", workspace)
        } else {
            let path = URL(filePath: file).path
            guard try workspace.effects.files.status(path) != nil else {
                throw UsageError(what: "There is no file called \(file).", next: "`paper cache export FILE` makes an archive.")
            }
            var source = FileSource(path: path, files: workspace.effects.files)
            summary = try take(&source, file, workspace)
        }
        workspace.tellNotices()
        try tell(summary, workspace)
    }

    private func take(_ source: inout some ByteSource, _ name: String, _ workspace: Workspace) throws -> ImportSummary {
        let progress = TransferProgress("importing")
        defer { progress.end() }
        return try workspace.store.importArchive(
            from: &source, name: name, takesUntrusted: untrusted || workspace.sharing.trusted.trusted.isEmpty, progress: progress.show)
    }

    /// Who says that the values are right.
    private func tellSigners(_ summary: ImportSummary, _ workspace: Workspace, _ terminal: Terminal) {
        let text = SignersText(signers: summary.signers, keys: workspace.sharing.trusted)
        text.tell(terminal)
        if text.untrusted > 0 { terminal.print("  Whoever made the archive is believed. `paper verify --outside --sample 5%` makes a part of it again.") }
    }

    private func tell(_ summary: ImportSummary, _ workspace: Workspace) throws {
        let terminal = Terminal.errors, manifest = summary.manifest
        if summary.newValues + summary.newTraces == 0 {
            terminal.print("The store had all \(CollectionText.count(manifest.traces, "value")) of the archive.")
        } else {
            let traces = CollectionText.count(summary.newTraces, "trace"), values = CollectionText.count(summary.newValues, "value")
            terminal.print("Imported \(traces) and \(values), \(HumanUnits.bytes(summary.newBytes)).")
        }
        tellSigners(summary, workspace, terminal)
        let profiles = workspace.session.paper.profiles.map(\.profile).filter { manifest.profiles.contains($0.name) }
        let needs = try workspace.needs(of: profiles)
        for need in needs {
            terminal.print("\(need.upToDate) of \(need.targets) targets of profile \(need.profile.name) are now up to date.")
        }
        if needs.allSatisfy({ $0.upToDate == 0 }) {
            terminal.warn(
                "The archive is of “\(manifest.title)”, made by other code than this program's: "
                    + "none of its values can be used here.")
        }
    }
}
