import ArgumentParser
import BuildGraph
import Datasets
import Manuscript

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Say where the data sets are, or download some of them.",
        discussion: "A build downloads what the paper needs by itself. A data set that the paper can do without is downloaded by this command only.")

    @Argument(help: ArgumentHelp("Data sets to download, by name. Default: none; say of each where it is, and whether it is the publisher's.", valueName: "names"))
    var names: [String] = []
    @OptionGroup var common: CommonOptions
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        if json && !names.isEmpty { throw ValidationError("--json is for the list of data sets: it needs no names.") }
    }

    func run() throws {
        let workspace = try Workspace(common, tellsDamage: false), search = workspace.data.search
        guard !search.sets.isEmpty else { return Terminal.output.print("This paper is made from no data set.") }
        guard !names.isEmpty else {
            let findings = DataHealth(workspace).findings
            return Terminal.output.print(
                try json ? JSONText.of(findings.map(HealthRecord.init)) : Program.named(HealthText.lines(findings, on: .output).joined(separator: "\n")))
        }
        for set in try names.map({ try Self.set($0, of: search) }) {
            if let found = search.location.find(set, in: workspace.effects.files) {
                Terminal.output.print("\(set.name) is in \(found.folder).")
            } else if let absence = try DataDownload(search, effects: workspace.effects, again: true).bring([set]).first {
                throw absence.error
            }
        }
    }

    /// The data set of a name, however it is spelt in capitals, or of a folder's name.
    private static func set(_ name: String, of search: DataSearch) throws -> DataSetFiles {
        let wanted = name.lowercased()
        if let set = search.sets.first(where: { $0.name.lowercased() == wanted || $0.folder == wanted }) { return set }
        let known = search.sets.map(\.name), near = nearestNames(to: name, among: known)
        throw UsageError(
            what: "The paper has no data set called \(name).",
            next: near.isEmpty ? "There are \(known.joined(separator: ", "))." : "Did you mean \(near.joined(separator: " or "))?")
    }
}

extension DataAbsence {
    /// The error of somebody who asked for the data set.
    fileprivate var error: UsageError {
        switch cause {
        case .offline(let how): UsageError(what: "\(set.name) is not here, and \(how) forbids downloading it.", next: put)
        case .failed(let problem, _): UsageError(what: "\(set.name) could not be downloaded.", why: problem, next: put)
        }
    }

    private var put: String { "Put its files into \(folder), or try again: what was downloaded is kept." }
}
