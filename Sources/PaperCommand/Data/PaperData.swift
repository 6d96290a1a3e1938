// The data that a paper was opened with: what is there, and why the rest is not.
import BuildGraph
import Datasets
import Foundation
import Manuscript

/// The data sets of an opened paper.
struct PaperData {
    let search: DataSearch
    let found: [FoundDataSet]
    /// Those that the build needs and does not have.
    let absences: [DataAbsence]
    /// Those that a build would download first, which this command does not.
    var wanted: [DataSetFiles] = []
    /// Those that the paper was built from before.
    var lost: [DataSetFiles] = []

    var names: Set<String> { Set(found.map(\.name)) }

    /// For each file that targets declare, where it is.
    var mounts: [String: String] { found.reduce(into: [:]) { $0.merge($1.mounts) { $1 } } }

    /// The arguments with which a process that this one starts sees the same data.
    var arguments: [String] {
        guard !search.sets.isEmpty else { return [] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(found) else { return [] }
        return ["--found-data", String(decoding: json, as: UTF8.self)]
    }

    /// Says with a plan what it does not know yet.
    func tellPlan(on terminal: Terminal) {
        for set in lost where !wanted.contains(where: { $0.name == set.name }) {
            terminal.print(ErrorRenderer.warning(
                "\(set.name) is gone, from which this paper was built: this is the plan of `paper build --stand-in`.", on: terminal))
        }
        for set in wanted {
            terminal.warn(
                "\(set.name) was not found: a build downloads it first\(set.sizeInWords). This is the plan of a build without it.")
        }
    }

    /// Says what is not built because a data set is not there that the paper can do without: a line each, and more where it was there before.
    func tell(leftOut: [LeftOut], on terminal: Terminal) {
        let folders = search.memory.folders
        for set in search.sets where !names.contains(set.name) {
            let titles = leftOut.filter { $0.dataSet == set.name && $0.profile == nil }.map(\.title)
            if titles.isEmpty { continue }
            let what = folders[set.name].map { "\(terminal.styled("!", .yellow)) \(set.name) is gone: it was last read from \($0)." } ?? "\(set.name) is not here."
            terminal.print("\(what) Not built: \(titles.joined(separator: ", ")).")
            search.passedOver(set).forEach { terminal.print("  \($0)") }
            terminal.print("  \(terminal.styled("→", .cyan)) \(LeftOut.remedy(without: set.name)).")
        }
    }

    /// Says at every build what is made without its data, and which folders were meant to have it and have not.
    func tell(on terminal: Terminal) {
        for absence in absences { absence.lines(on: terminal).forEach(terminal.print) }
        for set in found {
            let passedOver = search.sets.first { $0.name == set.name }.map(search.passedOver) ?? []
            for line in passedOver { terminal.warn("\(line) It is read from \(set.folder).") }
        }
    }
}

/// A data set that a build goes on without.
struct DataAbsence {
    enum Cause {
        /// Downloads are forbidden, and how.
        case offline(String)
        /// The download failed; `age` is how many seconds ago, nil for just now.
        case failed(problem: String, age: Double?)
    }

    let set: DataSetFiles
    let cause: Cause
    /// Where its files may be put.
    let folder: String
    /// Folders that were passed over, and why.
    let passedOver: [String]

    var what: String {
        let stand = "figures and claims about it use a synthetic stand-in, and those claims are undecided."
        switch cause {
        case .offline(let how): return "\(set.name) was not found, and \(how) forbids downloading it: \(stand)"
        case .failed(_, nil): return "\(set.name) was not found and could not be downloaded: \(stand)"
        case .failed(_, let age?):
            return "\(set.name) was not found and could not be downloaded \(age < 90 ? "a moment" : HumanUnits.duration(age)) ago: \(stand)"
        }
    }

    private var next: String {
        let put = "put its files into \(folder) (docs/data.md)"
        switch cause {
        case .offline(let how): return "Build without \(how), or \(put)."
        case .failed: return "`paper build --download` tries again now, any build does after a day; or \(put)."
        }
    }

    func lines(on terminal: Terminal) -> [String] {
        var lines = ["\(terminal.styled("!", .yellow)) \(what)"]
        if case .failed(let problem, _) = cause { lines += problem.split(separator: "\n").map { "  \($0)" } }
        lines += passedOver.map { "  \($0)" }
        return lines + ["  \(terminal.styled("→", .cyan)) \(next)"]
    }
}
