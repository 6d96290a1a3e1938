// The data sets of a paper are looked for before its graph is made: what is found decides what the graph is.
import BuildGraph
import Datasets
import Foundation
import Manuscript

/// Which data sets a paper needs or can use, and where they may be.
struct DataSearch {
    /// Those that it needs, then those that it can do without.
    let sets: [DataSetFiles]
    /// The names of those that it can do without.
    let optional: Set<String>
    let location: DataLocation
    /// How downloads were forbidden; nil when they are not.
    let offline: String?
    /// An address that is tried before the publishers': $PAPER_DATA_MIRROR.
    let mirror: String?
    let files: any FileSystem
    let memory: DataMemory
    /// What the build that started this process has found.
    private let handedDown: String?

    /// - Throws: `UsageError` for a name that no data set has, and for a folder where none is needed.
    init(_ options: DataOptions, session: Session, root: String, files: any FileSystem) throws {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        optional = Set(session.paper.optionalDataSets)
        sets = try (session.paper.dataSets + session.paper.optionalDataSets).map { name in
            if let set = session.dataSets.first(where: { $0.name == name }) { return set }
            let known = session.dataSets.map(\.name), near = nearestNames(to: name, among: known)
            throw UsageError(
                what: "There is no data set called \(name).", why: "Paper(dataSets:) names it.",
                next: near.isEmpty ? "There are \(known.joined(separator: ", "))." : "Did you mean \(near.joined(separator: " or "))?")
        }
        if options.folder != nil && sets.isEmpty {
            throw UsageError(what: "This paper is made from no data set.", next: "Leave --data out.")
        }
        // A path on the command line is relative to where the command was started.
        let folder = options.folder.map { URL(filePath: $0, directoryHint: .notDirectory).standardizedFileURL.path }
        memory = DataMemory(root: root, files: files)
        let remembered = sets.isEmpty ? [:] : memory.folders
        location = DataLocation(
            option: folder, environment: environment, root: root, remembered: sets.compactMap { remembered[$0.name] }.uniqued())
        offline = options.offline ? "--offline" : value("PAPER_OFFLINE").map { "PAPER_OFFLINE=\($0)" }
        mirror = value("PAPER_DATA_MIRROR")
        self.files = files
        handedDown = options.found
    }

    /// The data sets that are there.
    /// - Throws: `UsageError` when one is not in the folder that was asked for: a person who names a folder does not want a stand-in.
    func look() throws -> [FoundDataSet] {
        if let handedDown { return try JSONDecoder().decode([FoundDataSet].self, from: Data(handedDown.utf8)) }
        let found = sets.compactMap { location.find($0, in: files) }
        if let place = location.places.first, place.origin == .option {
            for set in missing(found) {
                throw UsageError(
                    what: "\(set.name) is not in \(place.folder), which --data names.",
                    why: FoundDataSet.problems(set, in: place.folder, files).joined(separator: "\n  "),
                    next: "Put its files into \(place.folder)/\(set.folder), or leave --data out: then other folders are looked into too, and it can be downloaded.")
            }
        }
        return found
    }

    /// The data sets that the paper needs and that are not among those that were found.
    func missing(_ found: [FoundDataSet]) -> [DataSetFiles] {
        sets.filter { set in !optional.contains(set.name) && !found.contains { $0.name == set.name } }
    }

    /// Whether a folder has a folder for a data set.
    private func hasFolder(for set: DataSetFiles, in place: DataLocation.Place) -> Bool {
        (try? files.status("\(place.folder)/\(set.folder)")) ?? nil != nil
    }

    /// What is wrong with folders that were meant to have a data set, and were passed over: one line each.
    func passedOver(_ set: DataSetFiles) -> [String] {
        var lines: [String] = []
        for place in location.places {
            if FoundDataSet(set, in: place.folder, files) != nil { break }
            let problems = FoundDataSet.problems(set, in: place.folder, files)
            switch place.origin {
            // Whoever names a folder of data need not have all that the paper can use.
            case .environment where optional.contains(set.name) && !hasFolder(for: set, in: place): break
            case .environment: lines.append("PAPER_DATA names \(place.folder), which has no \(set.name): \(Self.short(problems))")
            case .project where hasFolder(for: set, in: place):
                lines.append("\(place.folder)/\(set.folder) is not all of \(set.name): \(Self.short(problems))")
            case .project, .cache, .option, .remembered: break
            }
        }
        return lines
    }

    private static func short(_ problems: [String]) -> String {
        (problems.first ?? "") + (problems.count > 1 ? " (and \(problems.count - 1) more)" : "")
    }
}
