// Chapters, scripts and pictures that lie beside those of the paper and that nothing reads: probably forgotten.
import BuildGraph
import Manuscript

struct UnusedFiles {
    let workspace: Workspace

    /// A warning for each.
    var warnings: [PaperIssue] {
        let used = Self.files(of: workspace.graph)
        let candidates = candidates(beside: used).subtracting(used)
        if candidates.isEmpty { return [] }
        // Another profile may show more, and this one too where all data sets are there.
        let elsewhere = workspace.session.paper.profiles.map(\.profile).map(files)
        return candidates.subtracting(elsewhere.joined()).sorted().map { path in
            switch path.split(separator: ".").last {
            case "md": .warning("\(path) is no chapter of the paper.", next: "List it among the paper's or a study's chapters, or remove it.")
            case "gp": .warning("\(path) draws no figure.", next: "Give a figure its name, or remove it.")
            default: .warning("\(path) is shown by no chapter.", next: "Show it: ![caption](\(path)), or remove it.")
            }
        }
    }

    private static func files(of graph: Graph) -> Set<String> { Set(graph.nodes.flatMap(\.files).map(\.path)) }

    private func files(at profile: Profile) -> Set<String> {
        let setting = PaperSetting(profile, data: Set(workspace.data.search.sets.map(\.name)), ledger: workspace.ledgers[profile.name])
        let other = try? Workspace.assemble(workspace.session, setting, root: workspace.root, files: workspace.effects.files)
        return (other?.1).map(Self.files) ?? []
    }

    /// Chapters and pictures in the folders of the chapters and below; scripts in the folders of the scripts.
    private func candidates(beside used: Set<String>) -> Set<String> {
        func folders(of ending: String) -> [String] {
            used.filter { $0.hasSuffix(ending) && $0.contains("/") }.map(\.parentFolder).uniqued()
        }
        let texts = folders(of: ".md").flatMap { files(in: $0, isDeep: true) }.filter { !$0.hasSuffix("/README.md") }
            .filter { $0.hasSuffix(".md") || Picture.isPicture($0) }
        return Set(texts + folders(of: ".gp").flatMap { files(in: $0, isDeep: false) }.filter { $0.hasSuffix(".gp") })
    }

    private func files(in folder: String, isDeep: Bool) -> [String] {
        let names = (try? workspace.effects.files.list(workspace.root + "/" + folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
            let path = folder + "/" + name
            guard let status = try? workspace.effects.files.status(workspace.root + "/" + path) else { return [] }
            return status.isFolder ? (isDeep ? files(in: path, isDeep: true) : []) : [path]
        }
    }
}
