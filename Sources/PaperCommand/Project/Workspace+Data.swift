// Opening a paper with its data.
import BuildGraph
import Datasets
import Manuscript

extension Workspace {
    /// A paper for a setting, and its graph.
    static func assemble(
        _ session: Session, _ setting: PaperSetting, root: String, files: any FileSystem
    ) throws -> (AssembledPaper, Graph) {
        func isThere(_ file: SourceFile) -> Bool { (try? files.status(root + "/" + file.path))?.isFolder == false }
        let assembled = session.paper.assemble(setting, code: session.code, isThere: isThere) { file in
            String(decoding: try files.read(root + "/" + file.path, atMost: FileLimit.text), as: UTF8.self)
        }
        var graph = try Graph(roots: assembled.roots.map(\.node))
        for part in assembled.leftOut {
            graph.leftOut[part.name] = LeftOutTarget(why: part.reason.prefix(1).uppercased() + part.reason.dropFirst() + ".", next: part.remedy + ".")
        }
        return (assembled, graph)
    }

    /// Looks for the paper's data sets, and downloads those that are missing and needed, or reports them, as the command may.
    static func data(
        _ search: DataSearch, _ policy: DataPolicy, _ session: Session, _ profile: Profile, root: String, effects: Effects
    ) throws -> PaperData {
        let found = try search.look()
        let missing = search.missing(found)
        func needed(by targets: TargetSelection) throws -> [DataSetFiles] {
            // A build of one figure does not wait for data that the figure is not made from.
            let setting = PaperSetting(profile, data: Set(search.sets.map(\.name)))
            return try Self.needed(missing, by: targets, in: assemble(session, setting, root: root, files: effects.files).1)
        }
        switch policy {
        case .planned(let targets) where !missing.isEmpty:
            let needed = try needed(by: targets), folders = search.memory.folders
            let wanted = DataDownload(search, effects: effects, again: false).wanted(needed)
            return PaperData(search: search, found: found, absences: [], wanted: wanted, lost: needed.filter { folders[$0.name] != nil })
        case .downloaded(let targets, let options):
            let absences = missing.isEmpty
                ? [] : try DataDownload(search, effects: effects, again: options.download).bring(try needed(by: targets))
            let folders = search.memory.folders
            for absence in absences where !options.standIn {
                if let folder = folders[absence.set.name] { throw DataMemory.lost(absence.set, from: folder, absence.cause) }
            }
            let present = missing.isEmpty ? found : try search.look()
            search.memory.remember(present)
            return PaperData(search: search, found: present, absences: absences)
        case .asFound, .planned: return PaperData(search: search, found: found, absences: [])
        }
    }

    /// Of these data sets those that the named targets are made from; any target when none is named.
    private static func needed(_ sets: [DataSetFiles], by selection: TargetSelection, in graph: Graph) -> [DataSetFiles] {
        // A name that is not there is an error later, in the graph that is built.
        let wanted = (try? graph.targets(selection)) ?? []
        let files = Set(graph.closure(of: wanted).flatMap { graph.nodes[$0].files })
        return sets.filter { set in set.files.contains { files.contains(set.sourceFile($0.name)) } }
    }
}
