// Whether the data sets are there, and are the publishers'.
import BuildGraph
import Datasets
import Manuscript

/// Looks at the data sets of a paper.
struct DataHealth {
    let search: DataSearch
    let effects: Effects
    /// What the paper leaves out.
    let leftOut: [LeftOut]

    init(_ workspace: Workspace) {
        (search, effects, leftOut) = (workspace.data.search, workspace.effects, workspace.assembled.leftOut)
    }

    var findings: [HealthFinding] {
        search.sets.flatMap { set -> [HealthFinding] in
            let passedOver = search.passedOver(set).map { HealthFinding(set.name, .warning, $0, mend: "Complete that folder, or name another one.") }
            guard let found = search.location.find(set, in: effects.files) else { return passedOver + [absence(set)] }
            do {
                return passedOver + [try contents(set, found)]
            } catch {
                return passedOver + [HealthFinding(set.name, error)]
            }
        }
    }

    private func contents(_ set: DataSetFiles, _ found: FoundDataSet) throws -> HealthFinding {
        let others = try set.files.filter { file in
            guard let path = found.mounts[set.sourceFile(file.name).path] else { return true }
            let content = try PackedFile(set: set, file: file).content(of: effects.files.read(path), at: path) {
                try effects.processes.run($0, until: Cancellation())
            }
            return !content.isOfficial
        }
        if others.isEmpty { return HealthFinding(set.name, .ok, "official: all checksums are the publisher's, in \(found.folder)") }
        let archives = set.readsArchive ? set.downloads.map(\.fileName) : []
        let names = others.count == set.files.count ? "no file" : "not every file"
        return HealthFinding(
            set.name, .warning,
            archives.isEmpty
                ? "unverified copy in \(found.folder): \(names) has the publisher's checksum. Figures and claims say so."
                : "unverified copy in \(found.folder): the publisher gives a checksum of \(archives.joined(separator: ", ")) only. Figures and claims say so.",
            mend: archives.isEmpty
                ? "Remove it, and `paper build` downloads the publisher's\(search.offline.map { " without \($0)" } ?? "")." : "Put \(archives.joined(separator: ", ")) there, which is read directly.")
    }

    private func absence(_ set: DataSetFiles) -> HealthFinding {
        let memory = DownloadMemory(folder: search.location.downloads, mirror: search.mirror, files: effects.files, clock: effects.clock)
        let looked = "Not found in " + search.location.places.map(\.folder).joined(separator: ", ") + "."
        let put = "put its files into \(search.location.places[0].folder)/\(set.folder)"
        if search.optional.contains(set.name) {
            let titles = leftOut.filter { $0.dataSet == set.name }.map(\.title)
            let parts = titles.isEmpty ? "" : ": not built are \(titles.joined(separator: ", "))"
            return HealthFinding(set.name, .ok, "The paper can do without it\(parts). \(looked)", mend: "paper data \(set.name), which downloads it; or \(put).")
        }
        if let how = search.offline {
            return HealthFinding(set.name, .warning, "\(looked) \(how) forbids downloading it.", mend: "Build without \(how), or \(put).")
        }
        if let (problem, age) = memory.failure(of: set) {
            return HealthFinding(
                set.name, .warning, "\(looked) A download failed \(HumanUnits.duration(age)) ago: \(problem)",
                mend: "paper build --download, or \(put).")
        }
        return HealthFinding(set.name, .warning, looked, mend: "paper build, which downloads it; or \(put).")
    }
}
