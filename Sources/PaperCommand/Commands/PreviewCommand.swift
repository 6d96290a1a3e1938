import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show the paper in the browser, and build it again after every edit.",
        discussion: "Builds, serves the page on this machine alone, and watches chapters, scripts, data and sources. Ctrl-C ends it.")

    /// Tried one after the other when no port is asked for.
    private static let ports: ClosedRange<UInt16> = 4717...4746

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var jobs: JobsOption
    @Option(help: "The port on 127.0.0.1 and ::1. Default: the first free one from 4717 on.")
    var port: UInt16?
    @Flag(inversion: .prefixedNo, help: "Open the browser. Default: on a desktop.")
    var open: Bool?
    @Option(help: "How the program is compiled after an edit of Swift. Default: `make compiled` where the project has that, or else `swift build`.")
    var compile: String?
    @OptionGroup var download: DownloadOption

    func run() throws {
        let session = try Session.required(), paper = session.paper
        let location = try ProjectLocation(common.project.folder, chapter: paper.chapters.first?.path)
        let profile = try common.profile.map { try paper.profile(named: $0) } ?? paper.defaultProfile
        let outputFolder = location.outputFolder(of: profile == paper.defaultProfile ? nil : profile?.name)
        // Watched from the beginning.
        try RealFileSystem().makeFolder(outputFolder)
        let program = RunningProgram()
        let makefile = try? String(contentsOfFile: location.root + "/Makefile", encoding: .utf8)
        // A `make` that started this one would tell those below about its own jobs.
        for variable in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL"] { unsetenv(variable) }
        let request = PreviewRequest(
            root: location.root, outputFolder: outputFolder, title: paper.title, arguments: arguments(root: location.root),
            // The system names programs without symbolic links.
            compile: compile ?? CompileCommand.found(root: URL(filePath: location.root).resolvingSymlinksInPath().path, program: program.path, makefile: makefile),
            firstFiles: (paper.chapters + [paper.bibliography]).map { "\(location.root)/\($0.path)" }, program: program)
        let preview = try PreviewSession(request, ports: port.map { $0...$0 } ?? Self.ports)
        let address = preview.address
        preview.run {
            Terminal.output.print(address)
            Terminal.errors.print("The page there follows your edits. Ctrl-C ends the preview.")
            if open ?? Self.isDesktop { Self.show(address) }
        }
    }

    /// What `build` is called with.
    private func arguments(root: String) -> [String] {
        var arguments = targets.selection.names + targets.selection.conditions.flatMap { ["--where", $0.text] } + ["--project", root]
        if let profile = common.profile { arguments += ["--profile", profile] }
        if let count = jobs.count { arguments += ["--jobs", "\(count)"] }
        if let folder = common.data.folder { arguments += ["--data", URL(filePath: folder).path] }
        if common.data.offline { arguments.append("--offline") }
        if download.download { arguments.append("--download") }
        if download.standIn { arguments.append("--stand-in") }
        return arguments
    }

    /// Whether somebody sits before a screen on which a browser can open.
    private static var isDesktop: Bool {
        guard isatty(1) == 1 else { return false }
        #if canImport(Darwin)
            return true
        #else
            let environment = ProcessInfo.processInfo.environment
            return ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
        #endif
    }

    /// Opens the browser, without waiting for it.
    private static func show(_ address: String) {
        Thread.detachNewThread {
            do { try DesktopOpener.open(address) } catch {
                Terminal.errors.print(ErrorRenderer.warning("\(ErrorReport(error).summary) Open \(address) yourself.", on: .errors))
            }
        }
    }
}
