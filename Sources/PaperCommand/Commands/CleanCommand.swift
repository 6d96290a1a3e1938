import ArgumentParser
import BuildGraph
import Foundation

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Remove the outputs; with --cache also everything that was computed.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also remove the store: everything is computed again.") var cache = false

    func run() throws {
        let workspace = try Workspace(common)
        let files = workspace.effects.files
        // The outputs of all profiles: known names only, other files in build/ stay.
        for profile in workspace.session.paper.profiles.map(\.profile) {
            let folder = workspace.outputFolder(of: profile)
            for name in Publication.outputNames { try files.removeAll("\(folder)/\(name)") }
            if folder != workspace.root + "/build", (try? files.list(folder))?.isEmpty == true { try files.remove(folder) }
        }
        if cache {
            let store = workspace.store.folder
            for name in (try? files.list(store)) ?? [] where Store.isPart(name) {
                try files.removeAll("\(store)/\(name)")
            }
        }
        Terminal.errors.print(cache ? "Removed the outputs and the store." : "Removed the outputs; the store is kept.")
    }
}
