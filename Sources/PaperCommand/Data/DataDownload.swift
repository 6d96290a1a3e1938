// Data sets that a build needs and that are not there are downloaded once, before the build; whatever goes wrong, the
// build goes on without them.
import ArgumentParser
import BuildGraph
import Datasets
import Foundation
import Manuscript

/// Downloads what was not found.
struct DataDownload {
    let search: DataSearch
    let effects: Effects
    let terminal: Terminal
    /// Tries also what has failed a short time ago.
    let again: Bool

    init(_ search: DataSearch, effects: Effects, again: Bool, terminal: Terminal = .errors) {
        self.search = search
        self.effects = effects
        self.again = again
        self.terminal = terminal
    }

    /// Downloads these data sets; what is absent afterwards is reported with its cause.
    /// - Throws: the exit status of an interrupted build.
    func bring(_ sets: [DataSetFiles]) throws -> [DataAbsence] {
        try sets.compactMap { set in
            guard let cause = try cause(ofAbsence: set) else { return nil }
            let folder = (search.location.places.first { $0.origin != .environment }?.folder ?? search.location.downloads) + "/" + set.folder
            return DataAbsence(set: set, cause: cause, folder: folder, passedOver: search.passedOver(set))
        }
    }

    /// Those of these data sets that `bring` would download.
    func wanted(_ sets: [DataSetFiles]) -> [DataSetFiles] { sets.filter { refusal($0) == nil } }

    private var memory: DownloadMemory {
        DownloadMemory(folder: search.location.downloads, mirror: search.mirror, files: effects.files, clock: effects.clock)
    }

    /// Why a set is not downloaded: that is forbidden or hopeless.
    private func refusal(_ set: DataSetFiles) -> DataAbsence.Cause? {
        if let how = search.offline { return .offline(how) }
        if !again, let (problem, age) = memory.failure(of: set) { return .failed(problem: problem, age: age) }
        return nil
    }

    /// Downloads a set unless that is refused; nil when it is there afterwards.
    private func cause(ofAbsence set: DataSetFiles) throws -> DataAbsence.Cause? {
        if let refusal = refusal(set) { return refusal }
        do {
            try fetch(set)
            memory.forget(set)
            return nil
        } catch BuildError.interrupted {
            terminal.print("\(terminal.styled("Interrupted", .yellow)). What was downloaded of \(set.name) is kept; the same command goes on from there.")
            throw ExitCode(130)
        } catch {
            let report = ErrorReport(error)
            let problem = report.why ?? report.what
            memory.remember(problem, of: set)
            return .failed(problem: problem, age: nil)
        }
    }

    private func fetch(_ set: DataSetFiles) throws {
        let cancellation = Cancellation()
        let interrupts = Interrupts(cancellation)
        let progress = DownloadProgress(set, files: effects.files, terminal: terminal)
        defer { withExtendedLifetime(interrupts) { progress.end() } }
        let folder = search.location.downloads
        let start = effects.clock.monotonic()
        progress.begin(folder: "\(folder)/\(set.folder)", mirror: search.mirror)
        try Downloader(effects: effects, mirror: search.mirror).fetch(set, into: folder, until: cancellation, observe: progress.observe)
        guard search.location.find(set, in: effects.files) != nil else {
            throw DataFormatError(file: "\(folder)/\(set.folder)", problem: "what was downloaded is not all of it")
        }
        let time = HumanUnits.duration(effects.clock.monotonic() - start)
        terminal.print("\(terminal.styled("✓", .green)) \(set.name) was downloaded in \(time) and is what its publisher offers.")
    }
}
