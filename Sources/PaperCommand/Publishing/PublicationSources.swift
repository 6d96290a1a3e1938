// What the outputs of a build tell besides its results: read while its targets run.
import BuildGraph
import Foundation

struct PublicationSources: Sendable {
    let places: CodePlaces
    let runs: ReadRuns
    private let lineage: (file: FileStatus?, content: Lineage?)

    /// - Parameter upToDate: targets that a build is not going to run.
    init(_ workspace: Workspace, upToDate: [BuildPlan.Item] = []) {
        places = CodePlaces(workspace)
        runs = ReadRuns(of: upToDate, in: workspace.store)
        lineage = Self.lineage(of: workspace)
        // Titles are remembered by the graph; all those of a type are made together, which takes a while.
        for figure in workspace.assembled.figures { _ = ProvenanceRecords.inputs(of: figure) }
        for item in runs.slowest(10, of: upToDate) { _ = item.node.title }
    }

    /// What the last build wrote. Another one may have been at work since it was read.
    func lastLineage(of workspace: Workspace) -> Lineage? {
        lineage.file == Self.status(of: workspace) ? lineage.content : Self.lineage(of: workspace).content
    }

    private static func path(_ workspace: Workspace) -> String { "\(workspace.outputFolder)/\(Lineage.fileName)" }

    private static func status(of workspace: Workspace) -> FileStatus? { (try? workspace.effects.files.status(path(workspace))) ?? nil }

    private static func lineage(of workspace: Workspace) -> (file: FileStatus?, content: Lineage?) {
        let status = status(of: workspace), bytes = try? workspace.effects.files.read(path(workspace))
        let lineage = bytes.flatMap { try? JSONDecoder().decode(Lineage.self, from: Data($0)) }
        return (status, lineage?.format == Lineage.format && lineage?.settings == workspace.settings.texts ? lineage : nil)
    }
}
