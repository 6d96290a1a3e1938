import ArgumentParser
import BuildGraph
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a small complete paper, to start your own from.",
        discussion: "A simulation with replicates, a figure, a claim, a chapter, a bibliography, a Makefile and a workflow for continuous integration.")

    @Argument(help: "A new or an empty folder.", completion: .directory) var folder: String
    @Option(help: "The package that it uses: a folder or the URL of a git repository. Default: the one this program was built from.")
    var package: String?

    func run() throws {
        let files = RealFileSystem()
        let target = Self.absolute(folder)
        let present = try files.status(target)?.isFolder == false ? ["a file"] : (try? files.list(target)) ?? []
        guard present.allSatisfy({ $0 == ".git" }) else {
            throw UsageError(
                what: "\(folder) is not empty.", why: "A new paper would be mixed with what is there: \(present.prefix(3).joined(separator: ", ")).",
                next: "Name a new or an empty folder.")
        }
        let program = URL(filePath: CommandLine.executablePath).resolvingSymlinksInPath().path
        let starter = Starter(name: Starter.programName(forFolder: target.lastPathComponent), package: try toolkit(program, files))
        let contents = try starter.files(from: Starter.folder(besideProgram: program, in: files), in: files)
        for (path, bytes) in contents {
            try files.makeFolder("\(target)/\(path)".parentFolder)
            try files.write(bytes, to: "\(target)/\(path)")
        }
        Terminal.output.print("Wrote \(contents.count) files. Build the paper, the first time in some minutes, and check its claim:")
        let isPlain = folder.allSatisfy { $0.isLetter || $0.isNumber || "/._-~".contains($0) }
        Terminal.output.print("  cd \(isPlain ? folder : "'\(folder)'")\n  make paper\n  make check")
        Terminal.output.print("README.md says which file to change for what.")
    }

    private func toolkit(_ program: String, _ files: RealFileSystem) throws -> Starter.Toolkit {
        guard let package else {
            if let found = Starter.toolkit(ofProgram: program, in: files) { return found }
            throw UsageError(
                what: "It is not known which package the new paper uses.", why: "This program is not in the package that it was built from.",
                next: "Name it: --package FOLDER, or --package URL of a git repository.")
        }
        if package.contains("://") || package.hasPrefix("git@") { return .repository(url: package.hasSuffix("/") ? String(package.dropLast()) : package) }
        let path = Self.absolute(package)
        guard try files.status("\(path)/Sources/PaperCommand") != nil else {
            throw UsageError(
                what: "\(package) is not the package that papers use.", why: "It has no folder Sources/PaperCommand.",
                next: "Name the folder with this program's own Package.swift, or the URL of its git repository.")
        }
        return .folder(path)
    }

    private static func absolute(_ path: String) -> String {
        let path = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL.path
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
