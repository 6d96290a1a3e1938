// The files that the paper is built from, as they go into an export: those that git tracks and those that targets read; without git all but
// outputs and hidden ones.
// The versions of packages that were used go with them also where git ignores their file.
import BuildGraph
import Foundation

struct SourceFiles {
    let workspace: Workspace

    /// Paths relative to the project, sorted.
    var paths: [String] {
        get throws {
            let files = workspace.effects.files
            let listed = try tracked ?? walk("")
            // What the build reads goes with them though it be new: chapters, scripts, verdicts, ledgers, trusted keys.
            let paper = workspace.session.paper
            let read = workspace.graph.nodes.flatMap(\.files).map(\.path)
                + paper.allPrefixes.flatMap { [paper.ledger(of: $0).path, paper.baseline(of: $0).path] }
            let kept = listed + ["Package.resolved", TrustFile.path] + read.filter { !$0.hasPrefix("/") }
            return try kept.filter { try files.status("\(workspace.root)/\($0)")?.isFolder == false }.uniqued().sorted()
        }
    }

    /// Nil where git knows of no file here.
    private var tracked: [String]? {
        guard let result = workspace.git.run(["ls-files", "-z"]), result.succeeded else { return nil }
        let names = result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return names.isEmpty ? nil : names
    }

    private func walk(_ folder: String) throws -> [String] {
        let names = try workspace.effects.files.list(workspace.root + (folder.isEmpty ? "" : "/" + folder))
        return try names.filter { !$0.hasPrefix(".") && !(folder.isEmpty && $0 == "build") }.flatMap { name -> [String] in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            // A pipe or a socket is no source.
            guard let status = try? workspace.effects.files.status("\(workspace.root)/\(path)") else { return [] }
            return status.isFolder ? try walk(path) : [path]
        }
    }

    /// Packages that the manifest takes from folders outside of the project, which are not exported: as it names them.
    var outside: [String] {
        guard let bytes = try? workspace.effects.files.read(workspace.root + "/Package.swift", atMost: FileLimit.text) else { return [] }
        return String(decoding: bytes, as: UTF8.self).matches(of: #/\.package\((?:name:\s*"[^"]*",\s*)?path:\s*"([^"]*)"/#).map { String($0.1) }
    }
}
