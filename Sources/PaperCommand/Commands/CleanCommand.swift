import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Remove the outputs of a profile; with --cache also everything that was computed.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also remove the store: everything is computed again, at all profiles.") var cache = false
    @Flag(help: "Do not ask.") var yes = false

    func run() throws {
        let workspace = try Workspace(common)
        if cache && !yes { try confirm(workspace) }
        let files = workspace.effects.files, folder = workspace.outputFolder
        // First what may be refused.
        if cache {
            try workspace.store.removeAll()
            try workspace.effects.files.removeAll(CommittedBuild.folder(of: workspace.store))
        }
        if try files.status(folder) != nil {
            let lock = try workspace.lockOutputs(in: folder)
            defer { lock?.unlock() }
            // Known names only: other files in build/ stay.
            for name in Publication.outputNames + [Workspace.outputLockName] { try files.removeAll("\(folder)/\(name)") }
            if folder != workspace.root + "/build", (try? files.list(folder))?.isEmpty == true { try files.remove(folder) }
        }
        Terminal.errors.print("Removed the outputs of profile \(workspace.profile.name)\(cache ? ", and the store" : "; the store is kept").")
    }

    /// Asks whoever is at the terminal, telling what it took to compute. Nothing to lose is nothing to ask.
    private func confirm(_ workspace: Workspace) throws {
        let store = workspace.store, work = store.totalWork
        if work.runs == 0 { return }
        let what = "\(CollectionText.count(work.runs, "value")) of all profiles, which took \(HumanUnits.duration(work.seconds)) to compute"
        let place = workspace.location.short(store.folder) + (workspace.location.isStoreElsewhere ? ", which other checkouts may use" : "")
        guard isatty(0) == 1, isatty(2) == 1 else {
            throw UsageError(what: "Nothing was removed: the store has \(what).", why: "It is in \(place).", next: "`paper clean --cache --yes` removes it.")
        }
        Terminal.errors.print("The store has \(what). It is in \(place).")
        Terminal.errors.ask("Remove it? [y/N] ")
        let answer = readLine(strippingNewline: true)?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else {
            Terminal.errors.print("Nothing was removed.")
            throw ExitCode(1)
        }
    }
}
